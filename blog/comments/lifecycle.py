"""What a reply can be, and where each decision leads. Nothing else assigns a status."""

from enum import StrEnum

from blog.errors import N_, Conflict, Term
from blog.spam.verdict import HIGH, MIDDLE


class CommentStatus(StrEnum):
    PENDING = N_("pending")
    APPROVED = N_("approved")
    SPAM = N_("spam")
    TRASH = N_("trash")


class ScoreBand(StrEnum):
    """What the learned score says, roughly, so that the queue can be narrowed by it along an index."""

    LOW = N_("low")
    MIDDLE = N_("middle")
    HIGH = N_("high")


class Trust(StrEnum):
    """What a moderator has said of a writer."""

    TRUSTED = "trusted"
    HELD = "held"


def band_of(score: float) -> ScoreBand:
    """From `verdict.HIGH` on a score holds a reply."""
    if score >= HIGH:
        return ScoreBand.HIGH
    return ScoreBand.MIDDLE if score >= MIDDLE else ScoreBand.LOW


class Action(StrEnum):
    """What a moderator can decide."""

    APPROVE = N_("approve")
    HOLD = N_("hold")
    SPAM = N_("spam")
    TRASH = N_("trash")
    RESTORE = N_("restore")
    DELETE = N_("delete")


REMOVED = (CommentStatus.SPAM, CommentStatus.TRASH)

_NEXT: dict[CommentStatus, dict[Action, CommentStatus]] = {
    CommentStatus.PENDING: {
        Action.APPROVE: CommentStatus.APPROVED,
        Action.SPAM: CommentStatus.SPAM,
        Action.TRASH: CommentStatus.TRASH,
    },
    CommentStatus.APPROVED: {
        Action.HOLD: CommentStatus.PENDING,
        Action.SPAM: CommentStatus.SPAM,
        Action.TRASH: CommentStatus.TRASH,
    },
    CommentStatus.SPAM: {
        Action.APPROVE: CommentStatus.APPROVED,
        Action.HOLD: CommentStatus.PENDING,
        Action.TRASH: CommentStatus.TRASH,
        Action.DELETE: CommentStatus.SPAM,
    },
    CommentStatus.TRASH: {
        Action.DELETE: CommentStatus.TRASH,
    },
}


class ImpossibleNow(Conflict):
    """The action does not fit what the reply is at this moment."""

    default = N_("“%(action)s” can't be done to a reply that is %(status)s.")


def next_status(now: CommentStatus, action: Action, before: CommentStatus | None) -> CommentStatus:
    """Where `action` leads from `now`; restoring leads back to `before`. Raises ImpossibleNow."""
    if action is Action.RESTORE and now in REMOVED:
        return before or CommentStatus.PENDING
    if action not in _NEXT[now]:
        raise ImpossibleNow(action=Term(action.value), status=Term(now.value))
    return _NEXT[now][action]


def possible_actions(now: CommentStatus) -> list[Action]:
    """What can be decided about a reply with this status, in the order of `Action`."""
    return [action for action in Action if action in _NEXT[now] or (action is Action.RESTORE and now in REMOVED)]
