"""Deleting for good what was spam or trash for long enough."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from blog.comments.lifecycle import Action, CommentStatus
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.moderation.decisions import decide_many
from blog.record.acts import RETENTION
from blog.settings.queries import read_setting

BATCH = 100

Periods = Mapping[CommentStatus, timedelta]


def periods() -> Periods:
    """How long each status is kept, as the site is set; without an entry it is kept for ever."""
    days = {CommentStatus.SPAM: read_setting("keep_spam_days"), CommentStatus.TRASH: read_setting("keep_trash_days")}
    return {status: timedelta(days=kept) for status, kept in days.items() if kept}


def purge_expired(kept: Periods, at: datetime) -> Iterator[int]:
    """Delete for good, batch by batch; yields how many each batch held.

    Each batch commits on its own, so it can be stopped and run again. What waits is never deleted: only spam and
    trash have a period, and the table of `comments.lifecycle` lets nothing else be deleted.
    """
    for status, period in kept.items():
        while count := _purge_batch(status, at - period, at):
            yield count


def _purge_batch(status: CommentStatus, before: datetime, at: datetime) -> int:
    query = select(Comment).where(Comment.status == status, Comment.status_at < before, Comment.deleted_at.is_(None))
    query = query.order_by(Comment.status_at, Comment.id).limit(BATCH).options(joinedload(Comment.post))
    with transaction():
        expired = list(db.session.scalars(query))
        if expired:
            seen = {comment.id: comment.version for comment in expired}
            decide_many(seen, expired, Action.DELETE, RETENTION, at)
    return len(expired)
