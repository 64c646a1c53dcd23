"""What was typed, and what is stored, as the values of the settings. One function reads each type, and raises Refused
with an answer that a person can act on; what is stored is read again by the same rules."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache, partial
from types import MappingProxyType
from typing import Any
from zoneinfo import available_timezones

from babel import localedata

from blog.errors import N_, Refused
from blog.settings.keys import Accent, Footer, MenuEntry
from blog.text.markup import POLICY_VERSION, SafeHtml
from blog.text.plain import is_blank, storable
from blog.text.render import render_post
from blog.text.schemes import image_address, link_address

LONGEST_TITLE, LONGEST_TAGLINE, LONGEST_LABEL, LONGEST_ADDRESS = 100, 200, 60, 500  # characters
LONGEST_ALT, LONGEST_FOOTER, LONGEST_PAUSE = 300, 5_000, 300
MOST_ENTRIES = 20
MOST_POSTS = 50
MOST_DAYS = 3650
MOST_LINKS = 100  # lets any number through

_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2})?")
_PLACES = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def parse_line(text: str, longest: int) -> str:
    line = " ".join(storable(text).split())
    if len(line) > longest:
        raise _too_long(line, longest)
    return line


def parse_title(text: str) -> str:
    title = parse_line(text, LONGEST_TITLE)
    if is_blank(title):
        raise Refused(N_("A site needs a title."))
    return title


def parse_language(text: str) -> str:
    """A language whose dates can be written. The page offers those of them that there are words in."""
    if not _LANGUAGE.fullmatch(text) or not localedata.exists(text):
        raise Refused(N_("Choose one of the languages."))
    return text


def parse_time_zone(text: str) -> str:
    if text not in time_zones():
        raise Refused(N_("Choose one of the time zones, such as Europe/Berlin."))
    return text


@cache
def time_zones() -> tuple[str, ...]:
    """The names that people choose from: UTC, and every place that this machine knows the clock of."""
    places = (name for name in available_timezones() if name.partition("/")[0] in _PLACES and "/" in name)
    return ("UTC", *sorted(places))


def parse_posts_per_page(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) < 4
    if not is_number or not 1 <= int(text) <= MOST_POSTS:
        raise Refused(N_("Write a whole number from 1 to %(most)d."), most=MOST_POSTS)
    return int(text)


def parse_switch(text: str) -> bool:
    if text not in ("on", "off"):
        raise Refused(N_("Choose on or off."))
    return text == "on"


def parse_paused(text: str) -> bool:
    if text not in ("paused", "running"):
        raise Refused(N_("Replies are paused, or they are not."))
    return text == "paused"


def parse_days(text: str) -> int:
    """How long something is kept; 0 means for ever."""
    is_number = text.isascii() and text.isdigit() and len(text) < 5
    if not is_number or int(text) > MOST_DAYS:
        raise Refused(N_("Write a whole number of days, at most %(most)d; 0 keeps them for ever."), most=MOST_DAYS)
    return int(text)


def parse_count(text: str, most: int) -> int:
    """A whole number from 0."""
    is_number = text.isascii() and text.isdigit() and len(text) < 6
    if not is_number or int(text) > most:
        raise Refused(N_("Write a whole number from 0 to %(most)d."), most=most)
    return int(text)


def parse_comments_open(text: str) -> bool:
    if text not in ("open", "closed"):
        raise Refused(N_("Replies are open or closed."))
    return text == "open"


def parse_accent(text: str) -> Accent:
    if text not in list(Accent):
        raise Refused(N_("Choose one of the colours."))
    return Accent(text)


def parse_picture(text: str) -> str:
    """The address of a picture on this site, or nothing: one from elsewhere would tell another site who reads here."""
    text = parse_line(text, LONGEST_ADDRESS)
    if text and (image_address(text) != text or " " in text):
        raise Refused(N_("Write the address of a picture on this site; it begins with one slash."))
    return text


def parse_menu(rows: Iterable[tuple[str, str]]) -> tuple[MenuEntry, ...]:
    """Labels and addresses, in their order. Rows with neither are left out."""
    entries = tuple(parse_entry(label, address) for label, address in rows if label.strip() or address.strip())
    if len(entries) > MOST_ENTRIES:
        raise Refused(N_("A menu takes at most %(most)d links."), most=MOST_ENTRIES)
    return entries


def parse_entry(label: str, address: str) -> MenuEntry:
    """One row. A refusal names its field: `label` or `address`."""
    return MenuEntry(_about("label", parse_label, label), _about("address", parse_address, address))


def parse_label(text: str) -> str:
    label = parse_line(text, LONGEST_LABEL)
    if is_blank(label):
        raise Refused(N_("Give this link a name."))
    return label


def parse_address(text: str) -> str:
    """An address within this site, or a whole one of the web."""
    address = parse_line(text, LONGEST_ADDRESS)
    is_possible = link_address(address) == address and " " not in address
    if not is_possible or not address.lower().startswith(("/", "http://", "https://")):
        raise Refused(N_("Write an address: /about/ for a page of this site, or a whole one with https://."))
    return address


def parse_footer(text: str) -> Footer:
    text = storable(text).strip()
    if len(text) > LONGEST_FOOTER:
        raise _too_long(text, LONGEST_FOOTER)
    rendered = render_post(text)
    return Footer(text, rendered.html, rendered.policy_version)


@dataclass(frozen=True)
class Kind:
    """How a value is read from what was typed (`parse`), written into the table, and read from there."""

    parse: Callable[[Any], Any]
    to_stored: Callable[[Any], Any] = lambda value: value
    from_stored: Callable[[Any], Any] | None = None

    def read(self, stored: Any) -> Any:
        """Raises Refused, or what comes of a wrong type, when the value can't be what this release expects."""
        return (self.from_stored or self.parse)(stored)


