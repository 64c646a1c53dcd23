"""Changing the settings, and putting a change back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from blog.database import db
from blog.errors import N_, Conflict, NotFound
from blog.record.acts import Actor, Verb, record
from blog.record.models import Act
from blog.settings.keys import SiteSettings
from blog.settings.models import StoredSetting
from blog.settings.parsing import KINDS
from blog.settings.queries import changes_of
from blog.settings.site_version import site_changed


@dataclass(frozen=True)
class Change:
    """A setting that is to be another, its values as they are stored; `to_default` forgets what was stored."""

    key: str
    old: Any
    new: Any
    to_default: bool = False


class ChangedSince(Conflict):
    default = N_("A later change stands on this one, so it can't be put back. Change the settings themselves.")


def differences(before: SiteSettings, after: SiteSettings) -> list[Change]:
    """What it takes to come from one to the other."""
    pairs = ((key, getattr(before, key), getattr(after, key)) for key in KINDS)
    return [Change(key, KINDS[key].to_stored(old), KINDS[key].to_stored(new)) for key, old, new in pairs if old != new]


def change_settings(changes: Sequence[Change], by: Actor, at: datetime, **reason: object) -> Act | None:
    """Store each change and record it. The first act, which is returned, is the cause of the others of one saving."""
    first: Act | None = None
    for change in changes:
        was_default = _store(change, at)
        told = {"key": change.key, "old": change.old, "new": change.new, **reason}
        told |= {"was_default": was_default, "is_default": change.to_default}
        act = record(Verb.SETTING_CHANGED, by, at, cause_id=first.id if first else None, **told)
        db.session.flush()
        first = first or act
    if first:
        site_changed()
    return first


def undo_changes(first_id: int, by: Actor, at: datetime) -> Act | None:
    """Put back what one saving changed. Raises ChangedSince when any of it was changed again."""
    acts = changes_of(first_id)
    if not acts:
        raise NotFound
    if not all(_still_stands(act) for act in acts):
        raise ChangedSince
    told = [act.details for act in acts]
    back = [Change(each["key"], each["new"], each["old"], to_default=each["was_default"]) for each in told]
    return change_settings(back, by, at, undoes=first_id)


def _store(change: Change, at: datetime) -> bool:
    """Whether the default stood there before."""
    row = db.session.get(StoredSetting, change.key)
    if change.to_default and row:
        db.session.delete(row)
    elif not change.to_default:
        db.session.merge(StoredSetting(key=change.key, value=change.new, changed_at=at))
    return row is None


def _still_stands(act: Act) -> bool:
    row = db.session.get(StoredSetting, act.details["key"])
    if row is None:
        return bool(act.details["is_default"])
    return not act.details["is_default"] and row.value == act.details["new"]
