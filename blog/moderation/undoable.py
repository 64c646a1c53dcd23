"""Which decision a reply is what it is by, where undos led back to earlier ones."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.database import db
from blog.moderation.models import Decision


def can_be_undone(decision: Decision) -> bool:
    """Whether nothing happened to the reply since, or only what was put back again."""
    if decision.comment.version == decision.version:
        return decision.action != Action.DELETE
    return decision.id in {each.id for each in _undoable(decision.comment, decisions_about([decision.comment_id]))}


def acts_that_can_be_undone(comment_ids: Collection[int]) -> frozenset[int]:
    """The acts of the decisions about these replies that can be undone now."""
    found: dict[Comment, list[Decision]] = {}
    for decision in decisions_about(comment_ids):
        found.setdefault(decision.comment, []).append(decision)
    return frozenset(each.act_id for comment, decisions in found.items() for each in _undoable(comment, decisions))


def decisions_about(comment_ids: Collection[int]) -> list[Decision]:
    """First to last."""
    query = select(Decision).where(Decision.comment_id.in_(comment_ids)).options(joinedload(Decision.comment))
    return list(db.session.scalars(query.order_by(Decision.id)))


def _undoable(comment: Comment, decisions: Sequence[Decision]) -> list[Decision]:
    """The last decision, and if that was an undo, the one that it led back to."""
    if not decisions or decisions[-1].version != comment.version or comment.deleted_at:
        return []
    undone = {decision.undoes_id for decision in decisions}
    led_back_to = _led_back_to(decisions)
    found = [decisions[-1], led_back_to] if led_back_to and led_back_to is not decisions[-1] else [decisions[-1]]
    return [decision for decision in found if decision.id not in undone]


def _led_back_to(decisions: Sequence[Decision]) -> Decision | None:
    """An undo leads to what was before the decision that it undid; None is what screening made of the reply."""
    by_id = {decision.id: decision for decision in decisions}
    by_version = {decision.version: decision for decision in decisions}
    decision: Decision | None = decisions[-1]
    while decision and decision.undoes_id:
        decision = by_version.get(by_id[decision.undoes_id].version - 1)
    return decision
