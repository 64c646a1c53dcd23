"""Learning anew from all decisions that stand: for a site that decided before it could learn."""

from collections.abc import Iterator

from sqlalchemy import select

from blog.comments.models import Comment
from blog.database import db, transaction
from blog.learning.models import LearnedReply
from blog.moderation.models import Decision
from blog.moderation.teaching import teach

BATCH = 200


def relearn() -> Iterator[int]:
    """Bring what is learned in line with the decisions, batch by batch; yields how many replies each held.

    Each batch commits on its own, so it can be stopped and run again: what is learned already is not learned twice.
    """
    after = 0
    while True:
        with transaction():
            comments = _decided(after)
            teach(comments)
        if not comments:
            return
        after = comments[-1].id
        yield len(comments)


def _decided(after: int) -> list[Comment]:
    """The next replies that were ever decided about or learned from."""
    is_decided = select(Decision.id).where(Decision.comment_id == Comment.id).exists()
    is_learned = select(LearnedReply.comment_id).where(LearnedReply.comment_id == Comment.id).exists()
    query = select(Comment).where(Comment.id > after, is_decided | is_learned)
    return list(db.session.scalars(query.order_by(Comment.id).limit(BATCH)))
