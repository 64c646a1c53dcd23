"""A pause of all replies, for the whole site: during a flood nothing more comes in while the team clears up."""

from dataclasses import replace
from datetime import datetime

from blog.record.acts import Actor
from blog.record.models import Act
from blog.settings.changing import change_settings, differences
from blog.settings.keys import SiteSettings
from blog.settings.parsing import KINDS


def pause_replies(settings: SiteSettings, words: str, by: Actor, at: datetime) -> Act | None:
    """From now on readers are told `words` where the form was. Raises Refused when they are too long."""
    paused = replace(settings, replies_paused=True, pause_words=KINDS["pause_words"].parse(words))
    return change_settings(differences(settings, paused), by, at)


def resume_replies(settings: SiteSettings, by: Actor, at: datetime) -> Act | None:
    """The words stay, for the next time."""
    return change_settings(differences(settings, replace(settings, replies_paused=False)), by, at)
