"""The site's language: translations, and dates as its people write them."""

from datetime import datetime
from pathlib import Path

from flask import Flask
from flask_babel import Babel, format_datetime

TRANSLATIONS = Path(__file__).parent.parent / "translations"


def install(app: Flask, language: str, translations: Path = TRANSLATIONS) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(translations)
    Babel(app, default_locale=language, locale_selector=lambda: language)
    app.jinja_env.filters["day"] = day
    app.jinja_env.filters["moment"] = moment


def day(time: datetime) -> str:
    """6 May 2014"""
    return format_datetime(time, "d MMMM yyyy")


def moment(time: datetime) -> str:
    """6 May 2014, 09:30"""
    return format_datetime(time, "d MMMM yyyy, HH:mm")