def _number(most: int) -> Kind:
    return Kind(partial(parse_count, most=most), from_stored=lambda value: parse_count(str(value), most))


def _stored_number(value: Any) -> int:
    return parse_posts_per_page(str(value))


def _stored_days(value: Any) -> int:
    return parse_days(str(value))


def _stored_menu(value: Any) -> tuple[MenuEntry, ...]:
    return parse_menu((row["label"], row["address"]) for row in value)


def _stored_footer(value: Any) -> Footer:
    """Made again where an older sanitizer made it."""
    if value["policy_version"] != POLICY_VERSION:
        return parse_footer(value["text"])
    return Footer(value["text"], SafeHtml(value["html"]), POLICY_VERSION)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "title": Kind(parse_title),
        "language": Kind(parse_language),
        "tagline": Kind(partial(parse_line, longest=LONGEST_TAGLINE)),
        "time_zone": Kind(parse_time_zone),
        "posts_per_page": Kind(parse_posts_per_page, from_stored=_stored_number),
        "comments_open": Kind(parse_comments_open, from_stored=bool),
        "replies_paused": Kind(parse_paused, from_stored=bool),
        "pause_words": Kind(partial(parse_line, longest=LONGEST_PAUSE)),
        "keep_spam_days": Kind(parse_days, from_stored=_stored_days),
        "keep_trash_days": Kind(parse_days, from_stored=_stored_days),
        "accent": Kind(parse_accent, to_stored=str),
        "header_picture": Kind(parse_picture),
        "header_picture_alt": Kind(partial(parse_line, longest=LONGEST_ALT)),
        "menu": Kind(parse_menu, to_stored=lambda menu: [asdict(entry) for entry in menu], from_stored=_stored_menu),
        "footer": Kind(parse_footer, to_stored=asdict, from_stored=_stored_footer),
        "everything_waits": Kind(parse_switch, from_stored=bool),
        "first_hours": _number(10_000),
        "first_replies": _number(100),
        "most_links": _number(MOST_LINKS),
        "lying_links": Kind(parse_switch, from_stored=bool),
        "repeats": Kind(parse_switch, from_stored=bool),
        "quickest": _number(600),
        "most_from_network": _number(10_000),
        "spam_threshold": _number(99),
    }
)


def _about(field: str, parse: Callable[[str], str], text: str) -> str:
    try:
        return parse(text)
    except Refused as refusal:
        raise Refused(refusal.message, field=field, **refusal.values) from None


def _too_long(text: str, longest: int) -> Refused:
    return Refused(
        N_("These are %(count)d characters, and at most %(limit)d fit. Nothing was cut off."),
        count=len(text),
        limit=longest,
    )
