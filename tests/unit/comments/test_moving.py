"""The counts of replies agree with the replies, whatever happens to them."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from blog.comments.lifecycle import Action, CommentStatus
from blog.comments.models import Comment, CommentCount
from blog.comments.moving import recount
from blog.comments.queries import count_by_status
from blog.database import db, transaction
from blog.moderation.decisions import decide, undo
from blog.record.acts import COMMAND_LINE
from tests.factories import NOW, Cast, make_comment, make_post

LATER = NOW.replace(hour=12)


def counted() -> dict[tuple[int, CommentStatus], int]:
    query = select(Comment.post_id, Comment.status, func.count()).where(Comment.deleted_at.is_(None))
    rows = db.session.execute(query.group_by(Comment.post_id, Comment.status))
    return {(post_id, status): total for post_id, status, total in rows}


def kept() -> dict[tuple[int, CommentStatus], int]:
    return {(row.post_id, row.status): row.total for row in db.session.scalars(select(CommentCount)) if row.total}


@pytest.mark.parametrize(
    "then",
    [(), ("approve",), ("approve", "spam"), ("spam", "restore"), ("trash", "delete"), ("spam", "trash", "delete")],
)
def test_the_counts_follow_every_decision(context: Flask, cast: Cast, then: tuple[str, ...]) -> None:
    make_comment(make_post(cast, "Another post"), then=(Action.APPROVE,))
    make_comment(make_post(cast), then=tuple(map(Action, then)))

    assert kept() == counted()
    assert sum(count_by_status().values()) == sum(counted().values())


def test_the_counts_follow_an_undo(context: Flask, cast: Cast) -> None:
    comment = make_comment(make_post(cast))
    with transaction():
        decision = decide(comment, Action.SPAM, COMMAND_LINE, LATER, comment.version)
    with transaction():
        undo(decision, COMMAND_LINE, LATER)

    assert kept() == counted() == {(comment.post_id, CommentStatus.PENDING): 1}


def test_a_reply_tells_since_when_it_has_its_status(context: Flask, cast: Cast) -> None:
    comment = make_comment(make_post(cast))
    assert comment.status_at == NOW

    with transaction():
        decide(comment, Action.APPROVE, COMMAND_LINE, LATER, comment.version)
    assert comment.status_at == LATER


def test_counting_anew_finds_the_same(context: Flask, cast: Cast) -> None:
    make_comment(make_post(cast), then=(Action.APPROVE,))
    before = kept()
    with transaction():
        recount()

    assert kept() == before == counted()
