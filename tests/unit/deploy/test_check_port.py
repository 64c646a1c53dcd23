"""`make run` says in one line why it can't listen."""

import errno
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.check_port import CannotListen, listen_once, reason

ROOT = Path(__file__).parents[3]


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_free_port_is_let_go_again(taken_port: int) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free_port = probe.getsockname()[1]
    listen_once("127.0.0.1", free_port)
    listen_once("127.0.0.1", free_port)


def test_a_taken_port_is_named_with_another_one_to_choose(taken_port: int) -> None:
    with pytest.raises(CannotListen, match=rf"port {taken_port} on 127\.0\.0\.1 is taken.*PORT=\d+"):
        listen_once("127.0.0.1", taken_port)


def test_an_address_of_another_machine_is_named() -> None:
    with pytest.raises(CannotListen, match=r"HOST is '192\.0\.2\.1'"):
        listen_once("192.0.2.1", 5000)


def test_a_port_of_the_system_asks_for_a_higher_one() -> None:
    assert "Choose one above 1023" in reason(OSError(errno.EACCES, "Permission denied"), "127.0.0.1", 80)


def test_the_start_ends_with_that_one_line(taken_port: int, tmp_path: Path) -> None:
    assert last_words(PORT=str(taken_port), DATA_DIR=str(tmp_path)).startswith("Rejoinder can't start: port")


def test_a_wrong_setting_ends_the_start_with_one_line(tmp_path: Path) -> None:
    assert last_words(PORT="80x", DATA_DIR=str(tmp_path)).startswith("Rejoinder can't start: PORT is '80x'")


def last_words(**settings: str) -> str:
    command = [sys.executable, "-m", "deploy.check_port"]
    environment = {**os.environ, **settings}
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    return ended.stderr
