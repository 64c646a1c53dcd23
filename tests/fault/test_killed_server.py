"""A server that is killed in the middle of its work loses no reply that it has answered, and keeps none twice."""

import random
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.fault.readers import Reader
from tests.server import Server

pytestmark = pytest.mark.fault

CLIENTS, EACH, KILLS = 8, 63, 5


def test_every_reply_that_was_answered_is_there_once_after_five_kills(
    serve: Callable[..., Server], texts: Callable[[], list[str]], database: Path
) -> None:
    server = serve(RATE_LIMITS="off")
    readers = [Reader(server.port).read_form() for _ in range(CLIENTS)]
    answered: dict[str, int] = {}
    with ThreadPoolExecutor(CLIENTS) as threads:
        work = [threads.submit(_send_all, reader, number, answered) for number, reader in enumerate(readers)]
        _kill_again_and_again(server, answered)
        for each in work:
            each.result(timeout=50)
    server.kill()

    kept = Counter(texts())
    assert len(answered) == CLIENTS * EACH
    assert set(answered.values()) <= {303, 409}  # 409: a try that was not answered had arrived all the same
    assert Counter(answered.values())[303] > CLIENTS * EACH / 2
    assert [text for text in answered if kept[text] != 1] == []
    assert len(kept) == len(answered)
    assert sum(reader.broken for reader in readers) > 0
    _every_reply_is_whole(database)
    server.start()
    afterwards = Reader(server.port)
    assert afterwards.ask("GET", "/readyz").status == 200
    afterwards.close()


def _send_all(reader: Reader, number: int, answered: dict[str, int]) -> None:
    for count in range(EACH):
        text = f"Reply {count} of reader {number}."
        answered[text] = reader.send_until_answered(text).status
    reader.close()


def _kill_again_and_again(server: Server, answered: dict[str, int]) -> None:
    """Five times, each somewhere in its share of the replies, so that all of them happen while replies arrive."""
    for kill in range(KILLS):
        due = CLIENTS * EACH * (kill + random.uniform(0.2, 0.9)) / (KILLS + 1)
        ends = time.monotonic() + 30
        while len(answered) < due and time.monotonic() < ends:
            time.sleep(0.005)
        time.sleep(random.uniform(0, 0.05))
        server.kill()
        server.start()


def _every_reply_is_whole(database: Path) -> None:
    """A reply comes with its finding and its act, or not at all."""
    with closing(sqlite3.connect(database)) as connection:
        replies = connection.execute("SELECT count(*) FROM comments WHERE html LIKE '<p>Reply%' AND fingerprint <> ''")
        findings = connection.execute("SELECT count(DISTINCT comment_id) FROM findings")
        acts = connection.execute("SELECT count(*) FROM acts WHERE verb = 'comment.submitted'")
        assert {replies.fetchone(), findings.fetchone(), acts.fetchone()} == {(CLIENTS * EACH,)}


def test_a_database_that_is_busy_for_two_seconds_is_waited_for(
    serve: Callable[..., Server], texts: Callable[[], list[str]], database: Path
) -> None:
    server = serve(RATE_LIMITS="off")
    reader = Reader(server.port).read_form()
    locked = threading.Event()
    holder = threading.Thread(target=_hold, args=(database, locked, 2))
    holder.start()
    locked.wait()
    started = time.monotonic()
    assert reader.ask("GET", reader.page).status == 200  # reading does not wait
    assert time.monotonic() - started < 1.5
    assert reader.send("It can wait.").status == 303
    assert time.monotonic() - started > 1
    holder.join()
    reader.close()
    assert texts() == ["It can wait."]


def _hold(database: Path, locked: threading.Event, seconds: float) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        locked.set()
        time.sleep(seconds)
        connection.execute("ROLLBACK")
