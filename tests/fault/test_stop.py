"""One Ctrl+C ends all of it, and nothing but that ends the work."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.fault.readers import PAGE, Reader
from tests.server import Server

pytestmark = pytest.mark.fault


def test_ctrl_c_ends_the_master_and_its_workers_at_once(serve: Callable[..., Server]) -> None:
    """A terminal sends it to every process of the group. Five times, for the order in which they hear it varies."""
    server = serve()
    for _ in range(5):
        with closing(Reader(server.port)) as reader:
            assert reader.ask("GET", PAGE).status == 200
        asked = time.monotonic()
        server.stop(signal.SIGINT)
        assert time.monotonic() - asked < 10
        server.start()
    assert "SIGKILL" not in (server.data_dir / "server.log").read_text()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_with_a_worker_beside_it_one_signal_still_ends_all(
    serve: Callable[..., Server], number: signal.Signals
) -> None:
    """SIGHUP is what a terminal that goes away sends to every process of the group."""
    server = serve(worker=True)
    processes = group_of(server)
    assert len(processes) == 5  # the supervisor, the worker, the server's master and its two workers
    asked = time.monotonic()
    server.stop(number)

    assert time.monotonic() - asked < 10
    wait_until(lambda: not [pid for pid in processes if Path(f"/proc/{pid}").exists()])


def test_a_dead_worker_is_replaced_while_readers_are_served(serve: Callable[..., Server]) -> None:
    server = serve(worker=True)
    first = worker_of(server)
    os.kill(first, signal.SIGKILL)
    with closing(Reader(server.port)) as reader:
        wait_until(lambda: reader.ask("GET", PAGE).status == 200 and worker_of(server) not in (0, first))


def group_of(server: Server) -> dict[int, str]:
    """The processes of the server's group that are alive, with the words that they were started by."""
    assert server.process
    found: dict[int, str] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            state, _, group = (folder / "stat").read_text().rpartition(")")[2].split()[:3]
            if int(group) == server.process.pid and state != "Z":
                found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ").strip()
    return found


def worker_of(server: Server) -> int:
    return next((pid for pid, words in group_of(server).items() if words.endswith(" work")), 0)


def wait_until(condition: Callable[[], bool]) -> None:
    ends = time.monotonic() + 15
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.05)
