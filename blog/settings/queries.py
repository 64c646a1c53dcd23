"""Reading the settings."""

import logging
from dataclasses import fields, replace
from datetime import tzinfo
from typing import Any

from sqlalchemy import Select, or_, select

from blog.database import db
from blog.errors import NotFound, Refused
from blog.record.acts import Verb
from blog.record.models import Act
from blog.settings.keys import SiteSettings, zone_named
from blog.settings.models import StoredSetting
from blog.settings.parsing import KINDS
from blog.settings.site_version import site_version

log = logging.getLogger("rejoinder")

DEFAULTS = {field.name: field.default for field in fields(SiteSettings)}


def read_settings(defaults: SiteSettings) -> SiteSettings:
    """All settings, in one query. A value that this release can't read is the default, and the log says so."""
    rows = db.session.execute(select(StoredSetting.key, StoredSetting.value))
    values = {key: value for key, stored in rows if (value := _read(key, stored)) is not None}
    return replace(defaults, **values)


def read_setting(key: str) -> Any:
    """One setting, for acts and processes: they stand too low to be told by a page."""
    stored = db.session.scalar(select(StoredSetting.value).where(StoredSetting.key == key))
    value = None if stored is None else _read(key, stored)
    return DEFAULTS[key] if value is None else value


def time_zone() -> tzinfo:
    """The clock of the site."""
    return zone_named(read_setting("time_zone"))


def last_change_id() -> int:
    """The newest change of a setting; 0 before the first."""
    return db.session.scalar(_changes(Act.id).limit(1)) or 0


def newest_changes(limit: int) -> list[Act]:
    """What was changed lately, newest first, an act for each setting."""
    return list(db.session.scalars(_changes(Act).limit(limit)))


def get_change(act_id: int) -> Act:
    """An act that changed a setting. Raises NotFound."""
    act = db.session.get(Act, act_id)
    if act is None or act.verb != Verb.SETTING_CHANGED:
        raise NotFound
    return act


def changes_of(first_id: int) -> list[Act]:
    """What one saving changed, by the id of its first act."""
    query = select(Act).where(or_(Act.id == first_id, Act.cause_id == first_id)).order_by(Act.id)
    return list(db.session.scalars(query.where(Act.verb == Verb.SETTING_CHANGED)))


class KnownSettings:
    """The settings, kept by a process for as long as the version of the site stays the same."""

    def __init__(self, defaults: SiteSettings) -> None:
        self.defaults = defaults
        self._kept: tuple[int, SiteSettings] = (0, defaults)  # replaced whole, so that threads need no lock

    @property
    def newest(self) -> SiteSettings:
        """The last that were read, however old; for a page that says that the database can't be asked."""
        return self._kept[1]

    def of(self, version: int) -> SiteSettings:
        """The settings at this version of the site. What a transaction may still take back is read, but not kept."""
        kept_version, kept = self._kept
        if kept_version == version:
            return kept
        settings = read_settings(self.defaults)
        if not db.session.info.get("in_transaction"):
            self._kept = (version, settings)
        return settings


def find_site_version() -> int:
    """Of a site whose migrations have run; the row is made by one of them."""
    return db.session.scalar(site_version()) or 0


def _changes(shown: Any) -> Select[Any]:
    """Read from the end of an index: an act about a setting has no subject with an id."""
    subject = Verb.SETTING_CHANGED.partition(".")[0]
    return select(shown).where(Act.subject == subject, Act.subject_id.is_(None)).order_by(Act.id.desc())


def _read(key: str, stored: Any) -> Any:
    if key not in KINDS:
        return None
    try:
        return KINDS[key].read(stored)
    except (Refused, AttributeError, KeyError, TypeError, ValueError):
        log.warning("the setting %s holds what this release can't read; its default stands in", key)
        return None
