"""Changing the settings, and putting a change back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from blog.database import db
from blog.errors import N_, Conflict
from blog.record.acts import Actor, Verb, record
from blog.record.models import Act
from blog.settings.keys import SiteSettings
from blog.settings.models import StoredSetting
from blog.settings.parsing import KINDS
from blog.settings.queries import changes_of
from blog.settings.site_version import site_changed


@dataclass(frozen=True)
class Change:
    """A setting that is to be another, its values as they are stored; `to_default` forgets what was stored.

    `undoes_id` is the act that it puts back.
    """

    key: str
    old: Any
    new: Any
    to_default: bool = False
    undoes_id: int | None = None


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
        cause_id = first.id if first else None
        act = record(Verb.SETTING_CHANGED, by, at, cause_id=cause_id, undoes_id=change.undoes_id, **told)
        db.session.flush()
        first = first or act
    if first:
        site_changed()
    return first


def undo_setting_act(act: Act, by: Actor, at: datetime) -> Act:
    """Put back what one saving changed, by its first act; by another one that setting alone.

    Raises ChangedSince when any of it was changed again.
    """
    acts = changes_of(act.id)
    if not all(_still_stands(each) for each in acts):
        raise ChangedSince
    back = change_settings([_inverse(each) for each in acts], by, at, undoes=act.id)
    if back is None:
        raise ChangedSince
    return back


def _inverse(act: Act) -> Change:
    was = act.details
    return Change(was["key"], was["new"], was["old"], to_default=was["was_default"], undoes_id=act.id)


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
