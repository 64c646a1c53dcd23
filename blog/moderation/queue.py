"""The queue: which replies a moderator sees, and in which order."""

from dataclasses import dataclass
from typing import TypeVarTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from blog.accounts.permissions import Person, may_moderate_everything, may_moderate_post
from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment
from blog.database import db
from blog.errors import NotFound
from blog.moderation.cursor import Cursor
from blog.moderation.filters import Filters
from blog.moderation.matching import stretch
from blog.moderation.models import Decision
from blog.posts.models import Post
from blog.record.acts import Verb
from blog.record.models import Act
from blog.record.queries import find_own_act

PER_PAGE = 20

Ts = TypeVarTuple("Ts")


@dataclass(frozen=True)
class PageOfQueue:
    """One page; `comments` come with everything that a card shows. `following` leads to the next.

    `is_cut`: so many replies were looked at that the rest of the page is left to the next.
    """

    comments: list[Comment]
    following: Cursor | None
    is_cut: bool = False


def page_of_queue(for_: Person, filters: Filters, after: Cursor | None) -> PageOfQueue:
    """Pending replies oldest first, all others newest first."""
    found = stretch(for_, filters, after, PER_PAGE)
    ids = [place.id for place in found.places]
    return PageOfQueue(cards_of(ids), found.following, found.is_cut)


def cards_of(ids: list[int]) -> list[Comment]:
    """These replies, in this order, with everything that a card shows."""
    query = _with_what_a_card_shows(select(Comment).where(Comment.id.in_(ids)))
    loaded = {comment.id: comment for comment in db.session.scalars(query)} if ids else {}
    return [loaded[each] for each in ids if each in loaded]


def get_comment(comment_id: int, for_: Person | None) -> Comment:
    """A reply for who may moderate its post. For anyone else it is not there: NotFound."""
    query = _with_what_a_card_shows(select(Comment)).where(Comment.id == comment_id)
    comment = db.session.scalar(query)
    if comment is None or not may_moderate_post(for_, comment.post):
        raise NotFound
    return comment


def get_comments(comment_ids: list[int], for_: Person) -> list[Comment]:
    """Those of these replies that this person may moderate, oldest first."""
    query = _in_scope(select(Comment), for_).where(Comment.id.in_(comment_ids))
    return list(db.session.scalars(query.options(joinedload(Comment.post)).order_by(Comment.id)))


def public_replies_of(writer_id: int, for_: Person, most: int) -> list[Comment]:
    """The newest approved replies by a writer that this person may moderate."""
    query = _in_scope(select(Comment), for_).where(Comment.writer_id == writer_id)
    query = query.where(Comment.status == CommentStatus.APPROVED).options(joinedload(Comment.post))
    return list(db.session.scalars(query.order_by(Comment.submitted_at.desc(), Comment.id.desc()).limit(most)))


def count_public_replies(writer_id: int, for_: Person, most: int) -> int:
    """How many there are, counted up to `most`."""
    query = _in_scope(select(Comment.id), for_).where(Comment.writer_id == writer_id)
    query = query.where(Comment.status == CommentStatus.APPROVED).limit(most)
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0


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
    query = _in_scope(query, for_).order_by(Decision.id)
    return list(db.session.scalars(query.options(contains_eager(Decision.comment).joinedload(Comment.post))))


def get_run(act_id: int, for_: Person) -> Act:
    """A bulk run of this person's own. Raises NotFound."""
    act = find_own_act(act_id, for_.id)
    if act is None or act.verb != Verb.COMMENTS_DECIDED:
        raise NotFound
    return act


def _in_scope(query: Select[*Ts], for_: Person) -> Select[*Ts]:
    """Replies that this person may moderate. Deleted ones have nothing to decide."""
    query = query.where(Comment.deleted_at.is_(None))
    if may_moderate_everything(for_):
        return query
    return query.where(Comment.post_id.in_(select(Post.id).where(Post.author_id == for_.id)))


def _with_what_a_card_shows(query: Select[Comment]) -> Select[Comment]:
    return query.options(
        joinedload(Comment.post).joinedload(Post.head),
        joinedload(Comment.parent),
        selectinload(Comment.findings),
    )
