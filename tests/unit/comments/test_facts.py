"""What phases look up about a reply that arrives."""

import re
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from blog.accounts.models import User
from blog.comments.facts import StoredFacts
from blog.comments.incoming import Submission, WriterFacts
from blog.comments.lifecycle import Action, CommentStatus, Trust
from blog.comments.models import BrowserReply, Comment, ReplyGist, WriterBrowser, WriterTrust
from blog.comments.repeats import gist_of
from blog.database import db, transaction
from blog.moderation.decisions import decide
from blog.posts.models import Post
from blog.record.acts import COMMAND_LINE
from blog.text.render import render_comment
from blog.web.engine import engine
from tests.factories import NOW, Cast, make_comment, make_post

KEY, OTHER_KEY = "ab" * 32, "cd" * 32
LATER = NOW + timedelta(hours=2)


def facts(
    post: Post, address: str = "rhea@example.net", key: str = "", text: str = "x", user: User | None = None
) -> StoredFacts:
    sealed = None if user else engine().addresses.seal(address)
    submission = Submission("R", "", text, address=sealed, user=user, network="192.0.2.0/24", browser_key=key)
    return StoredFacts(submission, post, render_comment(text), LATER)


@pytest.fixture
def post(context: Flask, cast: Cast) -> Post:
    return make_post(cast)


# The writer


def test_of_an_address_that_nobody_typed_nothing_is_known(post: Post) -> None:
    assert facts(post).writer == WriterFacts()


def test_what_came_with_an_address_is_counted_apart_from_what_came_from_a_browser(post: Post) -> None:
    make_comment(post, "One.", then=(Action.APPROVE,), browser_key=KEY)
    make_comment(post, "Two.", then=(Action.APPROVE,))
    make_comment(post, "Three.", then=(Action.SPAM,), browser_key=KEY)
    make_comment(post, "Four.", browser_key=KEY)
    make_comment(post, "Five.", address="sol@example.net", then=(Action.APPROVE,), browser_key=KEY)

    assert facts(post, key=KEY).writer == WriterFacts(id=1, approved=2, spam=1, approved_here=1, spam_here=1)
    assert facts(post, key=OTHER_KEY).writer == facts(post).writer == WriterFacts(id=1, approved=2, spam=1)
    assert facts(post, "sol@example.net", KEY).writer == WriterFacts(id=2, approved=1, approved_here=1)


def test_a_browser_that_begins_to_type_anothers_address_has_sent_none_of_theirs(post: Post) -> None:
    make_comment(post, "One.", then=(Action.APPROVE,), browser_key=KEY)
    make_comment(post, "By a thief.", browser_key=OTHER_KEY)

    assert facts(post, key=OTHER_KEY).writer == WriterFacts(id=1, approved=1)


def test_what_screening_took_for_spam_counts_once_a_person_has_agreed(post: Post) -> None:
    comment = make_comment(post, "One.", browser_key=KEY)
    comment.status = CommentStatus.SPAM
    db.session.commit()
    assert facts(post, key=KEY).writer == WriterFacts(id=1)

    with transaction():
        comment = db.session.get_one(Comment, comment.id)
        decide(comment, Action.HOLD, COMMAND_LINE, NOW, comment.version)
        decide(comment, Action.SPAM, COMMAND_LINE, NOW, comment.version)
    assert facts(post, key=KEY).writer == WriterFacts(id=1, spam=1, spam_here=1)


def test_a_declared_trust_covers_the_browsers_that_were_there(post: Post) -> None:
    make_comment(post, "One.", browser_key=KEY)
    db.session.add(WriterTrust(writer_id=1, trust=Trust.TRUSTED, at=NOW + timedelta(minutes=1)))
    db.session.commit()
    make_comment(post, "Two.", browser_key=OTHER_KEY, at=NOW + timedelta(minutes=2))

    assert facts(post, key=KEY).writer.was_trusted_here
    assert not facts(post, key=OTHER_KEY).writer.was_trusted_here
    assert facts(post).writer == WriterFacts(id=1, trust=Trust.TRUSTED)


def test_someone_signed_in_proves_who_they_are(post: Post, cast: Cast) -> None:
    berta = cast.user("berta")
    comment = make_comment(post, "One.", then=(Action.APPROVE,))
    comment.user_id, comment.writer_id = berta.id, None
    db.session.commit()

    assert facts(post, user=berta).writer == WriterFacts(approved=1, approved_here=1)


