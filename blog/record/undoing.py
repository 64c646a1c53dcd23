"""Undoing: every act that has an inverse can be put back once, within thirty days, by an act that names it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import select

from blog.database import db
from blog.errors import N_, Conflict
from blog.record.acts import Actor, Verb, actor_of
from blog.record.models import Act

UNDO_WITHIN = timedelta(days=30)


class Inverse(Protocol):
    """Puts back what an act did, through the same doors, and gives the act that it recorded.

    Raises Conflict, before anything is changed, when something changed since and it fits no longer.
    """

    def __call__(self, act: Act, by: Actor, at: datetime) -> Act: ...


Inverses = Mapping[Verb, Inverse]


class HasNoUndo(Conflict):
    default = N_("This can't be undone.")


class TooLongAgo(Conflict):
    default = N_("This was done more than %(days)d days ago, so it can't be undone any more.")

    def __init__(self) -> None:
        super().__init__(days=UNDO_WITHIN.days)


class UndoneAlready(Conflict):
    default = N_("%(name)s undid this already.")


class ChangedSince(Conflict):
    default = N_("Something changed since, so this can't be undone any more.")


def undo_act(act: Act, by: Actor, at: datetime, inverses: Inverses) -> Act:
    """Put an act back; gives the act that did so, which can be undone too. Raises Conflict."""
    inverse = inverses.get(Verb(act.verb)) if act.verb in list(Verb) else None  # it may be of another release
    if inverse is None:
        raise HasNoUndo
    if act.at < at - UNDO_WITHIN:
        raise TooLongAgo
    if earlier := find_undoing(act):
        raise UndoneAlready(name=actor_of(earlier))
    undoing = inverse(act, by, at)
    undoing.undoes_id = act.id
    db.session.flush()
    return undoing


def find_undoing(act: Act) -> Act | None:
    """The act that put this one back."""
    return db.session.scalars(select(Act).where(Act.undoes_id == act.id)).one_or_none()
