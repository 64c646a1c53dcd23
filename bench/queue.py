"""The queue of a site with a million replies, of which 100,000 wait, against one with a hundredth of both."""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Connection, func, text

from bench.rows import TIME, add_posts, filling, insert_rows, numbers, with_number, without_indexes
from bench.site import BenchSite, bench_site
from blog.addresses import SealedAddress
from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment, CommentWords, StoredFinding, Writer
from blog.comments.moving import recount
from blog.database import transaction
from blog.moderation.cursor import Cursor
from blog.text.render import render_comment
from blog.web.engine import engine
from tests.visitor import find_form

FEW, TIMES_AS_MANY = 10_000, 100
SHARE = 10  # one in so many waits
A_POST = 1_000  # replies to each post
RARE = 20  # replies hold the rare word, however many there are
SAME, FIRST_PAGE, RUN = 1.5, 4, 15  # the ceilings
WORDS = "Lift one knee and count to ten. Number"
REPLY = render_comment(f"{WORDS} 1.")


@dataclass
class Queue:
    """A moderator's browser before the queue of one site; milliseconds by what they were spent on."""

    site: BenchSite
    replies: int
    client: FlaskClient
    cookie: str
    took: dict[str, list[float]] = field(default_factory=dict)

    def get(self, name: str, address: str, cards: int) -> str:
        response = self._timed(name, lambda: self.client.get(address, headers={"Cookie": self.cookie}))
        assert response.status_code == 200, response.status_code
        html: str = response.text
        assert html.count("<article") >= cards, (name, html.count("<article"))
        return html

    def post(self, name: str, address: str, **fields: Any) -> None:
        headers = {"Cookie": self.cookie, "Sec-Fetch-Site": "same-origin"}
        response = self._timed(name, lambda: self.client.post(address, data=fields, headers=headers))
        assert response.status_code == 303, response.status_code

    def milliseconds(self, name: str) -> float:
        return statistics.median(self.took[name][1:])

    def _timed(self, name: str, ask: Callable[[], Any]) -> Any:
        """CPU time of this process: neighbours on the machine matter little."""
        started = time.process_time()
        response = ask()
        self.took.setdefault(name, []).append((time.process_time() - started) * 1000)
        return response


def measure(runs: int, few: int = FEW, times_as_many: int = TIMES_AS_MANY) -> list[str]:
    with bench_site() as small, bench_site() as large:
        started = time.monotonic()
        queues = [_open(small, few), _open(large, few * times_as_many)]
        seconds = time.monotonic() - started
        for _ in range(runs + 1):
            for queue in queues:
                _look(queue)
        _approve(queues[1], runs)
        sizes = " and ".join(f"{queue.replies:,} replies, {queue.replies // SHARE:,} waiting" for queue in queues)
        return [f"{sizes} ({seconds:.0f} s to make)", *_lines(*queues)]


def _lines(few: Queue, many: Queue) -> Iterator[str]:
    for name in few.took:
        if name != "empty":
            small, large = few.milliseconds(name), many.milliseconds(name)
            yield f"{name:22} {small:6.1f} ms, {large:6.1f} ms; {_ratio(large / small, SAME)}"
    empty, first = many.milliseconds("empty"), many.milliseconds("the first page")
    yield f"{'against an empty page':22} {empty:6.1f} ms, {first:6.1f} ms; {_ratio(first / empty, FIRST_PAGE)}"
    one, hundred = many.milliseconds("one"), many.milliseconds("a hundred")
    yield f"approving 100 at once against one: {one:.1f} ms, {hundred:.1f} ms; {_ratio(hundred / one, RUN)}"


def _ratio(ratio: float, ceiling: float) -> str:
    return f"ratio: {ratio:.2f} (at most {ceiling:g})" + ("" if ratio <= ceiling else ", MISSED")


