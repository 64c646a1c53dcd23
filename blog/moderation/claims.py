"""Who is looking at which reply: known to the others, so that two need not judge the same one. It blocks nobody."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from blog.accounts.models import User
from blog.comments.models import Comment
from blog.database import db
from blog.moderation.models import Claim
from blog.moderation.standing import in_scope

LIFE = timedelta(minutes=2)  # without a sign of life
NEWS_AFTER = timedelta(seconds=30)  # an open page tells of itself more often; this often is written down


def needs_claim(comment_id: int, user_id: int, at: datetime) -> bool:
    """Whether `claim` would have something to write."""
    known = db.session.get(Claim, (comment_id, user_id))
    return known is None or known.seen_at <= at - NEWS_AFTER


def claim(comment: Comment, user: User, at: datetime) -> None:
    """A sign of life from whoever has this reply open. They look at one at a time."""
    ended = (Claim.seen_at <= at - LIFE) | ((Claim.user_id == user.id) & (Claim.comment_id != comment.id))
    db.session.execute(delete(Claim).where(ended))
    db.session.merge(Claim(comment_id=comment.id, user_id=user.id, seen_at=at))


def claims_of_others(comment_ids: list[int], user: User, at: datetime) -> dict[int, list[str]]:
    """The names of the others who are looking at these replies, as far as this person may moderate them; by id."""
    query = select(Claim).where(Claim.comment_id.in_(comment_ids), Claim.user_id != user.id, Claim.seen_at > at - LIFE)
    query = query.join(Comment, Comment.id == Claim.comment_id).where(*in_scope(user))
    names: dict[int, list[str]] = {}
    for found in db.session.scalars(query.options(joinedload(Claim.user)).order_by(Claim.comment_id, Claim.user_id)):
        names.setdefault(found.comment_id, []).append(found.user.name)
    return names
