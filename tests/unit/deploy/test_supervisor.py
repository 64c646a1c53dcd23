"""Two processes that end together, and a worker that is replaced: the supervisor over small real commands."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from deploy.supervisor import FIRST_WAIT, LIVED_WELL, LONGEST_WAIT, Kept

ROOT = Path(__file__).parents[3]
# Each notes its process id in a file of its name, then waits, and says goodbye when it is asked to end.
POLITE = """
import os, signal, sys, time
name = sys.argv[1]
def leave(*_):
    open(name, "a").write("bye\\n")
    sys.exit(0)
signal.signal(signal.SIGTERM, leave)
open(name, "a").write(f"{os.getpid()}\\n")
time.sleep(60)
"""
STUBBORN = POLITE.replace("signal.SIGTERM, leave", "signal.SIGTERM, signal.SIG_IGN")
SHORT = POLITE.replace("time.sleep(60)", "sys.exit(3)")
PROGRAM = """
import sys
from deploy.supervisor import Supervisor
server, worker, folder = sys.argv[1:]
command = lambda program, name: [sys.executable, "-c", program, f"{folder}/{name}"]
sys.exit(Supervisor(command(server, "server"), command(worker, "worker"), grace=1).run())
"""

Run = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """A supervisor of its own process group, over these two programs."""
    started: list[subprocess.Popen[str]] = []

    def run(server: str = POLITE, worker: str = POLITE, ignored: signal.Signals | None = None) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", PROGRAM, server, worker, str(tmp_path)]
        before = signal.signal(ignored, signal.SIG_IGN) if ignored else None
        process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True)
        if ignored:
            signal.signal(ignored, before)
        started.append(process)
        return process

    yield run
    for process in started:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stderr:
            process.stderr.close()


def lines(path: Path, number: int) -> list[str]:
    """What a process has noted, once there are so many lines."""
    ends = time.monotonic() + 15
    while time.monotonic() < ends:
        noted = path.read_text().splitlines() if path.exists() else []
        if len(noted) >= number:
            return noted
        time.sleep(0.02)
    raise TimeoutError(f"{path.name} has not written {number} lines")


def are_gone(*pids: int) -> bool:
    ends = time.monotonic() + 5
    while time.monotonic() < ends:
        if not [pid for pid in pids if _is_alive(pid)]:
            return True
        time.sleep(0.02)
    return False


def _is_alive(pid: int) -> bool:
    """A process that has ended and waits for its parent to ask is none any more."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def pids_of(tmp_path: Path) -> tuple[int, int]:
    return int(lines(tmp_path / "server", 1)[0]), int(lines(tmp_path / "worker", 1)[0])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("is_for_all", [True, False], ids=["to the group", "to the supervisor"])
def test_one_signal_ends_both_politely(run: Run, tmp_path: Path, number: signal.Signals, is_for_all: bool) -> None:
    supervisor = run()
    pids = pids_of(tmp_path)
    if is_for_all:
        os.killpg(supervisor.pid, number)
    else:
        os.kill(supervisor.pid, number)

    assert supervisor.wait(10) == 0
    assert lines(tmp_path / "server", 2)[-1] == "bye"
    assert lines(tmp_path / "worker", 2)[-1] == "bye"
    assert are_gone(*pids)


def test_what_does_not_end_in_time_is_killed(run: Run, tmp_path: Path) -> None:
    supervisor = run(worker=STUBBORN)
    pids = pids_of(tmp_path)
    asked = time.monotonic()
    supervisor.terminate()

    assert supervisor.wait(10) == 0
    assert 1 <= time.monotonic() - asked < 5
    assert are_gone(*pids)


def test_under_nohup_it_outlives_the_terminal(run: Run, tmp_path: Path) -> None:
    supervisor = run(ignored=signal.SIGHUP)
    pids_of(tmp_path)
    supervisor.send_signal(signal.SIGHUP)
    time.sleep(0.5)

    assert supervisor.poll() is None


def test_a_server_that_ends_takes_the_worker_with_it_and_its_status_is_told(run: Run, tmp_path: Path) -> None:
    ended = run(server="import time; time.sleep(1); raise SystemExit(3)")
    worker = int(lines(tmp_path / "worker", 1)[0])

    assert ended.wait(10) == 3
    assert are_gone(worker)


def test_a_server_that_is_killed_is_told_as_a_shell_would(run: Run, tmp_path: Path) -> None:
    supervisor = run()
    server, worker = pids_of(tmp_path)
    os.kill(server, signal.SIGKILL)

    assert supervisor.wait(10) == 128 + signal.SIGKILL
    assert are_gone(worker)


def test_a_worker_that_dies_is_started_again_while_the_server_goes_on(run: Run, tmp_path: Path) -> None:
    supervisor = run()
    server, first = pids_of(tmp_path)
    os.kill(first, signal.SIGKILL)

    second = int(lines(tmp_path / "worker", 2)[-1])
    assert second != first
    supervisor.terminate()
    assert "The job worker has ended (137). It is started again in 1 s." in supervisor.communicate()[1]
    assert lines(tmp_path / "server", 1)[0] == str(server)


def test_a_worker_that_dies_at_once_again_and_again_is_started_after_growing_waits(run: Run, tmp_path: Path) -> None:
    supervisor = run(worker=SHORT)
    lines(tmp_path / "worker", 3)
    time.sleep(0.5)
    supervisor.terminate()

    told = supervisor.communicate()[1].splitlines()
    assert [line.split(" in ")[1] for line in told] == ["1 s.", "2 s.", "4 s."]


def test_the_waits_end_at_a_minute_and_begin_anew_after_a_good_life() -> None:
    kept = Kept([sys.executable, "-c", ""])
    for _ in range(20):
        kept.start_at = 0
        kept.keep()
        assert kept.process
        kept.process.wait()
        kept.keep()
    assert kept.wait == LONGEST_WAIT

    kept.start_at = 0
    kept.keep()
    assert kept.process
    kept.process.wait()
    kept.started_at -= LIVED_WELL + 1
    kept.keep()
    assert kept.wait == FIRST_WAIT * 2


@pytest.mark.skipif(sys.platform != "linux", reason="other systems tell a child nothing of its parent's death")
def test_nothing_is_left_when_the_supervisor_itself_is_killed(run: Run, tmp_path: Path) -> None:
    supervisor = run()
    pids = pids_of(tmp_path)
    supervisor.kill()

    assert are_gone(*pids)
