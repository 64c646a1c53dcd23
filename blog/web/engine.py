"""What the wiring hands to the pages: the settings, and what was made from them once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from flask import Flask, current_app

from blog.addresses import AddressBook
from blog.comments.screening import Phase
from blog.jobs.progress import Handler
from blog.jobs.recurring import Recurring
from blog.mail.mailer import Mailer
from blog.record.undoing import Inverses
from blog.settings.queries import KnownSettings
from blog.storage import Storage
from blog.web.limits import Limits
from blog.web.page_memory import PageMemory
from config import Settings


@dataclass(frozen=True)
class Engine:
    settings: Settings
    addresses: AddressBook
    limits: Limits
    phases: Sequence[Phase]
    handlers: Mapping[str, Handler]
    known_settings: KnownSettings
    inverses: Inverses
    storage: Storage
    recurring: Recurring
    mailer: Mailer
    pages: PageMemory = field(default_factory=PageMemory)

    @property
    def session_cookie(self) -> str:
        """Over https the browser itself makes sure that no other host or path has set it."""
        return "__Host-rejoinder" if self.settings.is_https else "rejoinder"

    @property
    def device_cookie(self) -> str:
        """What a browser keeps after signing out (see `blog.accounts.attempts`), sent to the sign-in page only."""
        return "rejoinder-device"


def install(app: Flask, engine: Engine) -> None:
    app.extensions["rejoinder"] = engine


def engine() -> Engine:
    return cast(Engine, current_app.extensions["rejoinder"])
