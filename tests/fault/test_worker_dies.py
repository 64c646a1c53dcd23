"""Workers that are killed, stopped, and set beside each other lose no job and share none."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from blog.app import create_app
from blog.clock import utcnow
from blog.database import db, transaction
from blog.jobs.enqueue import enqueue
from config import Settings
from tests.server import ROOT

pytestmark = pytest.mark.fault

OURS = "jobs WHERE name = 'keep_number'"
Work = Callable[[], subprocess.Popen[bytes]]


@dataclass(frozen=True)
class Line:
    number: int
    pid: int
    word: str
    at: float


@pytest.fixture
def site(database: Path) -> Iterator[Flask]:
    app = create_app(Settings.from_env({"DATA_DIR": str(database.parent)}))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def work(database: Path) -> Iterator[Work]:
    """Start a worker of its own; whatever happens, it is gone afterwards."""
    started: list[subprocess.Popen[bytes]] = []

    def work() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "flask", "--app", "tests.fault.jobs_app", "work"]
        environ = {**os.environ, "DATA_DIR": str(database.parent)}
        with (database.parent / "worker.log").open("ab") as log:
            started.append(subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log))
        return started[-1]

    yield work
    for process in started:
        process.kill()
        process.wait()


def ask(numbers: range, seconds: float) -> None:
    with transaction():
        for number in numbers:
            enqueue("keep_number", utcnow(), number=number, seconds=seconds)


def diary(database: Path) -> list[Line]:
    path = database.parent / "diary"
    words = [line.split() for line in path.read_text().splitlines()] if path.exists() else []
    return [Line(int(number), int(pid), word, float(at)) for number, pid, word, at in words]


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.01)


def count(database: Path, what: str) -> int:
    """Asked of the database's own tool, and not of the application."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {what}").fetchone()[0])


def test_forty_jobs_survive_a_worker_that_is_killed_four_times_in_their_midst(
    site: Flask, work: Work, database: Path
) -> None:
    ask(range(40), seconds=0.1)
    for kill in range(4):
        worker = work()
        begun = len(diary(database)) + 10 + kill % 2  # a begin is odd, an end even: mostly in the midst of one
        wait_for(lambda begun=begun: len(diary(database)) >= begun)  # type: ignore[misc]
        time.sleep(0.05)
        worker.kill()
        worker.wait()
    assert 0 < count(database, OURS) < 40
    last = work()
    wait_for(lambda: count(database, OURS) == 0)
    last.terminate()

    assert last.wait(10) == 0
    assert count(database, "settings WHERE key LIKE 'number %'") == 40
    begun_by_number = Counter(line.number for line in diary(database) if line.word == "begin")
    assert set(begun_by_number) == set(range(40))
    assert max(begun_by_number.values()) > 1  # or else no kill came in the midst of a job


def test_two_workers_share_the_jobs_and_never_do_one_at_the_same_time(site: Flask, work: Work, database: Path) -> None:
    ask(range(60), seconds=0.03)
    workers = [work(), work()]
    wait_for(lambda: count(database, OURS) == 0)

    lines = diary(database)
    assert Counter(line.number for line in lines if line.word == "begin") == Counter(range(60))
    assert {line.pid for line in lines} == {worker.pid for worker in workers}


def test_a_job_longer_than_a_claim_is_done_by_one_of_two_workers_only(site: Flask, work: Work, database: Path) -> None:
    ask(range(1), seconds=4)  # the claim is good for 1.5
    work(), work()
    wait_for(lambda: count(database, OURS) == 0)

    assert [line.word for line in diary(database)] == ["begin", "end"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_worker_that_is_asked_to_stop_finishes_the_job_in_hand(
    site: Flask, work: Work, database: Path, number: signal.Signals
) -> None:
    ask(range(3), seconds=0.5)
    worker = work()
    wait_for(lambda: len(diary(database)) == 1)
    worker.send_signal(number)

    assert worker.wait(10) == 0
    assert [line.word for line in diary(database)] == ["begin", "end"]
    assert count(database, OURS) == 2


def test_an_idle_worker_begins_within_a_second_of_the_asking(site: Flask, work: Work, database: Path) -> None:
    ask(range(1), seconds=0)
    work()
    wait_for(lambda: len(diary(database)) == 2)
    waits = []
    for number in range(1, 4):
        time.sleep(0.2 * number)
        ask(range(number, number + 1), seconds=0)
        asked = time.monotonic()
        wait_for(lambda number=number: len(diary(database)) >= 2 * number + 1)  # type: ignore[misc]
        waits.append(diary(database)[2 * number].at - asked)

    assert max(waits) < 1


def test_a_worker_whose_starter_has_died_ends_by_itself(site: Flask, database: Path) -> None:
    program = (
        "import subprocess, sys;"
        "print(subprocess.Popen([sys.executable, '-m', 'flask', '--app', 'tests.fault.jobs_app', 'work']).pid);"
        "sys.stdout.flush();"
        "sys.stdin.read()"
    )
    environ = {**os.environ, "DATA_DIR": str(database.parent)}
    starter = subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert starter.stdin
    assert starter.stdout
    worker = int(starter.stdout.readline())
    ask(range(1), seconds=0)
    wait_for(lambda: len(diary(database)) == 2)
    starter.kill()
    starter.communicate()

    wait_for(lambda: not Path(f"/proc/{worker}").exists(), seconds=10)
