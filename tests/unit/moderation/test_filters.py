"""What narrows the queue: each filter alone and with others, for whoever looks, in small steps and in large ones."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select, text

from blog.comments.lifecycle import Action, CommentStatus, ScoreBand
from blog.comments.models import Comment, CommentWords
from blog.database import db, transaction
from blog.moderation import counting, matching
from blog.moderation.counting import Count, counts
from blog.moderation.cursor import Cursor
from blog.moderation.decisions import decide
from blog.moderation.filters import Age, Filters, read_filters
from blog.moderation.matching import stretch
from blog.moderation.queue import page_of_queue
from blog.moderation.wording import count_in_words
from blog.record.acts import COMMAND_LINE
from tests.factories import NOW, Cast, make_comment, make_post

GERMAN = "Danke, das ist sehr hilfreich und ich habe es auch nicht gewusst."
# What is asked for, and the texts of the replies of `site` that it lets through.
FILTERS = {
    "post=2": {"other"},
    "author=2": {"sells"},
    "network=198.51.100.7": {"sells"},
    "network=198.51.100.0/24": {"sells"},
    "finding=filled_trap": {"sells"},
    "score=high": {"sells"},
    "score=none": {"kind", "german", "other"},
    "age=24h": {"kind", "sells", "other"},
    "age=older-2d": {"german"},
    "language=de": {"german"},
    "language=none": {"other"},
    "q=casino": {"sells"},
    "q=CASI": {"sells"},
    "q=rhea": {"kind", "german", "other"},
    "q=best.example": {"sells"},
    'q="knee one"': set(),
    "q=-casino": {"kind", "german", "other"},
    "q=sol@example": set(),
    "q=!!!": set(),
    "finding=filled_trap&q=casino&author=2&score=high&age=1h&network=198.51.100.0/24": {"sells"},
    "finding=filled_trap&q=knee": set(),
}

ORDER = ["german", "kind", "sells", "other"]
OWN = {"mo": set(ORDER), "arthur": {"german", "kind", "sells"}, "berta": {"other"}}


@pytest.fixture
def site(context: Flask, cast: Cast) -> dict[int, str]:
    """Ids of waiting replies with a word for each: three on Arthur's post, one on Berta's."""
    post, other = make_post(cast), make_post(cast, "Another", author="berta")
    kind = make_comment(post, "Thank you, this is what I lift one knee for.")
    sold = make_comment(
        post,
        "The casino of the day https://best.example",
        "Sol",
        "sol@example.net",
        trap="x",
        network="198.51.100.0/24",
    )
    german = make_comment(post, GERMAN, at=NOW - timedelta(days=3))
    theirs = make_comment(other, "Ok.")
    with transaction():
        db.session.get_one(Comment, sold.id).score_band = ScoreBand.HIGH
    return {kind.id: "kind", sold.id: "sells", german.id: "german", theirs.id: "other"}


@pytest.fixture(params=["as it is", "in small steps"])
def steps(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bounds of a large site, at once."""
    if request.param == "in small steps":
        monkeypatch.setattr(matching, "LOOK", 1)
        monkeypatch.setattr(matching, "FEW", 0)
        monkeypatch.setattr(counting, "WINDOW", 1)


def found(cast: Cast, name: str, filters: Filters) -> list[int]:
    """Ids on all pages."""
    ids: list[int] = []
    after: Cursor | None = None
    while True:
        some = stretch(cast.user(name), filters, after, 2, reach=2)
        ids += [place.id for place in some.places]
        after = some.following
        if after is None:
            return ids


def asked(address: str, **more: str) -> Filters:
    return read_filters({**dict(part.split("=", 1) for part in address.split("&")), **more}, NOW)


def test_each_filter_lets_through_what_it_says_in_order(site: dict[int, str], cast: Cast, steps: None) -> None:
    for address, expected in FILTERS.items():
        for name, own in OWN.items():
            ids = found(cast, name, asked(address))
            assert [site[each] for each in ids] == [word for word in ORDER if word in expected & own], (address, name)


