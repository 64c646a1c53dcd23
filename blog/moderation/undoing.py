"""Putting back what was decided about replies, as the record asks for it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.database import db
from blog.moderation.decisions import DeletedForGood, undo, undo_many
from blog.moderation.matching_runs import begin_undoing, find_matching_run
from blog.moderation.models import Decision
from blog.record.acts import Actor
from blog.record.models import Act


def undo_decision_act(act: Act, by: Actor, at: datetime) -> Act:
    """The inverse of a decision."""
    decision = db.session.scalars(select(Decision).where(Decision.act_id == act.id)).one()
    return undo(decision, by, at).act


def undo_run_act(act: Act, by: Actor, at: datetime) -> Act:
    """The inverse of a bulk run, as far as nobody has decided otherwise since."""
    if act.details["action"] == Action.DELETE:
        raise DeletedForGood
    if matching := find_matching_run(act.id):
        return begin_undoing(matching, by, at)
    return undo_many(decisions_of(act), by, at)


def decisions_of(run: Act) -> list[Decision]:
    """What a run decided, in its order, with replies and posts."""
    query = select(Decision).join(Decision.act).join(Decision.comment).where(Act.cause_id == run.id)
    query = query.options(contains_eager(Decision.act), contains_eager(Decision.comment).joinedload(Comment.post))
    return list(db.session.scalars(query.order_by(Decision.id)))
