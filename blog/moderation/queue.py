"""The queue: which replies a moderator sees, in which order, and how many wait."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from blog.accounts.permissions import Person, may_moderate_everything, may_moderate_post
from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment
from blog.database import UtcDateTime, db
from blog.errors import NotFound
from blog.moderation.models import Decision
from blog.posts.models import Post
from blog.record.acts import Verb
from blog.record.models import Act
from blog.record.queries import find_own_act

PER_PAGE = 25
_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)  # whole numbers, so never rounded
_LATEST = 10**17  # microseconds since 1970; in the year 5138

Ts = TypeVarTuple("Ts")


@dataclass(frozen=True)
class Filters:
    """What narrows the queue. `author` is a writer's id, `text` looks in names and words."""

    status: CommentStatus = CommentStatus.PENDING
    post: int | None = None
    author: int | None = None
    text: str = ""


@dataclass(frozen=True)
class Cursor:
    """A place in the queue: below, or above, the reply with this time and id."""

    at: datetime
    id: int

    @classmethod
    def of(cls, comment: Comment) -> "Cursor":
        return cls(comment.submitted_at, comment.id)

    def __str__(self) -> str:
        return f"{(self.at - _EPOCH) // _MICROSECOND}-{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Cursor | None":
        """None for what was not written by us; then the first page is shown."""
        micros, _, comment_id = text.partition("-")
        if not (_is_number(micros) and _is_number(comment_id) and int(micros) < _LATEST):
            return None
        return cls(_EPOCH + int(micros) * _MICROSECOND, int(comment_id))


@dataclass(frozen=True)
class PageOfQueue:
    """One page; `comments` come with everything that a card shows. `following` leads to the next."""

    comments: list[Comment]
    following: Cursor | None


def page_of_queue(for_: Person, filters: Filters, after: Cursor | None) -> PageOfQueue:
    """Pending replies oldest first, all others newest first."""
    oldest_first = filters.status is CommentStatus.PENDING
    query = _in_scope(select(Comment), for_, filters).where(Comment.status == filters.status)
    place = tuple_(Comment.submitted_at, Comment.id)
    if after is not None:
        here = tuple_(literal(after.at, UtcDateTime), after.id)
        query = query.where(place > here if oldest_first else place < here)
    order = (Comment.submitted_at, Comment.id)
    query = query.order_by(*(order if oldest_first else [column.desc() for column in order]))
    comments = list(db.session.scalars(_with_what_a_card_shows(query).limit(PER_PAGE + 1)))
    shown = comments[:PER_PAGE]
    return PageOfQueue(shown, Cursor.of(shown[-1]) if len(comments) > PER_PAGE else None)


def counts(for_: Person, filters: Filters) -> dict[CommentStatus, int]:
    """How many replies each tab holds under the same filters; one query."""
    query = _in_scope(select(Comment.status, func.count()), for_, filters).group_by(Comment.status)
    found = dict(db.session.execute(query).all())
    return {status: found.get(status, 0) for status in CommentStatus}


def get_comment(comment_id: int, for_: Person | None) -> Comment:
    """A reply for who may moderate its post. For anyone else it is not there: NotFound."""
    query = _with_what_a_card_shows(select(Comment)).where(Comment.id == comment_id)
    comment = db.session.scalar(query)
    if comment is None or not may_moderate_post(for_, comment.post):
        raise NotFound
    return comment


def get_comments(comment_ids: list[int], for_: Person) -> list[Comment]:
    """Those of these replies that this person may moderate, oldest first."""
    query = _in_scope(select(Comment), for_, Filters()).where(Comment.id.in_(comment_ids))
    return list(db.session.scalars(query.options(joinedload(Comment.post)).order_by(Comment.id)))


def get_decision(decision_id: int, for_: Person) -> Decision:
    """A decision about a reply that this person may moderate. Raises NotFound."""
    decision = db.session.get(Decision, decision_id)
    if decision is None or not may_moderate_post(for_, decision.comment.post):
        raise NotFound
    return decision


def find_decision(act_id: int, for_: Person) -> Decision | None:
    """The decision that this act recorded, about a reply that this person may moderate."""
    query = select(Decision).where(Decision.act_id == act_id)
    decision = db.session.scalar(query.options(joinedload(Decision.comment).joinedload(Comment.post)))
    return decision if decision and may_moderate_post(for_, decision.comment.post) else None


def decisions_of_run(act_id: int, for_: Person) -> list[Decision]:
    """The decisions of one bulk run, about replies that this person may moderate."""
    query = select(Decision).join(Decision.act).join(Decision.comment).where(Act.cause_id == act_id)
    query = _in_scope(query, for_, Filters()).order_by(Decision.id)
    return list(db.session.scalars(query.options(contains_eager(Decision.comment).joinedload(Comment.post))))


def get_run(act_id: int, for_: Person) -> Act:
    """A bulk run of this person's own. Raises NotFound."""
    act = find_own_act(act_id, for_.id)
    if act is None or act.verb != Verb.COMMENTS_DECIDED:
        raise NotFound
    return act


def _in_scope(query: Select[*Ts], for_: Person, filters: Filters) -> Select[*Ts]:
    """Replies that this person may moderate and that the filters let through. Deleted ones have nothing to decide."""
    for condition in _conditions(for_, filters):
        query = query.where(condition)
    return query


def _conditions(for_: Person, filters: Filters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Comment.deleted_at.is_(None)]
    if not may_moderate_everything(for_):
        conditions.append(Comment.post_id.in_(select(Post.id).where(Post.author_id == for_.id)))
    if filters.post is not None:
        conditions.append(Comment.post_id == filters.post)
    if filters.author is not None:
        conditions.append(Comment.writer_id == filters.author)
    if filters.text:
        conditions.append(
            Comment.text.icontains(filters.text, autoescape=True)
            | Comment.name.icontains(filters.text, autoescape=True)
        )
    return conditions


def _with_what_a_card_shows(query: Select[Comment]) -> Select[Comment]:
    return query.options(
        joinedload(Comment.post).joinedload(Post.head),
        joinedload(Comment.parent),
        selectinload(Comment.findings),
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18