def test_the_tabs_count_what_each_filter_lets_through(site: dict[int, str], cast: Cast) -> None:
    for address, expected in FILTERS.items():
        for name, own in OWN.items():
            counted = counts(cast.user(name), asked(address))
            assert counted[CommentStatus.PENDING] == Count(len(expected & own)), (address, name)
            assert counted[CommentStatus.SPAM] == Count(0)


def test_a_count_that_was_not_finished_says_so(site: dict[int, str], cast: Cast, steps: None) -> None:
    with transaction():
        for comment in db.session.scalars(select(Comment)):
            comment.language = "de"

    number = counts(cast.user("mo"), asked("language=de"))[CommentStatus.PENDING]
    assert number in (Count(4), Count(1, is_more=True))
    assert count_in_words(number) in ("4", "1+")


def test_a_page_that_was_cut_leads_on(site: dict[int, str], cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "LOOK", 1)
    monkeypatch.setattr(matching, "FEW", 0)
    first = stretch(cast.user("mo"), asked("q=casino"), None, 25, reach=2)
    assert (first.places, first.is_cut) == ([], True)

    rest = stretch(cast.user("mo"), asked("q=casino"), first.following, 25, reach=2)
    assert [site[place.id] for place in rest.places] == ["sells"]


def test_what_makes_no_sense_in_an_address_is_not_there() -> None:
    nonsense = {"network": "x", "finding": "a b", "score": "wild", "age": "0h", "language": "<b>", "post": "9" * 30}

    assert read_filters(nonsense, NOW) == Filters(at=NOW)


@pytest.mark.parametrize("age", ["1h", "24h", "47h", "2d", "30d", "older-7d", "older-36h"])
def test_an_age_is_written_as_it_was_read(age: str) -> None:
    assert str(Age.parse(age)) == age


def test_filters_are_the_same_after_an_address_held_them() -> None:
    filters = asked("status=spam&q=a b&post=3&author=4&network=192.0.2.0/24&finding=links&score=low&age=7d&language=de")

    assert read_filters(filters.arguments(), NOW) == filters
    assert filters.without("text").without("age").narrowing == [
        name for name in filters.narrowing if name not in ("text", "age")
    ]


# The words


def test_words_go_when_a_reply_is_deleted_for_good(site: dict[int, str], cast: Cast) -> None:
    sold = next(each for each, word in site.items() if word == "sells")
    with transaction():
        comment = db.session.get_one(Comment, sold)
        decide(comment, Action.SPAM, COMMAND_LINE, NOW, comment.version)
        decide(comment, Action.DELETE, COMMAND_LINE, NOW, comment.version)

    assert db.session.get(CommentWords, sold) is None
    assert index_holds("casino") == 0
    assert index_holds("knee") == 1


def index_holds(word: str) -> int:
    query = text("SELECT count(*) FROM comment_words_index WHERE comment_words_index MATCH :word")
    return int(db.session.execute(query, {"word": word}).scalar_one())


# Questions


@pytest.mark.parametrize("name", ["mo", "arthur"])
def test_no_filter_sorts_or_reads_all(site: dict[int, str], cast: Cast, steps: None, name: str) -> None:
    person = cast.user(name)
    for address in ("status=pending", "status=spam", *FILTERS):
        with listening() as seen:
            page_of_queue(person, asked(address), Cursor(NOW - timedelta(days=9), 1))
            counts(person, asked(address))

        assert 1 <= len([statement for statement, _ in seen if "comments" in statement]) <= 12
        for statement, step in steps_of(seen):
            if "0 = 1" in statement:  # nothing can match, and SQLite reads nothing, whatever its plan is called
                continue
            assert not step.startswith("SCAN comments"), statement
            assert "TEMP B-TREE FOR ORDER BY" not in step or "FROM findings" in statement, statement


@contextmanager
def listening() -> Iterator[list[tuple[str, Any]]]:
    seen: list[tuple[str, Any]] = []

    def note(connection: object, cursor: object, statement: str, parameters: object, *rest: object) -> None:
        seen.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def steps_of(seen: list[tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    for statement, parameters in seen:
        if statement.startswith(("SELECT", "WITH")):
            plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            yield from ((statement, str(row[3])) for row in plan)
