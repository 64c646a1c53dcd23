"""The form of all settings, and the rows of the menu in it."""

from dataclasses import replace
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import StopValidation, ValidationError

from blog.errors import Refused
from blog.settings.keys import Accent, SiteSettings
from blog.settings.menu_rows import MenuRows, Problem
from blog.settings.parsing import KINDS, time_zones
from blog.settings.wording import ACCENTS
from blog.text.plain import storable
from blog.web.error_pages import sentence
from blog.web.fields import storable_line, storable_text
from blog.web.forms import PersonalForm
from blog.web.language import gettext, languages
from blog.web.language import lazy_gettext as _l
from blog.web.numbers import parse_number

SWITCHES = ("everything_waits", "lying_links", "repeats")
NOT_PLAIN = (*SWITCHES, "menu", "footer", "comments_open", "replies_paused", "pause_words")  # the last two: pausing.py

ON_OFF = [SelectChoice("on", _l("On")), SelectChoice("off", _l("Off"))]
COMMENTS = [SelectChoice("open", _l("Open")), SelectChoice("closed", _l("Closed"))]


def taken(form: "SettingsForm", field: Field) -> None:
    """A validator: reads the field as its setting, and keeps the value."""
    try:
        form.values[field.name] = KINDS[field.name].parse(field.data or "")
    except Refused as refusal:
        raise StopValidation(sentence(refusal)) from None


def line(label: str) -> StringField:
    return StringField(label, filters=[storable_line], validators=[taken])


def switch(label: str) -> RadioField:
    return RadioField(label, choices=ON_OFF, validate_choice=False, validators=[taken])


class SettingsForm(PersonalForm):
    """All settings. `seen` is the id of the newest change when they were loaded into it."""

    title = line(_l("Title"))
    tagline = line(_l("Tagline"))
    language = SelectField(_l("Language"), validate_choice=False, validators=[taken])
    time_zone = SelectField(_l("Time zone"), validate_choice=False, validators=[taken])
    posts_per_page = line(_l("Posts on a page"))
    comments_open = RadioField(_l("Replies to new posts"), choices=COMMENTS, validate_choice=False, validators=[taken])
    keep_spam_days = line(_l("Days that spam is kept"))
    keep_trash_days = line(_l("Days that the trash is kept"))
    everything_waits = switch(_l("Every reply waits"))
    first_hours = line(_l("Hours in which replies to a new post wait"))
    first_replies = line(_l("First replies of a writer that wait"))
    most_links = line(_l("Links that a reply may hold"))
    lying_links = switch(_l("Links that say another host wait"))
    repeats = switch(_l("Repeated words wait"))
    quickest = line(_l("Seconds that writing takes at least"))
    most_from_network = line(_l("Replies from one network in an hour"))
    accent = RadioField(_l("Accent colour"), validate_choice=False, validators=[taken])
    header_picture = line(_l("Picture above the newest posts"))
    header_picture_alt = line(_l("What the picture shows"))
    footer = TextAreaField(_l("Footer"), filters=[storable_text], validators=[taken])
    seen = HiddenField(default="0")

    def __init__(self, settings: SiteSettings, sent: MultiDict[str, str] | None = None, seen: int = 0) -> None:
        """With what is set, or with what was `sent`."""
        self.values: dict[str, Any] = {}
        super().__init__(formdata=sent, data={**_written(settings), "seen": str(seen)})
        self.language.choices = [SelectChoice(code, name) for code, name in _with(languages(), settings.language)]
        self.time_zone.choices = list(dict.fromkeys([*time_zones(), settings.time_zone]))
        self.accent.choices = [SelectChoice(accent.value, gettext(ACCENTS[accent])) for accent in Accent]
        self.menu = MenuRows.of_form(sent) if sent else MenuRows.of_menu(settings.menu)

    def validate_language(self, field: Field) -> None:
        if field.data not in [choice.value for choice in self.language.choices]:
            raise ValidationError(gettext("Choose one of the languages."))

    def is_valid(self) -> bool:
        is_valid = super().is_valid()
        menu = self.menu.parse()
        if menu is not None:
            self.values["menu"] = menu
        return is_valid and menu is not None

    def settings(self, before: SiteSettings) -> SiteSettings:
        """Of a valid form: how the site is to be set."""
        return replace(before, **self.values)

    @property
    def seen_number(self) -> int:
        return parse_number(self.seen.data or "") or 0

    @property
    def problems(self) -> list[Problem]:
        """Why it is refused, in the order of the page."""
        fields = [Problem(field.id, message) for field in self if field.name in KINDS for message in field.errors]
        return fields + self.menu.problems


class UndoForm(PersonalForm):
    """One button."""


def _written(settings: SiteSettings) -> dict[str, str]:
    """The values as their fields show them."""
    plain = {key: str(getattr(settings, key)) for key in KINDS if key not in NOT_PLAIN}
    return {
        **plain,
        **{key: "on" if getattr(settings, key) else "off" for key in SWITCHES},
        "comments_open": "open" if settings.comments_open else "closed",
        "footer": storable(settings.footer.text),
    }


def _with(offered: dict[str, str], present: str) -> list[tuple[str, str]]:
    """Also the one that is set, should its words be gone."""
    return list({present: present, **offered}.items())
