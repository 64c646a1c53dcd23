"""One Ctrl+C ends all of it."""

import signal
import time
from collections.abc import Callable
from contextlib import closing

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
