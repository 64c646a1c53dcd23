"""Reading the record."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import aliased

from blog.database import db
from blog.record.acts import Verb
from blog.record.models import Act


def find_own_act(act_id: int | None, user_id: int) -> Act | None:
    """An act, for the person who did it."""
    if act_id is None:
        return None
    return db.session.scalar(select(Act).where(Act.id == act_id, Act.user_id == user_id))


def find_last_act(user_id: int, verbs: Collection[Verb]) -> Act | None:
    """What this person did last of these, that is no undo and was not undone. Parts of a run count as the run."""
    undoing = aliased(Act)
    query = select(Act).where(Act.user_id == user_id, Act.verb.in_(verbs), Act.cause_id.is_(None))
    query = query.where(Act.undoes_id.is_(None), ~select(undoing.id).where(undoing.undoes_id == Act.id).exists())
    return db.session.scalar(query.order_by(Act.at.desc(), Act.id.desc()).limit(1))
