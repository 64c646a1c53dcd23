"""Reading the record."""

from sqlalchemy import select

from blog.database import db
from blog.record.models import Act


def find_own_act(act_id: int | None, user_id: int) -> Act | None:
    """An act, for the person who did it."""
    if act_id is None:
        return None
    return db.session.scalar(select(Act).where(Act.id == act_id, Act.user_id == user_id))
