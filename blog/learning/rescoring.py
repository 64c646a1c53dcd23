"""Scoring replies anew: those that wait, when more was learned, and one whose words are others now."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import selectinload

from blog.comments.lifecycle import CommentStatus, band_of
from blog.comments.models import Comment, StoredFinding
from blog.comments.screening import OF_THE_SCORE
from blog.database import db, transaction
from blog.learning.models import LearnedReply
from blog.learning.phase import found
from blog.learning.scoring import score_writing
from blog.spam.signals import Writing

BATCH = 20


def rescore(comments: Sequence[Comment]) -> int:
    """Put the score of today in the place of the one before; how many have one now.

    It only tells: no reply moves, whatever its score is. What was learned of a reply itself is left out, so that the
    score says the same as if it came today.
    """
    ids = [comment.id for comment in comments]
    learned = {row.comment_id: row for row in db.session.scalars(_learned(ids))}
    return sum(_rescore_one(comment, learned.get(comment.id)) for comment in comments)


def rescore_waiting() -> Iterator[int]:
    """All replies that wait, batch by batch, each with a commit of its own; yields how many of each have a score."""
    place = None
    while True:
        with transaction():
            comments = db.session.scalars(waiting_after(place)).all()
            scored = rescore(comments)
            place = (comments[-1].submitted_at, comments[-1].id) if comments else None
        if place is None:
            return
        yield scored


def waiting_after(place: tuple[datetime, int] | None) -> Select[Comment]:
    """The next that wait, in the order in which they came."""
    query = select(Comment).where(Comment.status == CommentStatus.PENDING, Comment.deleted_at.is_(None))
    columns = (Comment.submitted_at, Comment.id)
    if place:
        query = query.where(tuple_(*columns) > place)
    return query.order_by(*columns).limit(BATCH).options(selectinload(Comment.findings))


def _learned(ids: Sequence[int]) -> Select[LearnedReply]:
    return select(LearnedReply).where(LearnedReply.comment_id.in_(ids))


def _rescore_one(comment: Comment, learned: LearnedReply | None) -> bool:
    score = score_writing(Writing(comment.name, comment.url, comment.text, comment.seconds_taken), learned)
    stored = next((each for each in comment.findings if each.code in OF_THE_SCORE), None)
    if score is None:
        comment.spam_score = comment.score_band = None
        if stored:
            comment.findings.remove(stored)
        return False
    finding = found(score, 0)
    comment.spam_score, comment.score_band = score.probability, band_of(score.probability)
    if stored is None:
        comment.findings.append(StoredFinding(code=finding.code.value, values=finding.values))
    else:
        stored.code, stored.values = finding.code.value, finding.values
    return True
