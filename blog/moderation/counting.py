"""How many replies the tabs of the queue hold: never by counting them all."""

from dataclasses import dataclass, replace

from sqlalchemy import Select, and_, case, func, literal, select, true, union_all
from sqlalchemy.orm import aliased

from blog.accounts.permissions import Person, may_moderate_everything
from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment, CommentCount
from blog.database import db
from blog.moderation.filters import Filters
from blog.moderation.matching import candidates, few_candidates, indexed, narrowed, tests
from blog.moderation.queue import PER_PAGE
from blog.posts.models import Post

WINDOW = 1_000  # replies of each tab that are looked at


@dataclass(frozen=True)
class Count:
    """`is_more`: there may be more than `number`; then not all were looked at."""

    number: int
    is_more: bool = False


Counts = dict[CommentStatus, Count]


def counts(for_: Person, filters: Filters) -> Counts:
    """How many replies each tab holds under the same filters, kept with their posts or counted up to a bound."""
    if set(filters.narrowing) <= {"post"}:
        return _kept(for_, filters)
    found = _in_windows(for_, filters)
    if any(count.is_more and count.number < PER_PAGE for count in found.values()):
        few = few_candidates(for_, filters, list(CommentStatus))
        return found if few is None else _among(few, for_, filters)
    return found


def _kept(for_: Person, filters: Filters) -> Counts:
    query = select(CommentCount.status, func.sum(CommentCount.total)).group_by(CommentCount.status)
    if filters.post:
        query = query.where(CommentCount.post_id == filters.post)
    if not may_moderate_everything(for_):
        query = query.where(CommentCount.post_id.in_(select(Post.id).where(Post.author_id == for_.id)))
    found = dict(db.session.execute(query).all())
    return {status: Count(found.get(status, 0)) for status in CommentStatus}


def _in_windows(for_: Person, filters: Filters) -> Counts:
    """In the beginning of each tab; one question for all of them."""
    rows = db.session.execute(union_all(*(_window(for_, filters, status) for status in CommentStatus)))
    return {CommentStatus(status): Count(min(number or 0, WINDOW), seen > WINDOW) for status, seen, number in rows}


def _window(for_: Person, filters: Filters, status: CommentStatus) -> Select[str, int, int]:
    columns = (Comment.id, Comment.post_id)
    conditions = indexed(Comment, replace(filters, status=status))
    comment = aliased(Comment, select(*columns).where(*conditions).limit(WINDOW + 1).subquery(f"in_{status.value}"))
    passes = case((and_(true(), *tests(comment, for_, filters)), 1), else_=0)
    return select(literal(status.value), func.count(), func.sum(passes)).select_from(comment)


def _among(few: list[int], for_: Person, filters: Filters) -> Counts:
    comment = candidates(few)
    query = select(comment.status, func.count()).group_by(comment.status)
    query = query.where(*narrowed(comment, filters), *tests(comment, for_, filters))
    found = dict(db.session.execute(query).all())
    return {status: Count(found.get(status, 0)) for status in CommentStatus}
