"""The two kinds of form, which need no cookie of their own.

A form that anyone may fill in carries a stamp: public, the same for everybody for an hour, good for two days; it only
slows machines down. A form of someone signed in carries a token that is bound to their session.
"""

import secrets
import time

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import ValidationError
from wtforms.csrf.core import CSRF, CSRFTokenField

from blog.accounts.guards import current_session
from blog.accounts.models import Session
from blog.tokens import Purpose, sign, unsign
from blog.web.engine import engine
from blog.web.forgery import SAFE_METHODS, Forged

STAMP_LIFE = 48  # hours


class _SessionToken(CSRF):
    def generate_csrf_token(self, csrf_token_field: CSRFTokenField) -> str:
        return session_token()

    def validate_csrf_token(self, form: FlaskForm, field: CSRFTokenField) -> None:
        if not is_session_token(field.data):
            raise ValidationError("forged")


class _Stamp(CSRF):
    """Signed in, the token of the session stands in its place, so that nobody is made to speak as themselves."""

    def setup_form(self, form: "StampedForm") -> list[tuple[str, CSRFTokenField]]:
        self.form = form
        return super().setup_form(form)  # type: ignore[no-any-return]

    def generate_csrf_token(self, csrf_token_field: CSRFTokenField) -> str:
        if current_session():
            return session_token()
        return sign(self.form.stamp_purpose, [*self.form.stamp_binding, this_hour()], engine().settings.secret_key)

    def validate_csrf_token(self, form: "StampedForm", field: CSRFTokenField) -> None:
        if current_session():
            if not is_session_token(field.data):
                raise ValidationError("forged")
            return
        payload = unsign(form.stamp_purpose, field.data or "", engine().settings.secret_key)
        if payload is None or payload[:-1] != form.stamp_binding:
            raise ValidationError("forged")
        if not 0 <= this_hour() - int(payload[-1]) <= STAMP_LIFE:
            raise ValidationError("stale")


class _Words:
    """Every field of every form is text from a form's body: a file or a JSON value in its place is not there."""

    def wrap_formdata(self, form: FlaskForm, formdata: object) -> object:
        if formdata is None or isinstance(formdata, MultiDict):
            return formdata
        return None if request.method in SAFE_METHODS else request.form


class StampedForm(FlaskForm):
    """A form that anyone may fill in. `stamp_binding` is what the stamp holds beside its hour, such as a post's id."""

    stamp_purpose: Purpose

    class Meta(_Words):
        csrf = True
        csrf_field_name = "stamp"
        csrf_class = _Stamp

    def __init__(self, *stamp_binding: int | str) -> None:
        self.stamp_binding = list(stamp_binding)
        super().__init__()

    def check_stamp(self) -> None:
        """After validation: raise Forged for a stamp that is missing, altered, or not of this form."""
        if "forged" in self["stamp"].errors:
            raise Forged

    @property
    def is_stale(self) -> bool:
        """After validation: whether the page was open for too long. The next stamp is fresh."""
        return "stale" in self["stamp"].errors


class PersonalForm(FlaskForm):
    """A form of someone signed in."""

    class Meta(_Words):
        csrf = True
        csrf_field_name = "token"
        csrf_class = _SessionToken

    def is_valid(self) -> bool:
        """Whether every field is. Raises Forged for a token that is not this session's."""
        is_valid = bool(self.validate())
        if self["token"].errors:
            raise Forged
        return is_valid


def session_token() -> str:
    """The token of this session's forms. Its random part keeps compression from leaking it letter by letter."""
    session = current_session()
    if session is None:
        return ""
    return sign(Purpose.SESSION_FORM, [_own_mark(session), secrets.token_urlsafe(6)], engine().settings.secret_key)


def is_session_token(token: str | None) -> bool:
    session = current_session()
    payload = unsign(Purpose.SESSION_FORM, token or "", engine().settings.secret_key)
    return session is not None and payload is not None and payload[:1] == [_own_mark(session)]


def _own_mark(session: Session) -> str:
    """Part of the session's random hash. Its id would not do: a database may give the id of an ended one again."""
    return session.token_hash[:16]


def this_hour() -> int:
    """Hours since 1970, the resolution of stamps."""
    return int(time.time() // 3600)
