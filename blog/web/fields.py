"""What the fields of several forms share."""

from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation

from blog.text.plain import storable
from blog.web.language import gettext


def storable_line(text: str | None) -> str:
    """One line, trimmed, without the characters that can't be stored."""
    return " ".join(storable(text or "").split())


def storable_text(text: str | None) -> str:
    """Several lines, without the characters that can't be stored."""
    return storable(text or "")


class TooLong:
    """Refuses more than so many characters, as people count them: code points, a line break as one.

    Nothing else is asked about such a field then, for the questions were made for what fits.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, form: Any, field: Field) -> None:
        if len(field.data or "") > self.limit:
            raise StopValidation(
                gettext(
                    "%(field)s: %(count)d characters, and at most %(limit)d fit. Nothing was cut off.",
                    field=field.label.text,
                    count=len(field.data),
                    limit=self.limit,
                )
            )


def attributes(field: Field, hint: str, required: bool) -> dict[str, str | bool]:
    """What ties an input to its hint and its error, for screen readers."""
    describing = [f"{field.id}-hint"] if hint else []
    describing += [f"{field.id}-error"] if field.errors else []
    found: dict[str, str | bool] = {"required": required}
    if describing:
        found["aria-describedby"] = " ".join(describing)
    if field.errors:
        found["aria-invalid"] = "true"
    return found
