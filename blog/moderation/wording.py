"""Actions, statuses, notices and what happened to a reply, in words."""

from dataclasses import dataclass
from typing import Any

from flask_babel import format_decimal

from blog.comments.lifecycle import Action, CommentStatus, Trust
from blog.errors import N_, Term
from blog.moderation.counting import Count
from blog.moderation.forms import LARGEST_RUN
from blog.moderation.history import Event
from blog.moderation.models import UNDO, Decision, MatchingRun
from blog.moderation.news import Change
from blog.record.acts import PROCESSES, Verb, actor_of
from blog.record.models import Act
from blog.web.error_pages import fill_in
from blog.web.language import gettext, ngettext

STATUS = {
    CommentStatus.PENDING: N_("pending"),
    CommentStatus.APPROVED: N_("approved"),
    CommentStatus.SPAM: N_("spam"),
    CommentStatus.TRASH: N_("trash"),
}

TABS = {
    CommentStatus.PENDING: N_("Pending"),
    CommentStatus.APPROVED: N_("Approved"),
    CommentStatus.SPAM: N_("Spam"),
    CommentStatus.TRASH: N_("Trash"),
}

BUTTONS = {
    Action.APPROVE: N_("Approve"),
    Action.HOLD: N_("Hold"),
    Action.SPAM: N_("Spam"),
    Action.TRASH: N_("Trash"),
    Action.RESTORE: N_("Restore"),
    Action.DELETE: N_("Delete for good"),
}

# The key that presses each button, while a person uses keys.
KEYS = {Action.APPROVE: "a", Action.HOLD: "h", Action.SPAM: "s", Action.TRASH: "d"}

DONE = {
    Action.APPROVE.value: N_("approved"),
    Action.HOLD.value: N_("held"),
    Action.SPAM.value: N_("marked as spam"),
    Action.TRASH.value: N_("moved to the trash"),
    Action.RESTORE.value: N_("restored"),
    Action.DELETE.value: N_("deleted for good"),
    UNDO: N_("put back"),
}

BY_OTHERS = {
    Action.APPROVE.value: N_("%(name)s approved this."),
    Action.HOLD.value: N_("%(name)s put this on hold."),
    Action.SPAM.value: N_("%(name)s marked this as spam."),
    Action.TRASH.value: N_("%(name)s moved this to the trash."),
    Action.RESTORE.value: N_("%(name)s restored this."),
    Action.DELETE.value: N_("%(name)s deleted this for good."),
    UNDO: N_("%(name)s put this back."),
}

ACTS_DONE: dict[str, str] = {
    Verb.COMMENT_EDITED: N_("The reply is edited. Readers see that it was."),
    Verb.COMMENT_ANSWERED: N_("Your answer stands below the reply."),
    Verb.COMMENT_NOTED: N_("The note is kept, for the team only."),
    Verb.COMMENT_NOTE_REMOVED: N_("The note is removed."),
    Verb.CANNED_CREATED: N_("The answer is kept. Everybody in the team can use it."),
    Verb.CANNED_CHANGED: N_("The answer is changed."),
    Verb.CANNED_DELETED: N_("The answer is deleted."),
}

PREMODERATED = {
    True: N_("From now on every reply to this post waits."),
    False: N_("Replies to this post are screened like any others again."),
}
TRUSTED = {
    Trust.TRUSTED.value: N_("This writer is trusted now."),
    Trust.HELD.value: N_("From now on every reply of this writer waits."),
    "": N_("Nothing is said of this writer any more."),
}

EVENTS: dict[str, str] = {
    Verb.COMMENT_EDITED: N_("edited the reply"),
    Verb.COMMENT_ANSWERED: N_("answered the reply"),
    Verb.COMMENT_NOTED: N_("left a note"),
    Verb.COMMENT_NOTE_REMOVED: N_("removed a note"),
    Verb.COMMENT_SUBMITTED: N_("arrived"),
    Verb.COMMENT_ADDRESS_SHOWN: N_("looked at the address"),
}

EMPTY = {
    CommentStatus.PENDING: N_("Nothing waits. Every reply has been decided."),
    CommentStatus.APPROVED: N_("No approved replies yet. They appear here once you approve one."),
    CommentStatus.SPAM: N_("No spam. Long may it last."),
    CommentStatus.TRASH: N_("The trash is empty."),
}


@dataclass(frozen=True)
class Notice:
    """What was just done. `undo` is the id of what can be undone by `undo_kind`: a decision, a run or another act."""

    text: str
    details: tuple[str, ...] = ()
    undo: int | None = None
    undo_kind: str = "decision"
    offer: "Offer | None" = None