def _look(queue: Queue) -> None:
    queue.get("empty", f"/moderation/?post={10**9}", cards=0)
    queue.get("the first page", "/moderation/", cards=20)
    queue.get("a page far on", f"/moderation/?after={_place(queue.replies // SHARE // 2)}", cards=20)
    queue.get("a filter by writer", "/moderation/?status=approved&author=7", cards=20)
    queue.get("a filter by finding", "/moderation/?finding=everything_waits", cards=20)
    queue.get("a filter by language", "/moderation/?language=en", cards=20)
    queue.get("a search, common word", "/moderation/?q=knee", cards=20)
    queue.get("a search, rare word", "/moderation/?q=sesamoid&status=approved", cards=1)


def _approve(queue: Queue, runs: int) -> None:
    """One by its own form, then a hundred by the form of many."""
    html = queue.get("the form", "/moderation/", cards=20)
    token = find_form(html, "bulk").fields["token"]
    waiting = (number * SHARE for number in count(1))
    for _ in range(runs + 1):
        address = f"/moderation/comments/{next(waiting)}/decisions"
        queue.post("one", address, token=token, action="approve", version="1")
        selected = [f"{next(waiting)}:1" for _ in range(100)]
        queue.post("a hundred", "/moderation/decisions", token=token, action="approve", selected=selected)


def _place(number: int) -> Cursor:
    """That of the reply that so many others wait before."""
    at = datetime.fromisoformat(TIME).replace(tzinfo=UTC) + timedelta(minutes=number * SHARE)
    return Cursor(at, number * SHARE)


def _open(site: BenchSite, replies: int) -> Queue:
    _fill(site, replies)
    with site.app.app_context():
        cookie = f"{engine().session_cookie}={site.session_cookie()}"
        return Queue(site, replies, site.app.test_client(use_cookies=False), cookie)


def _fill(site: BenchSite, replies: int) -> None:
    with site.app.app_context():
        address = engine().addresses.seal("reader@example.org")
    with filling(site) as connection:
        add_posts(connection, replies // A_POST)
        _add_writers(connection, replies // 50, address)
        _add_replies(connection, replies)
    with site.app.app_context(), transaction():
        recount()


def _add_writers(connection: Connection, writers: int, address: SealedAddress) -> None:
    """All with one address under different digests: nobody looks."""
    number, at = numbers(writers)
    same = {"email_ciphertext": address.ciphertext, "email_key_id": address.key_id}
    insert_rows(
        connection, Writer, {"id": number, "email_digest": with_number("d", number), **same, "first_seen_at": at}
    )


def _add_replies(connection: Connection, replies: int) -> None:
    number, at = numbers(replies)
    part = number % SHARE
    status = func.iif(part == 0, CommentStatus.PENDING.value, func.iif(part < 4, "spam", "approved"))
    same = {
        "url": "",
        "text": f"{WORDS} 1.",
        "html": REPLY.html,
        "removals": [],
        "policy_version": REPLY.policy_version,
        "network": "192.0.2.0/24",
        "language": "en",
    }
    its_own = {
        "id": number,
        "post_id": (number - 1) // A_POST + 1,
        "writer_id": (number - 1) // 50 + 1,
        "name": with_number("Reader ", number),
        "status": status,
        "fingerprint": with_number("f", number),
    }
    with without_indexes(connection, "comments"):
        insert_rows(connection, Comment, {**its_own, **same, "submitted_at": at, "status_at": at})
    _add_words(connection, replies)
    number, _ = numbers(replies // SHARE)
    insert_rows(connection, StoredFinding, {"comment_id": number * SHARE, "code": "everything_waits", "values": {}})


def _add_words(connection: Connection, replies: int) -> None:
    """The index is made at once, which is quicker than a row at a time."""
    number, _ = numbers(replies)
    rare = func.iif(number % (replies // RARE) == 7, " sesamoid", "")
    words = with_number(f"{WORDS.lower().replace('.', '')} ", number) + rare
    connection.execute(text("DROP TRIGGER comment_words_added"))
    insert_rows(
        connection, CommentWords, {"comment_id": number, "name": with_number("reader ", number), "words": words}
    )
    connection.execute(text("INSERT INTO comment_words_index(comment_words_index) VALUES ('rebuild')"))
