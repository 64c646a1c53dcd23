"""The same reply twenty times at the same moment is one reply."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.fault.readers import PAGE, Answer, Reader
from tests.server import Server

pytestmark = pytest.mark.fault

TWENTY = 20


@pytest.mark.parametrize("limits", ["on", "off"])
def test_of_twenty_equal_replies_at_once_one_is_kept(
    serve: Callable[..., Server], texts: Callable[[], list[str]], limits: str
) -> None:
    server = serve(RATE_LIMITS=limits)
    readers = [Reader(server.port).read_form() for _ in range(TWENTY)]

    answers = _at_once(readers, "Only once, please.")

    assert sorted(answer.status for answer in answers) == [303] + [409] * (TWENTY - 1)
    assert texts() == ["Only once, please."]
    assert all("has arrived already" in answer.body for answer in answers if answer.status == 409)
    if limits == "on":  # the nineteen could not be kept, so they were not counted
        later = [readers[0].send(f"Another, {number}.").status for number in range(5)]
        assert later == [303] * 4 + [429]
    for reader in readers:
        reader.close()


def test_a_network_is_counted_once_for_all_workers(
    serve: Callable[..., Server], texts: Callable[[], list[str]]
) -> None:
    server = serve()
    readers = [Reader(server.port).read_form() for _ in range(TWENTY)]
    answers = _at_once(readers, "Different each time.", differ=True)
    assert sorted(answer.status for answer in answers) == [303] * 5 + [429] * (TWENTY - 5)
    assert len(texts()) == 5
    server.kill()
    server.start()
    again = Reader(server.port).read_form()
    assert again.send("After the restart.").status == 429
    for reader in [*readers, again]:
        reader.close()


def test_a_body_that_is_too_large_is_refused_before_it_is_read(serve: Callable[..., Server]) -> None:
    server = serve(RATE_LIMITS="off")
    reader = Reader(server.port).read_form()
    large = reader.ask("POST", PAGE, "comment=" + "a" * (1024 * 1024))
    assert large.status == 413
    assert "one mebibyte" in large.body
    reader.close()
    assert reader.send("Short.").status == 303
    reader.close()


def _at_once(readers: list[Reader], text: str, differ: bool = False) -> list[Answer]:
    """All readers wait at one gate, and send when it opens."""
    gate = threading.Barrier(len(readers))

    def send(number: int) -> Answer:
        gate.wait()
        return readers[number].send(f"{text} {number}" if differ else text)

    with ThreadPoolExecutor(len(readers)) as threads:
        return list(threads.map(send, range(len(readers))))
