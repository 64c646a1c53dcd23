"""The panel of filters, in words: what narrows the queue, and what else could."""

from collections.abc import Mapping
from dataclasses import dataclass

from babel import Locale
from flask import url_for
from flask_babel import get_locale

from blog.comments.lifecycle import ScoreBand
from blog.comments.screening import FindingCode
from blog.comments.wording import finding_chip
from blog.errors import N_
from blog.moderation.filters import IN_ADDRESS, LABELS, NONE, Age, Filters
from blog.text.language import LANGUAGES
from blog.web.language import gettext, ngettext

SCORES = {
    ScoreBand.HIGH.value: N_("high: looks like spam"),
    ScoreBand.MIDDLE.value: N_("middle"),
    ScoreBand.LOW.value: N_("low"),
    NONE: N_("none yet"),
}
AGES = ("1h", "24h", "7d", "30d", "older-24h", "older-7d", "older-30d")


@dataclass(frozen=True)
class Chip:
    """One filter that is set, and the address of the queue without it."""

    label: str
    value: str
    without: str


@dataclass(frozen=True)
class Choice:
    """A field of the panel, with what can be chosen: values and their words."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str


def chips(filters: Filters, title: str) -> list[Chip]:
    """`title` is that of the post that is asked for, where it may be told."""
    return [
        Chip(gettext(LABELS[name]), _value(filters, name, title), address_of(filters.without(name)))
        for name in filters.narrowing
    ]


def choices(filters: Filters) -> list[Choice]:
    options = {
        "finding": [(code.value, finding_chip(code)) for code in FindingCode if code != FindingCode.SCORED],
        "score": [(value, gettext(words)) for value, words in SCORES.items()],
        "age": [(value, _age_in_words(value)) for value in _with(AGES, str(filters.age or ""))],
        "language": [*sorted(_language_options(), key=lambda option: option[1]), (NONE, language_name(NONE))],
    }
    return [
        Choice(name, gettext(LABELS[name]), tuple(found), str(getattr(filters, name) or ""))
        for name, found in options.items()
    ]


def address_of(filters: Filters, **more: str) -> str:
    """The queue under these filters."""
    return url_for("moderation.show_queue", **{**filters.arguments(), **more})  # type: ignore[arg-type]


def kept_in_form(filters: Filters, *asked: str) -> Mapping[str, str]:
    """The filters that a form does not ask for, to be sent along."""
    names = {IN_ADDRESS.get(name, name) for name in asked}
    return {name: value for name, value in filters.arguments().items() if name not in names}


def language_name(code: str) -> str:
    """In the site's language."""
    if code == NONE:
        return gettext("not known")
    locale = get_locale() or Locale("en")
    return str(locale.languages.get(code, code))


def _value(filters: Filters, name: str, title: str) -> str:
    value = str(getattr(filters, name))
    match name:
        case "text":
            return gettext("“%(words)s”", words=value)
        case "finding":
            return finding_chip(value)
        case "score":
            return gettext(SCORES[value])
        case "age":
            return _age_in_words(value)
        case "language":
            return language_name(value)
        case "post":
            return title or gettext("one post")
        case "author":
            return gettext("one writer")
    return value


def _age_in_words(text: str) -> str:
    age = Age.parse(text)
    if age is None:
        return text
    hours = round(age.length.total_seconds() / 3600)
    if hours % 24 or hours < 48:
        length = ngettext("%(num)d hour", "%(num)d hours", hours)
    else:
        length = ngettext("%(num)d day", "%(num)d days", hours // 24)
    return (
        gettext("more than %(length)s ago", length=length)
        if age.is_older
        else gettext("within %(length)s", length=length)
    )


def _with(values: tuple[str, ...], chosen: str) -> list[str]:
    """What stands in the address can be chosen again, were it none of the usual ones."""
    return [*values, *([chosen] if chosen and chosen not in values else [])]


def _language_options() -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code in LANGUAGES]
