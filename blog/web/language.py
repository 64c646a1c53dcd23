"""The site's language: translations, and dates as its people write them."""

from datetime import date, datetime
from pathlib import Path

import flask_babel
from flask import Flask

from blog.clock import on_clock, utcnow
from blog.web.site import site

TRANSLATIONS = Path(__file__).parent.parent / "translations"


def install(app: Flask, language: str, translations: Path = TRANSLATIONS) -> None:
    """`language` is what the site speaks until it is set."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(translations)
    flask_babel.Babel(app, default_locale=language, locale_selector=lambda: site().language)
    app.jinja_env.filters["day"] = day
    app.jinja_env.filters["moment"] = moment
    app.jinja_env.filters["lately"] = lately


def gettext(message: str, **values: object) -> str:
    """The message in the site's language, with its values."""
    return str(flask_babel.gettext(message, **values))


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """The message for so many; `num` is among its values."""
    return str(flask_babel.ngettext(one, many, num, **values))


def lazy_gettext(message: str) -> str:
    """For what is written down before there is a request, such as labels: translated when it is printed."""
    text: str = flask_babel.lazy_gettext(message)
    return text


def language_tag() -> str:
    """The site's language as HTML and feeds write it: pt-BR."""
    return str(flask_babel.get_locale()).replace("_", "-")


def languages() -> dict[str, str]:
    """The languages that the pages can speak, by their codes, each as its own people call it."""
    speaking = flask_babel.get_babel().instance.list_translations()
    codes = {"en": "English", **{str(locale): locale.get_display_name(locale) for locale in speaking}}
    return dict(sorted(codes.items()))


def day(time: datetime) -> str:
    """6 May 2014, on the site's calendar."""
    return _written(time, "d MMMM yyyy")


def month_name(year: int, month: int) -> str:
    """May 2014."""
    return str(flask_babel.format_date(date(year, month, 1), "LLLL yyyy"))


def moment(time: datetime) -> str:
    """6 May 2014, 09:30, by the site's clock."""
    return _written(time, "d MMMM yyyy, HH:mm")


def lately(time: datetime) -> str:
    """09:30 if that was today, else 6 May 2014, 09:30. For pages that no cache keeps."""
    zone = site().zone
    is_today = on_clock(time, zone).date() == on_clock(utcnow(), zone).date()
    return _written(time, "HH:mm") if is_today else moment(time)


def _written(time: datetime, pattern: str) -> str:
    return str(flask_babel.format_datetime(on_clock(time, site().zone), pattern, rebase=False))
