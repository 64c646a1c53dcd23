"""The settings of the site: their names, types and defaults. How each is read from what was typed: `parsing.py`."""

from dataclasses import dataclass
from datetime import UTC, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from blog.text.markup import POLICY_VERSION, SafeHtml


class Accent(StrEnum):
    """The colours to choose from. `rejoinder.css` has a rule for each, and a test holds all of them to 4.5:1."""

    CLAY = "clay"
    MOSS = "moss"
    SEA = "sea"
    INK = "ink"
    PLUM = "plum"
    GRAPHITE = "graphite"


NO_HTML = SafeHtml("")


@dataclass(frozen=True)
class MenuEntry:
    """A link of the menu: an address on this site (`/about/`), or a whole one of another."""

    label: str
    address: str


@dataclass(frozen=True)
class Footer:
    """As it was written, and the HTML that was made of it when it was saved."""

    text: str = ""
    html: SafeHtml = NO_HTML
    policy_version: int = POLICY_VERSION


@dataclass(frozen=True, kw_only=True)
class ScreeningSettings:
    """How replies are screened; what each phase does with it: `blog.comments.phases`."""

    everything_waits: bool = False
    first_hours: int = 0  # replies to a post that is younger wait; 0: none for that
    first_replies: int = 1  # of a writer wait until so many are approved; 0: none for that
    most_links: int = 2
    lying_links: bool = True
    repeats: bool = True
    quickest: int = 3  # seconds; 0: however quick
    most_from_network: int = 10  # within an hour; 0: however many
    spam_threshold: int = 0  # percent of the learned score that send a reply to spam; 0: none do


DEFAULT_SCREENING = ScreeningSettings()


@dataclass(frozen=True)
class SiteSettings(ScreeningSettings):
    """How the site is set. Each field is a key of the table; the defaults of `title` and `language` come from
    the environment."""

    title: str
    language: str = "en"
    tagline: str = ""
    time_zone: str = "UTC"
    posts_per_page: int = 10
    comments_open: bool = True  # what a new post begins with
    replies_paused: bool = False  # on the whole site, during a flood
    pause_words: str = ""  # what readers are told then
    keep_spam_days: int = 15  # 0 keeps it for ever
    keep_trash_days: int = 30
    accent: Accent = Accent.CLAY
    header_picture: str = ""  # an address on this site
    header_picture_alt: str = ""
    menu: tuple[MenuEntry, ...] = ()
    footer: Footer = Footer()

    @property
    def zone(self) -> tzinfo:
        """The clock of the site."""
        return zone_named(self.time_zone)


def zone_named(name: str) -> tzinfo:
    """UTC is there even where the system has no table of time zones."""
    return UTC if name == "UTC" else ZoneInfo(name)
