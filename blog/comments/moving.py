"""What follows whenever a reply arrives, moves, is reworded or emptied: nothing else may forget any of it."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Insert, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from blog.comments.lifecycle import CommentStatus
from blog.comments.models import BrowserReply, Comment, CommentCount, CommentRevision, ReplyGist
from blog.comments.screening import OF_THE_SCORE
from blog.comments.words import forget_words, words_of
from blog.database import db
from blog.jobs.enqueue import enqueue, enqueue_many
from blog.posts.models import Post


def arrived(comment: Comment) -> None:
    """A new reply, flushed, with its first status."""
    _changed_in_public(comment, None, comment.submitted_at)
    db.session.add(words_of(comment))
    _count(comment.post_id, comment.status, 1)


def moved(comment: Comment, before: CommentStatus, at: datetime) -> None:
    """A reply that had the status `before` has another now."""
    comment.status_at = at
    _changed_in_public(comment, before, at)
    if before is not comment.status:
        _count(comment.post_id, before, -1)
        _count(comment.post_id, comment.status, 1)


def reworded(comment: Comment, at: datetime) -> None:
    """A reply says something else than before, in the same status."""
    _changed_in_public(comment, comment.status, at)
    db.session.merge(words_of(comment))
    _score_anew(comment, at)


def _score_anew(comment: Comment, at: datetime) -> None:
    """The score was that of other words. It goes at once, and a job of the room above gives these theirs."""
    if comment.spam_score is not None or comment.status is CommentStatus.PENDING:
        enqueue("score_reply", at, key=str(comment.id), comment_id=comment.id)
    comment.spam_score = comment.score_band = None
    comment.findings = [finding for finding in comment.findings if finding.code not in OF_THE_SCORE]


def emptied(comment: Comment) -> None:
    """Deleted for good: its place stays, and counts no more. What was noted of its words and browser goes."""
    for noted in (ReplyGist, BrowserReply, CommentRevision):
        db.session.execute(delete(noted).where(noted.comment_id == comment.id))
    forget_words(comment)
    _count(comment.post_id, comment.status, -1)


def recount() -> None:
    """Count anew, for who has written replies by another door: an import, a benchmark."""
    columns = (Comment.post_id, Comment.status, func.count())
    found = select(*columns).where(Comment.deleted_at.is_(None)).group_by(Comment.post_id, Comment.status)
    db.session.execute(delete(CommentCount))
    db.session.execute(insert(CommentCount).from_select(["post_id", "status", "total"], found))


@contextmanager
def together(at: datetime) -> Iterator[None]:
    """What follows of many moves, written once at the end: each count, each post's page, one look at the jobs."""
    moves = db.session.info["moves"] = Moves()
    try:
        yield
    finally:
        del db.session.info["moves"]
    _write(moves, at)


@dataclass
class Moves:
    """What is to be written of moves."""

    counts: Counter[tuple[int, CommentStatus]] = field(default_factory=Counter)
    posts: dict[int, Post] = field(default_factory=dict)
    to_index: list[int] = field(default_factory=list)


def _changed_in_public(comment: Comment, before: CommentStatus | None, at: datetime) -> None:
    if CommentStatus.APPROVED not in (before, comment.status):
        return
    moves = Moves(posts={comment.post_id: comment.post}, to_index=[comment.id])
    _write_or_gather(moves, at)


def _count(post_id: int, status: CommentStatus, difference: int) -> None:
    _write_or_gather(Moves(Counter({(post_id, status): difference})), None)


def _write_or_gather(moves: Moves, at: datetime | None) -> None:
    gathered = db.session.info.get("moves")
    if gathered is None:
        _write(moves, at)
        return
    for key, difference in moves.counts.items():
        gathered.counts[key] += difference
    gathered.posts |= moves.posts
    gathered.to_index += moves.to_index


def _write(moves: Moves, at: datetime | None) -> None:
    for (post_id, status), difference in moves.counts.items():
        values = {"post_id": post_id, "status": status, "total": difference}
        db.session.execute(_upsert(values, difference))
    for post in moves.posts.values():
        post.page_changed()
    if moves.to_index and at:
        enqueue_many("index_comment", at, {str(number): {"comment_id": number} for number in moves.to_index})


def _upsert(values: dict[str, object], difference: int) -> Insert:
    upsert = postgresql.insert if db.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return (
        upsert(CommentCount)
        .values(values)
        .on_conflict_do_update(index_elements=["post_id", "status"], set_={"total": CommentCount.total + difference})
    )
