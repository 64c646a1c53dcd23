"""What became of one reply: its arrival, every decision, and every look at its writer's address."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import lazyload

from blog.comments.models import Comment
from blog.database import db
from blog.moderation.models import Decision
from blog.record.models import Act


@dataclass(frozen=True)
class Event:
    """One act on the reply; `decision` where the act was one."""

    act: Act
    decision: Decision | None


def history_of(comment: Comment) -> list[Event]:
    """First to last."""
    query = (
        select(Act, Decision)
        .outerjoin(Decision, Decision.act_id == Act.id)
        .where(Act.subject == "comment", Act.subject_id == comment.id)
        .options(lazyload(Decision.act))
        .order_by(Act.id)
    )
    return [Event(act, decision) for act, decision in db.session.execute(query)]
