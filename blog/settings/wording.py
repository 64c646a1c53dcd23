"""The settings, their values and their changes in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from blog.errors import N_, Term
from blog.record.acts import actor_of
from blog.record.models import Act
from blog.settings.keys import Accent
from blog.web.language import gettext, languages

ACCENTS = {
    Accent.CLAY: N_("Clay"),
    Accent.MOSS: N_("Moss"),
    Accent.SEA: N_("Sea"),
    Accent.INK: N_("Ink"),
    Accent.PLUM: N_("Plum"),
    Accent.GRAPHITE: N_("Graphite"),
}

SETTINGS = {
    "title": N_("Title"),
    "language": N_("Language"),
    "tagline": N_("Tagline"),
    "time_zone": N_("Time zone"),
    "posts_per_page": N_("Posts on a page"),
    "comments_open": N_("Replies to new posts"),
    "replies_paused": N_("Replies on the whole site"),
    "pause_words": N_("What readers are told during a pause"),
    "keep_spam_days": N_("Days that spam is kept"),
    "keep_trash_days": N_("Days that the trash is kept"),
    "accent": N_("Accent colour"),
    "header_picture": N_("Picture above the newest posts"),
    "header_picture_alt": N_("What the picture shows"),
    "menu": N_("Menu"),
    "footer": N_("Footer"),
    "everything_waits": N_("Every reply waits"),
    "first_hours": N_("Hours in which replies to a new post wait"),
    "first_replies": N_("First replies of a writer that wait"),
    "most_links": N_("Links that a reply may hold"),
    "lying_links": N_("Links that say another host wait"),
    "repeats": N_("Repeated words wait"),
    "quickest": N_("Seconds that writing takes at least"),
    "most_from_network": N_("Replies from one network in an hour"),
    "spam_threshold": N_("Percent of the learned score that send a reply to spam"),
}


@dataclass(frozen=True)
class Line:
    """One setting that became another."""

    setting: str
    old: str
    new: str


@dataclass(frozen=True)
class Saving:
    """What was changed at once, by its first act. It can be undone while nothing newer stands on it."""

    first: Act
    actor: str
    lines: tuple[Line, ...]
    may_be_undone: bool

    @property
    def is_undoing(self) -> bool:
        return "undoes" in self.first.details


def savings(acts: Sequence[Act]) -> list[Saving]:
    """The changes of settings, newest first, put together as they were saved."""
    groups: dict[int, list[Act]] = {}
    for act in acts:
        groups.setdefault(act.cause_id or act.id, []).insert(0, act)
    changed_since: set[str] = set()
    found = []
    for group in groups.values():
        keys = {act.details["key"] for act in group}
        found.append(_saving(group, may_be_undone=not keys & changed_since))
        changed_since |= keys
    return found


def value_words(key: str, stored: Any) -> str:
    """The value of a setting as people say it."""
    if key == "comments_open":
        return gettext("Open") if stored else gettext("Closed")
    if key == "replies_paused":
        return gettext("Paused") if stored else gettext("Not paused")
    if isinstance(stored, bool):
        return gettext("On") if stored else gettext("Off")
    if key == "accent":
        return gettext(ACCENTS[stored]) if stored in ACCENTS else str(stored)
    if key == "language":
        return languages().get(str(stored), str(stored))
    if key == "menu":
        stored = _joined(f"{entry['label']} ({entry['address']})" for entry in stored)
    if key == "footer":
        stored = stored["text"]
    return str(stored) or gettext("nothing")


def _saving(group: list[Act], may_be_undone: bool) -> Saving:
    told = [act.details for act in group]
    lines = tuple(
        Line(
            gettext(SETTINGS[each["key"]]),
            value_words(each["key"], each["old"]),
            value_words(each["key"], each["new"]),
        )
        for each in told
    )
    actor = actor_of(group[0])
    return Saving(group[0], gettext(actor) if isinstance(actor, Term) else actor, lines, may_be_undone)


def _joined(words: Iterable[str]) -> str:
    return ", ".join(words)
