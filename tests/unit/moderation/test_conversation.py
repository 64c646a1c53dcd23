"""The conversation around a reply, short or endless."""

import time

import pytest
from flask import Flask
from sqlalchemy import text

from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.comments.threads import Thread
from blog.database import db
from blog.moderation.conversation import MOST, conversation_around
from blog.moderation.decisions import decide
from blog.posts.models import Post
from blog.record.acts import COMMAND_LINE
from tests.factories import NOW, Cast, approved, make_comment, make_post


@pytest.fixture
def post(context: Flask, cast: Cast) -> Post:
    return make_post(cast)


def shape(threads: list[Thread]) -> list[object]:
    return [[thread.comment.text, *shape(thread.answers)] for thread in threads]


def ids(threads: list[Thread]) -> set[int]:
    return {thread.comment.id for thread in threads} | {each for thread in threads for each in ids(thread.answers)}


def test_all_that_hangs_on_the_first_reply_is_there_in_any_status(post: Post) -> None:
    top = approved(post, "Top.")
    middle = approved(post, "Middle.", parent=top)
    reply = make_comment(post, "Reply.", parent=middle)
    make_comment(post, "Spam.", parent=top, then=(Action.SPAM,))
    approved(post, "Another talk.")
    decide(middle, Action.TRASH, COMMAND_LINE, NOW, middle.version)

    found = conversation_around(reply)
    assert shape(found.threads) == [["Top.", ["Middle.", ["Reply."]], ["Spam."]]]
    assert found.is_whole
    assert not found.is_alone


def test_a_reply_without_any_other_is_alone(post: Post) -> None:
    approved(post, "Another talk.")
    assert conversation_around(make_comment(post, "Reply.")).is_alone


def test_of_an_endless_conversation_the_nearest_are_shown_at_once(post: Post) -> None:
    top = approved(post, "Top.")
    reply = approved(post, "Reply.", parent=top)
    copy(reply, 20_000, parent_id=top.id)
    middle = db.session.get(Comment, reply.id + 10_000)
    assert middle is not None
    answer = copy(middle, 1, parent_id=middle.id)

    begin = time.perf_counter()
    found = conversation_around(middle)
    assert time.perf_counter() - begin < 1
    assert not found.is_whole
    shown = ids(found.threads)
    assert {top.id, middle.id - 1, middle.id, middle.id + 1, answer} <= shown
    assert len(shown) <= MOST


def test_a_staircase_of_answers_is_climbed_in_part(post: Post) -> None:
    reply = approved(post, "Top.")
    for _ in range(70):
        reply = db.session.get_one(Comment, copy(reply, 1, parent_id=reply.id))
    found = conversation_around(reply)
    assert not found.is_whole
    assert reply.id in ids(found.threads)
    assert len(ids(found.threads)) <= MOST


def copy(comment: Comment, number: int, parent_id: int) -> int:
    """So many like this one, straight into the table; the id of the last."""
    names = [
        column.name for column in Comment.__table__.columns if column.name not in ("id", "parent_id", "fingerprint")
    ]
    columns = ", ".join(names)
    counter = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :number)"
    copies = f"{counter} SELECT :parent, {columns} FROM comments, n WHERE id = :id"
    values = {"number": number, "parent": parent_id, "id": comment.id}
    db.session.execute(text(f"INSERT INTO comments (parent_id, {columns}) {copies}"), values)
    return int(db.session.scalar(text("SELECT max(id) FROM comments")) or 0)
