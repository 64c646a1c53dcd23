"""Filters that a person keeps under a name, for the next time."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select

from blog.accounts.models import User
from blog.database import db
from blog.errors import N_, NotFound, Refused
from blog.moderation.filters import Filters
from blog.moderation.models import SavedFilter
from blog.record.acts import Verb, record

LONGEST_NAME = 60
MOST = 30


def saved_filters_of(user: User) -> list[SavedFilter]:
    query = select(SavedFilter).where(SavedFilter.user_id == user.id).order_by(SavedFilter.name)
    return list(db.session.scalars(query))


def get_saved_filter(filter_id: int, user: User) -> SavedFilter:
    """One's own. Raises NotFound."""
    saved = db.session.get(SavedFilter, filter_id)
    if saved is None or saved.user_id != user.id:
        raise NotFound
    return saved


def save_filter(name: str, filters: Filters, user: User, at: datetime) -> SavedFilter:
    """Under a name that is used already, the new filters take the place of the old ones. Raises Refused."""
    name = _checked(name)
    saved = _find(name, user)
    if saved is None:
        if _count(user) >= MOST:
            raise Refused(N_("You keep %(limit)d filters already. Delete one first."), field="name", limit=MOST)
        saved = SavedFilter(user_id=user.id, name=name)
        db.session.add(saved)
    saved.query = replace(filters, view="").arguments()
    db.session.flush()
    record(Verb.FILTER_SAVED, user.as_actor(), at, saved.id)
    return saved


def rename_filter(saved: SavedFilter, name: str, user: User, at: datetime) -> None:
    """Raises Refused."""
    name = _checked(name)
    other = _find(name, user)
    if other and other is not saved:
        raise Refused(N_("Another filter of yours has this name."), field="name")
    saved.name = name
    record(Verb.FILTER_RENAMED, user.as_actor(), at, saved.id)


def delete_filter(saved: SavedFilter, user: User, at: datetime) -> None:
    record(Verb.FILTER_DELETED, user.as_actor(), at, saved.id)
    db.session.delete(saved)


def _checked(name: str) -> str:
    if not name:
        raise Refused(N_("Give the filter a name, so that you find it again."), field="name")
    if len(name) > LONGEST_NAME:
        raise Refused(N_("A name takes at most %(limit)d characters."), field="name", limit=LONGEST_NAME)
    return name


def _find(name: str, user: User) -> SavedFilter | None:
    return db.session.scalar(select(SavedFilter).where(SavedFilter.user_id == user.id, SavedFilter.name == name))


def _count(user: User) -> int:
    return db.session.scalar(select(func.count()).where(SavedFilter.user_id == user.id)) or 0
