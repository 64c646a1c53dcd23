"""Finding the replies that filters let through, a stretch of the queue at a time, in a site of any size.

What is asked of a column that an index holds before the time of arrival (status, post, writer, network, score,
language) and of that time itself, the index answers in order. What no index holds in that order (words, findings, whose
posts) is a test: of each reply in turn, while a few steps along the index meet enough of them; else of the replies
with these words, this finding or on these posts, when they are few; else of each in turn again, as far as `REACH`.
Then the stretch ends early and says so, and whoever asks can go on from there. Nothing sorts or reads more than that.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal, select, tuple_
from sqlalchemy.orm import aliased

from blog.accounts.permissions import Person, may_moderate_everything
from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment, CommentCount, StoredFinding
from blog.comments.words import find_replies_saying, read_search, says
from blog.database import UtcDateTime, db
from blog.moderation.cursor import Cursor
from blog.moderation.filters import NONE, Filters
from blog.posts.models import Post

LOOK = 500  # replies that are tried first
FEW = 1_000  # replies that may be looked at all together
REACH = 20_000  # replies that are walked through for one page

_BY_POST = "ix_comments_post_id_status_submitted_at_id"  # SQLite would rather go by the status, through them all

Conditions = list[ColumnElement[bool]]
Statuses = Sequence[CommentStatus]
Test = Callable[[type[Comment]], Conditions]


@dataclass(frozen=True)
class Stretch:
    """Places of replies, in the order of the queue. `following`: where to go on; `is_cut`: without knowing of more."""

    places: list[Cursor]
    following: Cursor | None
    is_cut: bool = False


def stretch(
    for_: Person, filters: Filters, after: Cursor | None, limit: int, reach: int = REACH, also: Test | None = None
) -> Stretch:
    """The next so many replies that this person may moderate and the filters let through; pending ones oldest first,
    all others newest first. `also` is one more test of each."""

    def asked(comment: type[Comment]) -> Conditions:
        return [*tests(comment, for_, filters), *(also(comment) if also else ())]

    if not asked(Comment):
        return _walk(filters, asked, after, limit, None)
    first = _walk(filters, asked, after, limit, LOOK)
    if not first.is_cut:
        return first
    few = few_candidates(for_, filters, [filters.status])
    if few is not None:
        return _among(few, filters, asked, after, limit)
    return _walk(filters, asked, after, limit, reach)


def indexed(comment: type[Comment], filters: Filters) -> Conditions:
    """What an index answers, in the order of arrival."""
    return [comment.status == filters.status, *narrowed(comment, filters)]


def narrowed(comment: type[Comment], filters: Filters) -> Conditions:
    """The same for all statuses. What was deleted for good has nothing to decide."""
    conditions: Conditions = [comment.deleted_at.is_(None)]
    for column, value in (
        (comment.post_id, filters.post),
        (comment.writer_id, filters.author),
        (comment.network, filters.network),
        (comment.score_band, filters.score),
        (comment.language, filters.language),
    ):
        if value:
            conditions.append(column.is_(None) if value == NONE else column == value)
    if filters.age:
        limit = filters.at - filters.age.length
        conditions.append(comment.submitted_at < limit if filters.age.is_older else comment.submitted_at >= limit)
    return conditions


def tests(comment: type[Comment], for_: Person, filters: Filters) -> Conditions:
    """What is asked of each reply. Sums and the like keep the database from going by another index."""
    conditions: Conditions = []
    if not may_moderate_everything(for_):
        conditions.append((comment.post_id + 0).in_(select(Post.id).where(Post.author_id == for_.id)))
    if filters.finding:
        found = exists().where(StoredFinding.comment_id == comment.id, StoredFinding.code == filters.finding)
        conditions.append(found)
    if filters.text:
        conditions.append(says(read_search(filters.text), comment.id))
    return conditions


def few_candidates(for_: Person, filters: Filters, statuses: Statuses) -> list[int] | None:
    """Ids of replies among which are all with one of these statuses that match; None when they may be many."""
    for find in (_with_the_words, _with_the_finding, _on_own_posts):
        ids = find(for_, filters, statuses)
        if ids is not None and len(ids) <= FEW:
            return ids
    return None


def candidates(few: list[int]) -> type[Comment]:
    """These replies as a table of their own, so that no index of all replies tempts. It has what conditions ask for."""
    columns = (
        Comment.id,
        Comment.post_id,
        Comment.writer_id,
        Comment.network,
        Comment.status,
        Comment.status_at,
        Comment.edited_at,
        Comment.deleted_at,
        Comment.submitted_at,
        Comment.score_band,
        Comment.language,
    )
    return aliased(Comment, select(*columns).where(Comment.id.in_(few)).cte("few").prefix_with("MATERIALIZED"))


def _walk(filters: Filters, asked: Test, after: Cursor | None, limit: int, reach: int | None) -> Stretch:
    """Along the index, at most `reach` replies."""
    query = _in_order(select(Comment.submitted_at, Comment.id).where(*indexed(Comment, filters)), filters, after)
    end = _place(db.session.execute(query.offset(reach - 1).limit(1)).one_or_none()) if reach else None
    query = query.where(*asked(Comment))
    if end:
        query = query.where(_beyond(end, not _is_oldest_first(filters), or_there=True))
    places = [Cursor(at, number) for at, number in db.session.execute(query.limit(limit + 1))]
    if len(places) > limit:
        return Stretch(places[:limit], places[limit - 1])
    return Stretch(places, end, is_cut=end is not None)


def _among(few: list[int], filters: Filters, asked: Test, after: Cursor | None, limit: int) -> Stretch:
    """They are so few that they are all fetched, and put in order here."""
    comment = candidates(few)
    query = select(comment.submitted_at, comment.id)
    rows = db.session.execute(query.where(*indexed(comment, filters), *asked(comment))).all()
    is_oldest_first = _is_oldest_first(filters)
    places = sorted(((at, number) for at, number in rows), reverse=not is_oldest_first)
    if after:
        here = (after.at, after.id)
        places = [place for place in places if (place > here if is_oldest_first else place < here)]
    shown = [Cursor(*place) for place in places[:limit]]
    return Stretch(shown, shown[-1] if len(places) > limit else None)


def _in_order(query: Select[Any, Any], filters: Filters, after: Cursor | None) -> Select[Any, Any]:
    is_oldest_first = _is_oldest_first(filters)
    order = (Comment.submitted_at, Comment.id)
    query = query.order_by(*(order if is_oldest_first else [column.desc() for column in order]))
    return query.where(_beyond(after, is_oldest_first)) if after else query


def _beyond(place: Cursor, is_later: bool, or_there: bool = False) -> ColumnElement[bool]:
    ours, its = tuple_(Comment.submitted_at, Comment.id), tuple_(literal(place.at, UtcDateTime), place.id)
    if or_there:
        return ours >= its if is_later else ours <= its
    return ours > its if is_later else ours < its


def _place(row: Any) -> Cursor | None:
    return Cursor(*row) if row else None


def _is_oldest_first(filters: Filters) -> bool:
    return filters.status is CommentStatus.PENDING


def _with_the_words(for_: Person, filters: Filters, statuses: Statuses) -> list[int] | None:
    query = read_search(filters.text)
    return find_replies_saying(query, FEW + 1) if query.wanted else None


def _with_the_finding(for_: Person, filters: Filters, statuses: Statuses) -> list[int] | None:
    if not filters.finding:
        return None
    query = select(StoredFinding.comment_id).where(StoredFinding.code == filters.finding)
    return list(db.session.scalars(query.limit(FEW + 1)))


def _on_own_posts(for_: Person, filters: Filters, statuses: Statuses) -> list[int] | None:
    """The counts of their posts say how many there are, without looking."""
    if may_moderate_everything(for_):
        return None
    own = select(Post.id).where(Post.author_id == for_.id)
    counted = select(func.sum(CommentCount.total))
    counted = counted.where(CommentCount.post_id.in_(own), CommentCount.status.in_(statuses))
    if (db.session.scalar(counted) or 0) > FEW:
        return None
    query = select(Comment.id).with_hint(Comment, f"INDEXED BY {_BY_POST}", "sqlite")
    query = query.where(Comment.post_id.in_(own), Comment.status.in_(statuses), Comment.deleted_at.is_(None))
    return list(db.session.scalars(query.limit(FEW + 1)))
