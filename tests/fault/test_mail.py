"""A worker that mails to a real server, which refuses, hangs and loses connections, and is killed in the midst of it:
nothing is lost, and nobody is told of one event by two mails."""

import os
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from blog.app import create_app
from blog.clock import utcnow
from blog.database import db
from blog.posts.models import Post
from config import Settings
from tests.factories import make_comment
from tests.server import ROOT, free_port
from tests.smtp_server import DROP, HANG, MailServer, all_of

pytestmark = pytest.mark.fault

TEAM = ["ada@example.org", "arthur@example.org", "edith@example.org", "mo@example.org"]
Work = Callable[[], subprocess.Popen[bytes]]


@pytest.fixture
def site(database: Path) -> Iterator[Flask]:
    app = create_app(Settings.from_env({"DATA_DIR": str(database.parent)}))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer(free_port()) as server:
        yield server


@pytest.fixture
def work(database: Path, server: MailServer) -> Iterator[Work]:
    """Start a worker that mails to the server; whatever happens, it is gone afterwards."""
    started: list[subprocess.Popen[bytes]] = []

    def work() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "flask", "--app", "tests.fault.mail_app", "work"]
        environ = {**os.environ, "DATA_DIR": str(database.parent), "MAIL_URL": server.url}
        with (database.parent / "worker.log").open("ab") as log:
            started.append(subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log))
        return started[-1]

    yield work
    for process in started:
        process.kill()
        process.wait()


def replies(number: int) -> None:
    post = db.session.scalars(select(Post)).one()
    for count in range(number):
        make_comment(post, f"Reply number {count}.", at=utcnow())


def wait_for(condition: Callable[[], bool], seconds: float = 90) -> None:
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.02)


def count(database: Path, what: str) -> int:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {what}").fetchone()[0])


def is_done(database: Path) -> bool:
    """Every job of ours that is not failed for good is done."""
    return count(database, "jobs WHERE name IN ('reply_held', 'send_notice') AND failed_at IS NULL") == 0


def states(database: Path) -> Counter[str]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return Counter(state for (state,) in connection.execute("SELECT state FROM notices"))


TROUBLES: dict[str, list[tuple[str, str]]] = {
    "refuses for now": [(stage, "451 Later") for stage in ("mail", "rcpt", "end")],
    "loses connections": [(stage, DROP) for stage in ("connect", "ehlo", "mail", "rcpt", "end")],
    "hangs": [(stage, HANG) for stage in ("ehlo", "mail", "rcpt", "end")],
    "refuses the sender": [("mail", "550 Not from you"), ("mail", "530 Sign in first")],
}


@pytest.mark.parametrize("name", TROUBLES)
def test_after_every_trouble_each_has_been_told_once(
    site: Flask, server: MailServer, work: Work, database: Path, name: str
) -> None:
    for stage, answer in TROUBLES[name] * 2:
        server.inbox.trouble(stage, answer)
    replies(2)
    work()
    wait_for(lambda: is_done(database) and count(database, "notices") == 8)

    assert not any(server.inbox.troubles.values()), "every trouble came"
    assert sorted(server.inbox.recipients) == sorted(TEAM * 2)
    assert len(set(server.inbox.ids())) == 8
    assert states(database) == {"sent": 8}


def test_a_lost_answer_brings_the_same_mail_again_and_no_other(
    site: Flask, server: MailServer, work: Work, database: Path
) -> None:
    server.inbox.trouble("answer", DROP, HANG)
    replies(1)
    work()
    wait_for(lambda: is_done(database) and count(database, "notices") == 4)

    told = Counter(zip(server.inbox.recipients, server.inbox.ids(), strict=True))
    assert sorted(person for person, _ in told) == TEAM, "one Message-ID for each person"
    assert sum(told.values()) == 6
    assert states(database) == {"sent": 4}


def test_a_person_whom_the_server_refuses_keeps_nobody_else_from_their_mail(
    site: Flask, server: MailServer, work: Work, database: Path
) -> None:
    server.inbox.refused_people["mo@example.org"] = "550 No such person"
    replies(2)
    work()
    wait_for(lambda: is_done(database) and count(database, "notices") == 8)

    assert sorted(server.inbox.recipients) == sorted(TEAM[:3] * 2)
    assert states(database) == {"sent": 6, "refused": 2}
    assert count(database, "jobs WHERE failed_at IS NOT NULL AND error = 'smtp.550'") == 2


def test_a_server_that_is_away_for_a_while_loses_nothing(
    site: Flask, server: MailServer, work: Work, database: Path
) -> None:
    server.stop()
    replies(1)
    work()
    wait_for(lambda: count(database, "jobs WHERE name = 'send_notice' AND tries > 1") > 0)
    with MailServer(server.port, server.inbox):
        wait_for(lambda: is_done(database) and count(database, "notices") == 4)

    assert sorted(server.inbox.recipients) == TEAM
    assert states(database) == {"sent": 4}


def test_workers_that_are_killed_while_they_mail_lose_nothing_and_repeat_only_what_was_in_hand(
    site: Flask, server: MailServer, work: Work, database: Path
) -> None:
    replies(6)
    for kill in range(5):
        worker, connections = work(), server.inbox.connections
        wait_for(lambda: server.inbox.connections > connections + kill % 2)  # noqa: B023
        time.sleep(0.004 * kill)
        worker.kill()
        worker.wait()
    assert count(database, "jobs WHERE name = 'send_notice'") > 0
    work()
    wait_for(lambda: is_done(database) and count(database, "notices") == 24)

    told = Counter(zip(server.inbox.recipients, server.inbox.ids(), strict=True))
    assert Counter(person for person, _ in told) == dict.fromkeys(TEAM, 6), "one Message-ID for each event and person"
    assert sum(told.values()) <= 24 + 5, "each death repeats at most the mail in the midst of which it came"
    assert states(database) == {"sent": 24}


def test_two_workers_share_the_mails(site: Flask, server: MailServer, work: Work, database: Path) -> None:
    replies(6)
    work(), work()
    wait_for(lambda: is_done(database) and count(database, "notices") == 24)

    assert Counter(server.inbox.recipients) == dict.fromkeys(TEAM, 6)
    assert len(set(server.inbox.ids())) == 24


def test_no_reader_is_named_to_the_server_and_nobody_in_the_log(
    site: Flask, server: MailServer, work: Work, database: Path
) -> None:
    server.inbox.trouble("rcpt", "550 No such person: mo@example.org")
    replies(1)
    work()
    wait_for(lambda: is_done(database) and count(database, "notices") == 4)

    assert "rhea@" not in all_of(server.inbox.mails)
    log = (database.parent / "worker.log").read_text()
    assert "send_notice" in log
    assert "@" not in log
    assert "Reply number" not in log
