"""Reasons for declining a reply, written once for many: a template's text is copied into the decision."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from blog.comments.lifecycle import Action
from blog.database import db
from blog.errors import N_, NotFound, Refused
from blog.moderation.models import DeclineReason
from blog.record.acts import Actor, Verb, record
from blog.record.models import Act
from blog.record.undoing import ChangedSince
from blog.text.plain import is_blank

LONGEST_TITLE, LONGEST_TEXT, MOST = 60, 500, 50
DECLINING = (Action.SPAM, Action.TRASH)


@dataclass(frozen=True)
class Reason:
    """Why something was decided. `tells_writer`: whether the writer may read it."""

    text: str = ""
    tells_writer: bool = False


def compose_reason(action: Action, template: int | None, words: str, tells: frozenset[str]) -> Reason:
    """A template's text, and own words after it. `tells` holds which of the two the writer may read.

    Only declining takes a template. Raises Refused for one that is not there any more.
    """
    if template is None or action not in DECLINING:
        return Reason(words, bool(words) and "words" in tells)
    chosen = db.session.get(DeclineReason, template)
    if chosen is None:
        raise Refused(N_("This reason was removed meanwhile. Choose another one."), field="reason")
    may_be_told = "template" in tells and (not words or "words" in tells)
    return Reason(f"{chosen.text} {words}".strip(), may_be_told)


def decline_reasons() -> list[DeclineReason]:
    """In the order in which they are offered."""
    return list(db.session.scalars(select(DeclineReason).order_by(DeclineReason.position, DeclineReason.id)))


def get_decline_reason(reason_id: int) -> DeclineReason:
    """Raises NotFound."""
    reason = db.session.get(DeclineReason, reason_id)
    if reason is None:
        raise NotFound
    return reason


def add_reason(title: str, text: str, position: int, by: Actor, at: datetime) -> Act:
    _check(title, text)
    if (db.session.scalar(select(func.count(DeclineReason.id))) or 0) >= MOST:
        raise Refused(N_("There are %(most)d reasons already. Remove one first."), most=MOST)
    return _add(None, {"title": title, "text": text, "position": position}, by, at)


def change_reason(reason: DeclineReason, title: str, text: str, position: int, by: Actor, at: datetime) -> Act | None:
    """None when it was so already. Decisions keep the words that they were given."""
    _check(title, text)
    before, after = _values(reason), {"title": title, "text": text, "position": position}
    return _change(reason, before, after, by, at) if before != after else None


def remove_reason(reason: DeclineReason, by: Actor, at: datetime) -> Act:
    db.session.delete(reason)
    db.session.flush()
    return record(Verb.REASON_REMOVED, by, at, reason.id, title=reason.title, was=_values(reason))


def undo_reason_act(act: Act, by: Actor, at: datetime) -> Act:
    """The inverse of each of the three. Raises ChangedSince."""
    reason = db.session.get(DeclineReason, act.subject_id)
    if act.verb == Verb.REASON_REMOVED:
        if reason is not None:
            raise ChangedSince
        return _add(act.subject_id, act.details["was"], by, at)
    if reason is None or _values(reason) != act.details["is"]:
        raise ChangedSince
    if act.verb == Verb.REASON_ADDED:
        return remove_reason(reason, by, at)
    return _change(reason, act.details["is"], act.details["was"], by, at)


def _add(reason_id: int | None, values: dict[str, Any], by: Actor, at: datetime) -> Act:
    reason = DeclineReason(id=reason_id, **values)
    db.session.add(reason)
    db.session.flush()
    told: dict[str, Any] = {"is": values}
    return record(Verb.REASON_ADDED, by, at, reason.id, title=reason.title, **told)


def _change(reason: DeclineReason, before: dict[str, Any], after: dict[str, Any], by: Actor, at: datetime) -> Act:
    for name, value in after.items():
        setattr(reason, name, value)
    told: dict[str, Any] = {"was": before, "is": after}
    return record(Verb.REASON_CHANGED, by, at, reason.id, title=reason.title, **told)


def _values(reason: DeclineReason) -> dict[str, Any]:
    return {"title": reason.title, "text": reason.text, "position": reason.position}


def _check(title: str, text: str) -> None:
    if is_blank(title) or len(title) > LONGEST_TITLE:
        raise Refused(N_("A title takes 1 to %(limit)d characters."), field="title", limit=LONGEST_TITLE)
    if is_blank(text) or len(text) > LONGEST_TEXT:
        raise Refused(N_("A reason takes 1 to %(limit)d characters."), field="text", limit=LONGEST_TEXT)
