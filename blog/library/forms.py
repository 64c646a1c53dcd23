"""The forms of the library."""

from typing import Any

from wtforms import BooleanField, Field, IntegerField, StringField, TextAreaField, ValidationError

from blog.media.describing import Description
from blog.media.models import MediaFile
from blog.text.plain import is_blank
from blog.web.fields import TooLong, storable_line
from blog.web.forms import PersonalForm
from blog.web.language import gettext
from blog.web.language import lazy_gettext as _l

LONGEST_ALT, LONGEST_CAPTION, LONGEST_CREDIT = 500, 1000, 200  # characters


class UploadForm(PersonalForm):
    """Files are read from the request itself, under the name `files`; `alt` is for one file."""

    alt = StringField(_l("Alternative text"), filters=[storable_line], validators=[TooLong(LONGEST_ALT)])


class DescriptionForm(PersonalForm):
    """What people say about a picture. The focal point is in hundredths, from the left top."""

    alt = TextAreaField(_l("Alternative text"), filters=[storable_line], validators=[TooLong(LONGEST_ALT)])
    is_decorative = BooleanField(_l("Decorative: it says nothing that the text does not"))
    caption = TextAreaField(_l("Caption"), filters=[storable_line], validators=[TooLong(LONGEST_CAPTION)])
    credit = StringField(_l("Credit"), filters=[storable_line], validators=[TooLong(LONGEST_CREDIT)])
    focus_x = IntegerField(_l("From the left, in percent"))
    focus_y = IntegerField(_l("From the top, in percent"))

    def validate_focus_x(self, field: Field) -> None:
        _check_percent(field)

    def validate_focus_y(self, field: Field) -> None:
        _check_percent(field)

    def description(self) -> Description:
        return Description(
            alt="" if is_blank(self.alt.data) else self.alt.data,
            is_decorative=self.is_decorative.data,
            caption=self.caption.data,
            credit=self.credit.data,
            focus_x=self.focus_x.data / 100,
            focus_y=self.focus_y.data / 100,
        )


class DeletionForm(PersonalForm):
    """Only its token."""


def values_of(media: MediaFile) -> dict[str, Any]:
    """What the form shows of a picture."""
    return {
        "alt": media.alt,
        "is_decorative": media.is_decorative,
        "caption": media.caption,
        "credit": media.credit,
        "focus_x": round(media.focus_x * 100),
        "focus_y": round(media.focus_y * 100),
    }


def _check_percent(field: Field) -> None:
    if field.data is None or not 0 <= field.data <= 100:
        field.errors = []  # in place of what the library says of a word that is no number
        raise ValidationError(gettext("Write a whole number from 0 to 100."))