@dataclass(frozen=True)
class Offer:
    """What a writer of spam has in public, to be looked at or taken away at once."""

    writer_id: int
    count: int

    @property
    def text(self) -> str:
        number = f"{self.count}+" if self.count >= LARGEST_RUN else str(self.count)
        return ngettext(
            "%(number)s reply by this writer is public.",
            "%(number)s replies by this writer are public.",
            self.count,
            number=number,
        )


def decision_notice(decision: Decision) -> Notice:
    """One decision, and its undo where there is one."""
    done = Term(DONE[decision.action])
    if decision.comment.deleted_at:
        return Notice(fill_in(N_("The reply was %(done)s."), {"done": done}))
    text = fill_in(N_("The reply by %(name)s was %(done)s."), {"name": decision.comment.shown_name, "done": done})
    return Notice(text, undo=decision.id if decision.comment.version == decision.version else None)


def run_notice(act: Act, decisions: list[Decision]) -> Notice:
    """A bulk run: how many were done, which not and why. It can be undone while one of its decisions still stands."""
    details: dict[str, Any] = act.details
    done, refused, missing = details["done"], details["refused"], details["missing"]
    words = gettext(DONE[details["action"]])
    text = ngettext("%(num)d reply was %(done)s.", "%(num)d replies were %(done)s.", len(done), done=words)
    reasons = [
        gettext("Reply %(id)d was left as it is: %(reason)s", id=comment_id, reason=fill_in(message, _terms(values)))
        for comment_id, message, values in refused
    ]
    if missing:
        reasons.append(ngettext("%(num)d is not here any more.", "%(num)d are not here any more.", missing))
    can_undo = details["action"] not in (Action.DELETE, UNDO) and any(
        decision.version == decision.comment.version for decision in decisions
    )
    return Notice(text, tuple(reasons), act.id if can_undo else None, "run")


def matching_run_notice(run: MatchingRun) -> Notice:
    """A run over all that matched: how far it is, or how it ended."""
    words = gettext(DONE[run.action])
    text = ngettext("%(num)d reply was %(done)s.", "%(num)d replies were %(done)s.", run.done, done=words)
    details = []
    if run.ended_at is None:
        details.append(gettext("The others follow by themselves, about %(total)d in all.", total=run.total))
    if run.left:
        left = ngettext("%(num)d was left as it is.", "%(num)d were left as they are.", run.left)
        details.append(left)
    can_undo = run.action not in (Action.DELETE, UNDO) and run.done > 0
    return Notice(text, tuple(details), run.act_id if can_undo else None, "run")


def act_notice(act: Act) -> Notice:
    """Any other act, which the record can undo."""
    return Notice(gettext(act_done(act) or ""), undo=act.id, undo_kind="act")


def act_done(act: Act) -> str | None:
    """What an act did that is no decision, as the id of a message; None for one that has no notice."""
    if act.verb == Verb.POST_PREMODERATION_CHANGED:
        return PREMODERATED[act.details["waits"]]
    if act.verb == Verb.WRITER_TRUST_CHANGED:
        return TRUSTED[act.details["new"] or ""]
    return ACTS_DONE.get(act.verb)


def count_in_words(count: Count) -> str:
    number = format_decimal(count.number)
    return gettext("%(number)s+", number=number) if count.is_more else number


def change_sentence(change: Change) -> str:
    """What somebody did to a reply that a page still shows as it was."""
    comment, decision = change.comment, change.decision
    if comment is None:
        return gettext("This reply is not here any more.")
    if decision is None or decision.version != comment.version:
        return gettext("This reply was changed meanwhile.")
    return fill_in(BY_OTHERS[decision.action], {"name": actor_of(decision.act)})


def claim_sentence(names: list[str]) -> str:
    """Who else is looking at a reply."""
    everybody = ", ".join(names)
    return ngettext("%(names)s is looking at this", "%(names)s are looking at this", len(names), names=everybody)


def arrivals_sentence(number: int, most: int) -> str:
    """For the button behind which arrivals gather; nothing when there are none."""
    if not number:
        return ""
    return gettext("%(num)s+ new", num=most) if number >= most else ngettext("%(num)d new", "%(num)d new", number)


def actor_name(act: Act) -> str:
    return fill_in("%(name)s", {"name": actor_of(act)})


def event_sentence(event: Event) -> str:
    """What happened to a reply at one moment of its history."""
    if event.decision is None:
        return gettext(EVENTS.get(event.act.verb, event.act.verb))
    decision = event.decision
    change = gettext("%(before)s → %(after)s", before=_status(decision.from_status), after=_status(decision.to_status))
    return f"{gettext(DONE[decision.action])} ({change})"


def _status(status: CommentStatus) -> str:
    return gettext(STATUS[status])


def _terms(values: dict[str, Any]) -> dict[str, object]:
    """Values as they were before they were stored: what had been a term is one again."""
    return {
        name: Term(value) if name in ("action", "status") or value in PROCESSES else value
        for name, value in values.items()
    }