def test_two_writers_in_one_browser_have_nothing_in_common(post: Post) -> None:
    make_comment(post, "One.", browser_key=KEY)
    make_comment(post, "Two.", address="sol@example.net", browser_key=KEY)

    hashes = set(db.session.scalars(select(WriterBrowser.key_hash)))
    assert len(hashes) == 2
    assert KEY not in hashes


def test_who_is_forgotten_is_forgotten_with_their_browsers_and_what_was_said_of_them(post: Post) -> None:
    comment = make_comment(post, "Thank you for these very clear instructions.", then=(Action.SPAM,), browser_key=KEY)
    db.session.add(WriterTrust(writer_id=1, trust=Trust.HELD, at=NOW))
    db.session.commit()

    with transaction():
        comment = db.session.get_one(Comment, comment.id)
        decide(comment, Action.DELETE, COMMAND_LINE, NOW, comment.version)

    for table in (WriterBrowser, BrowserReply, WriterTrust, ReplyGist):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0


# The same words

LONG = "Cheap watches, only today, from our wonderful manufacturer!"


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        "cheap WATCHES only today - from our wonderful manufacturer",
        "Today only: cheap watches from our wonderful manufacturer! https://a.example/?x=1",
        "**Cheap** watches, only today (50), from our wonderful manufacturer https://b.example",
    ],
)
def test_nearly_the_same_words_under_another_post_are_found(post: Post, cast: Cast, text: str) -> None:
    first = make_comment(make_post(cast, "Another post"), LONG, address="sol@example.net")

    repeat = facts(post, text=text).repeat

    assert repeat
    assert (repeat.comment_id, repeat.title, repeat.seconds_ago) == (first.id, "Another post", 7200)


@pytest.mark.parametrize("text", ["Cheap watches, only today, from our manufacturer", "Thank you!", "👍"])
def test_other_words_are_no_repetition(post: Post, cast: Cast, text: str) -> None:
    other = make_post(cast, "Another post")
    make_comment(other, LONG if len(text) > 20 else text)

    assert facts(post, text=text).repeat is None


def test_the_same_words_under_the_same_post_or_a_day_ago_are_no_repetition(post: Post, cast: Cast) -> None:
    make_comment(post, LONG)
    make_comment(make_post(cast, "Another post"), LONG, at=LATER - timedelta(days=1))

    assert facts(post, text=LONG).repeat is None


def test_the_words_of_a_reply_are_remembered_for_a_day(post: Post) -> None:
    make_comment(post, LONG)
    make_comment(post, LONG + " Indeed.", at=NOW + timedelta(days=1, seconds=1))

    assert list(db.session.scalars(select(ReplyGist.comment_id))) == [2]


def test_a_text_in_a_script_without_spaces_is_compared_as_a_whole() -> None:
    text = "便宜的手表，只在今天，来自我们出色的制造商，请快来看看吧，机会难得不要错过"
    assert gist_of(render_comment(text).html) == gist_of(render_comment(text + "！").html) != None  # noqa: E711
    assert gist_of(render_comment("谢谢你").html) is None


# The network


def test_what_came_from_the_same_network_within_the_hour_is_counted(post: Post) -> None:
    for number, minutes in enumerate((10, 30, 61, 90)):
        at, network = LATER - timedelta(minutes=minutes), "192.0.2.0/24"
        make_comment(post, f"Reply {number}.", at=at, network=network, then=(Action.SPAM,) if number else ())
    make_comment(post, "From elsewhere.", at=LATER, network="198.51.100.0/24")

    assert facts(post).from_network == 2


# What it costs


def test_each_fact_is_one_question_that_an_index_answers(post: Post) -> None:
    make_comment(post, LONG, browser_key=KEY)
    looked_up = facts(post, key=KEY, text=LONG)

    seen: list[str] = []
    note = partial(_note, seen)
    event.listen(db.engine, "before_cursor_execute", note)
    for _ in range(2):
        _ = looked_up.writer, looked_up.is_post_premoderated, looked_up.repeat, looked_up.from_network
    event.remove(db.engine, "before_cursor_execute", note)

    assert len(seen) == 5, "of the writer there are two: the address, and the browser"
    for statement in seen:
        plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", ("1",) * statement.count("?"))
        steps = [row[3] for row in plan]
        assert [step for step in steps if "USING" in step]
        assert not [step for step in steps if re.match("SCAN (?!anon|CONSTANT)", step)], steps


def _note(
    seen: list[str], connection: object, cursor: object, statement: str, values: object, context: object, many: bool
) -> None:
    if statement.startswith("SELECT"):
        seen.append(statement)
