"""What follows whenever a reply arrives, gets another status, or is emptied: nothing else may forget any of it."""

from datetime import datetime

from sqlalchemy import Insert, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from blog.comments.lifecycle import CommentStatus
from blog.comments.models import BrowserReply, Comment, CommentCount, ReplyGist
from blog.comments.words import forget_words, words_of
from blog.database import db
from blog.jobs.enqueue import enqueue


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


def emptied(comment: Comment) -> None:
    """Deleted for good: its place stays, and counts no more. What was noted of its words and browser goes."""
    for noted in (ReplyGist, BrowserReply):
        db.session.execute(delete(noted).where(noted.comment_id == comment.id))
    forget_words(comment)
    _count(comment.post_id, comment.status, -1)


def recount() -> None:
    """Count anew, for who has written replies by another door: an import, a benchmark."""
    columns = (Comment.post_id, Comment.status, func.count())
    found = select(*columns).where(Comment.deleted_at.is_(None)).group_by(Comment.post_id, Comment.status)
    db.session.execute(delete(CommentCount))
    db.session.execute(insert(CommentCount).from_select(["post_id", "status", "total"], found))


def _changed_in_public(comment: Comment, before: CommentStatus | None, at: datetime) -> None:
    if CommentStatus.APPROVED in (before, comment.status):
        comment.post.page_changed()
        enqueue("index_comment", at, key=str(comment.id), comment_id=comment.id)


def _count(post_id: int, status: CommentStatus, difference: int) -> None:
    values = {"post_id": post_id, "status": status, "total": difference}
    db.session.execute(_upsert(values, difference))


def _upsert(values: dict[str, object], difference: int) -> Insert:
    upsert = postgresql.insert if db.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return (
        upsert(CommentCount)
        .values(values)
        .on_conflict_do_update(index_elements=["post_id", "status"], set_={"total": CommentCount.total + difference})
    )
