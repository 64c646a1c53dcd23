"""Reading replies."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, joinedload

from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment, CommentCount
from blog.comments.threads import Thread, build_threads
from blog.database import db
from blog.posts.models import Post
from blog.posts.queries import is_public


def threads_of(post: Post) -> list[Thread]:
    """The approved replies to a post, oldest first, and the empty places above them; one query.

    An ancestor that is not approved is loaded too: it keeps its place, not its words.
    """
    approved = select(Comment.id, Comment.parent_id).where(
        Comment.post_id == post.id, Comment.status == CommentStatus.APPROVED
    )
    shown = approved.cte("shown", recursive=True)
    above = aliased(Comment)
    shown = shown.union(select(above.id, above.parent_id).join(shown, above.id == shown.c.parent_id))
    query = select(Comment).join(shown, shown.c.id == Comment.id).order_by(Comment.submitted_at, Comment.id)
    return build_threads(db.session.scalars(query))


def approved_counts(post_ids: Iterable[int]) -> dict[int, int]:
    """How many approved replies each of these posts has; one query. Posts without any are left out."""
    query = select(CommentCount.post_id, CommentCount.total).where(
        CommentCount.post_id.in_(list(post_ids)),
        CommentCount.status == CommentStatus.APPROVED,
        CommentCount.total > 0,
    )
    return dict(db.session.execute(query).all())


def find_public_comment(comment_id: int, at: datetime) -> Comment | None:
    """An approved reply to a public post."""
    query = select(Comment).join(Comment.post).options(joinedload(Comment.post))
    return db.session.scalar(
        query.where(Comment.id == comment_id, Comment.status == CommentStatus.APPROVED, is_public(at))
    )


def find_held_comment(comment_id: int) -> Comment | None:
    """A reply that awaits moderation, for its writer's private preview. One that screening took for spam, and that
    nobody has looked at, seems to wait too: no program is told how it did, and no person is offended."""
    comment = db.session.get(Comment, comment_id)
    if comment is None:
        return None
    is_put_aside = comment.status is CommentStatus.SPAM and comment.version == 1
    return comment if comment.status is CommentStatus.PENDING or is_put_aside else None


def find_comment(comment_id: int) -> Comment | None:
    """A reply in any status, for processes. For people there is `moderation.queue.get_comment`."""
    return db.session.get(Comment, comment_id)


def all_comments(status: CommentStatus | None = None) -> Iterator[Comment]:
    """Every reply, or those with a status, oldest first, read in batches."""
    query = select(Comment).order_by(Comment.id).execution_options(yield_per=500)
    yield from db.session.scalars(query.where(Comment.status == status) if status else query)


def count_by_status() -> dict[CommentStatus, int]:
    """How many replies have each status; those deleted for good have none."""
    query = select(CommentCount.status, func.sum(CommentCount.total)).group_by(CommentCount.status)
    found = dict(db.session.execute(query).all())
    return {status: found.get(status, 0) for status in CommentStatus}
