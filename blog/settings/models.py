"""The settings that were changed, and the version of the site."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Model, UtcDateTime


class StoredSetting(Model):
    """A setting that was changed from its default; `key` is one that `blog.settings.keys` names."""

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SiteVersion(Model):
    """One row. `number` grows whenever something changed that stands on many pages: `site_changed`."""

    __tablename__ = "site_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
