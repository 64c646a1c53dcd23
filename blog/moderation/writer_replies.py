"""Everything by one writer, the newest first, whatever it is by now."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, literal, select, tuple_, union_all
from sqlalchemy.orm import joinedload

from blog.accounts.permissions import Person, may_moderate_everything
from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment, Writer
from blog.database import UtcDateTime, db
from blog.errors import NotFound
from blog.moderation.cursor import Cursor
from blog.moderation.queue import PER_PAGE
from blog.moderation.standing import in_scope
from blog.posts.models import Post


@dataclass(frozen=True)
class WrittenReplies:
    """One page; `following` leads to the next."""

    comments: Sequence[Comment]
    following: Cursor | None


def get_writer(writer_id: int, for_: Person) -> Writer:
    """A writer, for who moderates everything, or an author under whose posts they wrote. Raises NotFound."""
    writer = db.session.get(Writer, writer_id)
    if writer is None or not (may_moderate_everything(for_) or _wrote_to(writer, for_)):
        raise NotFound
    return writer


def replies_by(
    writer_id: int,
    for_: Person,
    after: Cursor | None = None,
    status: CommentStatus | None = None,
    limit: int = PER_PAGE,
) -> WrittenReplies:
    """What this person may moderate of it. Each status is read along the index, and the newest of all are taken."""
    statuses = [status] if status else list(CommentStatus)
    parts = [_newest(writer_id, each, for_, after, limit + 1) for each in statuses]
    found = union_all(*(select(part.subquery()) for part in parts)).subquery()
    newest = select(found.c.id).order_by(found.c.submitted_at.desc(), found.c.id.desc()).limit(limit + 1)
    ids = list(db.session.scalars(newest))
    query = select(Comment).where(Comment.id.in_(ids[:limit])).options(joinedload(Comment.post).joinedload(Post.head))
    comments = list(db.session.scalars(query.order_by(Comment.submitted_at.desc(), Comment.id.desc())))
    following = Cursor(comments[-1].submitted_at, comments[-1].id) if len(ids) > limit else None
    return WrittenReplies(comments, following)


def _newest(
    writer_id: int, status: CommentStatus, for_: Person, after: Cursor | None, limit: int
) -> Select[int, object]:
    place = (Comment.submitted_at, Comment.id)
    query = select(Comment.id, Comment.submitted_at)
    query = query.where(Comment.writer_id == writer_id, Comment.status == status, *in_scope(for_))
    if after is not None:
        query = query.where(tuple_(*place) < tuple_(literal(after.at, UtcDateTime), after.id))
    return query.order_by(*(column.desc() for column in place)).limit(limit)


def _wrote_to(writer: Writer, for_: Person) -> bool:
    return bool(db.session.scalar(select(Comment.id).where(Comment.writer_id == writer.id, *in_scope(for_)).limit(1)))
