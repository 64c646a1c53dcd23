"""A search in a large site and in one with a hundredth of its texts: a common word, a rare one, and a phrase.

The rows are made by the database itself, and the words stand in the documents as folding would have left them.
"""

import statistics
import time
from typing import Any

from sqlalchemy import Connection, func

from bench.rows import add_posts, filling, insert_rows, numbers, with_number
from bench.site import BenchSite, bench_site
from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment
from blog.search.models import DocumentKind, SearchDocument
from blog.text.render import render_comment

POSTS, REPLIES, TIMES_AS_MANY = 1_000, 10_000, 100
QUERIES = {"a common word": "muscle", "a rare word": "sesamoid", "a phrase": '"lift one knee"'}
RARE = 20  # documents hold the rare word, however many there are
WORDS = "the muscle joins the lower spine to the legs and it shortens when we sit all day number"
PHRASE = "so stand up lift one knee and count to ten"
REPLY = render_comment(f"{WORDS} 1. {PHRASE}.")


def measure(runs: int, times_as_many: int = TIMES_AS_MANY, share: float = 1.0) -> list[str]:
    """`share`: that part of the usual numbers."""
    posts, replies = int(POSTS * share), int(REPLIES * share)
    few, _ = _times(posts, replies, runs)
    many, seconds = _times(posts * times_as_many, replies * times_as_many, runs)
    lines = [
        f"{name:14} {few[name]:6.1f} ms, {many[name]:6.1f} ms; ratio: {many[name] / few[name]:.2f}" for name in QUERIES
    ]
    sizes = f"{posts + replies:,} texts, and {(posts + replies) * times_as_many:,} ({seconds:.0f} s to make)"
    return [sizes, *lines]


def _times(posts: int, replies: int, runs: int) -> tuple[dict[str, float], float]:
    with bench_site() as site:
        started = time.monotonic()
        _fill(site, posts, replies)
        seconds = time.monotonic() - started
        return {name: _milliseconds(site, text, runs) for name, text in QUERIES.items()}, seconds


def _milliseconds(site: BenchSite, text: str, runs: int) -> float:
    """CPU time of this process, the median of some requests: neighbours on the machine matter little."""
    client = site.app.test_client(use_cookies=False)
    times = []
    for _ in range(runs + 1):
        started = time.process_time()
        response = client.get("/search/", query_string={"q": text})
        times.append((time.process_time() - started) * 1000)
        assert response.text.count("<article>") == 10
    return statistics.median(times[1:])


def _fill(site: BenchSite, posts: int, replies: int) -> None:
    with filling(site) as connection:
        add_posts(connection, posts)
        _add_replies(connection, posts, replies)
        _add_documents(connection, posts, replies)


def _add_replies(connection: Connection, posts: int, replies: int) -> None:
    number, at = numbers(replies)
    same = {
        "url": "",
        "text": "",
        "html": REPLY.html,
        "removals": [],
        "policy_version": REPLY.policy_version,
        "status": CommentStatus.APPROVED,
    }
    its_own = {"id": number, "post_id": _post_of(number, posts, replies), "name": with_number("Reader ", number)}
    insert_rows(connection, Comment, {**its_own, **same, "submitted_at": at, "status_at": at})


def _add_documents(connection: Connection, posts: int, replies: int) -> None:
    """In the order of their ids some replies, then a post, and so on."""
    number, at = numbers(posts + replies)
    each = (posts + replies) // posts
    is_post = number % each == 0
    comment_id = number - number // each
    rare = func.iif(number % ((posts + replies) // RARE) == 0, " sesamoid", "")
    phrase = func.iif(number % 7 == 0, f" {PHRASE}", "")
    values = {
        "kind": func.iif(is_post, DocumentKind.POST.value, DocumentKind.COMMENT.value),
        "subject_id": func.iif(is_post, number // each, comment_id),
        "post_id": func.iif(is_post, number // each, _post_of(comment_id, posts, replies)),
        "title": with_number("reader ", number),
        "words": with_number(f"{WORDS} ", number) + phrase + rare,
        "published_at": at,
    }
    insert_rows(connection, SearchDocument, {"id": number, **values})


def _post_of(comment_id: Any, posts: int, replies: int) -> Any:
    """The first replies to the first post, and so on: most replies come while their post is new."""
    return (comment_id - 1) // (replies // posts) + 1
