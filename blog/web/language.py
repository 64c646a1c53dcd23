"""The site's language: translations, and dates as its people write them."""

from datetime import date, datetime
from pathlib import Path

import flask_babel
from babel.dates import format_datetime
from babel.support import NullTranslations
from flask import Flask, g, has_app_context

from blog.clock import on_clock, utcnow
from blog.web.site import site

TRANSLATIONS = Path(__file__).parent.parent / "translations"


def install(app: Flask, language: str, translations: Path = TRANSLATIONS) -> None:
    """`language` is what the site speaks until it is set."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(translations)
    flask_babel.Babel(app, default_locale=language, locale_selector=lambda: site().language)
    app.jinja_env.install_gettext_callables(_found, _found_for, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals["_"] = app.jinja_env.globals["gettext"]  # the extension finds it anew each time
    app.jinja_env.filters["day"] = day
    app.jinja_env.filters["moment"] = moment
    app.jinja_env.filters["lately"] = lately


def gettext(message: str, **values: object) -> str:
    """The message in the site's language, with its values."""
    words = _found(message)
    return words % values if values else words


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """The message for so many; `num` is among its values."""
    return _found_for(one, many, num) % {"num": num, **values}


def lazy_gettext(message: str) -> str:
    """For what is written down before there is a request, such as labels: translated when it is printed."""
    text: str = flask_babel.lazy_gettext(message)
    return text


def refresh() -> None:
    """For what lives longer than a request: the language may have been set meanwhile."""
    flask_babel.refresh()
    g.pop("translations", None)


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
    return format_datetime(on_clock(time, site().zone), pattern, locale=flask_babel.get_locale())


def _found(message: str) -> str:
    return str(_translations().ugettext(message))


def _found_for(one: str, many: str, num: int) -> str:
    return str(_translations().ungettext(one, many, num))


def _translations() -> NullTranslations:
    """Looked up once for each request: a page of the queue asks for hundreds of sentences."""
    found: NullTranslations | None = g.get("translations") if has_app_context() else None
    if found is None:
        found = flask_babel.get_translations()
        if has_app_context():
            g.translations = found
    return found
