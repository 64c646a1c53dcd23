"""The page of the reasons for declining."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response
from wtforms import StringField, TextAreaField

from blog.accounts.guards import requires, signed_in_user
from blog.accounts.permissions import may_moderate_everything
from blog.clock import utcnow
from blog.database import db, transaction
from blog.errors import BlogError, Refused
from blog.moderation.decline_reasons import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    add_reason,
    change_reason,
    decline_reasons,
    get_decline_reason,
    remove_reason,
)
from blog.moderation.forms import UndoForm
from blog.moderation.models import DeclineReason
from blog.moderation.record_page import just_done
from blog.record.models import Act
from blog.web.error_pages import sentence
from blog.web.fields import TooLong, storable_line
from blog.web.forms import PersonalForm
from blog.web.language import lazy_gettext as _l

bp = Blueprint("reasons", __name__, url_prefix="/moderation/reasons")


class ReasonForm(PersonalForm):
    """`action` is the name of the buttons: `save` or `remove`."""

    title = StringField(_l("Title"), filters=[storable_line], validators=[TooLong(LONGEST_TITLE)])
    text = TextAreaField(_l("What the writer reads"), filters=[storable_line], validators=[TooLong(LONGEST_TEXT)])
    position = StringField(_l("Place in the list"), filters=[storable_line])
    action = StringField()

    @property
    def place(self) -> int:
        text = self.position.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


@bp.get("/")
@requires(may_moderate_everything)
def show_reasons() -> Response:
    return _page()


@bp.post("/")
@requires(may_moderate_everything)
def create_reason() -> ResponseReturnValue:
    form = ReasonForm()
    try:
        _require_fields(form)
        with transaction():
            act = add_reason(form.title.data, form.text.data, form.place, signed_in_user().as_actor(), utcnow())
            db.session.flush()
    except Refused as refusal:
        return _page(refusal, form)
    return _back(act)


@bp.post("/<int:reason_id>")
@requires(may_moderate_everything)
def update_reason(reason_id: int) -> ResponseReturnValue:
    form = ReasonForm()
    try:
        _require_fields(form)
        with transaction():
            reason, by, at = get_decline_reason(reason_id), signed_in_user().as_actor(), utcnow()
            if form.action.data == "remove":
                act: Act | None = remove_reason(reason, by, at)
            else:
                act = change_reason(reason, form.title.data, form.text.data, form.place, by, at)
            db.session.flush()
    except Refused as refusal:
        return _page(refusal, form, reason_id)
    return _back(act)


def _require_fields(form: ReasonForm) -> None:
    if not form.is_valid():
        raise Refused(next(iter(form.errors.values()))[0])


def _back(act: Act | None) -> ResponseReturnValue:
    return redirect(url_for("reasons.show_reasons", done=act.id if act else None), 303)


def _page(refusal: BlogError | None = None, typed: ReasonForm | None = None, typed_id: int = 0) -> Response:
    """All reasons, each in a form of its own, and an empty one. What was typed and refused stays."""
    reasons = decline_reasons()
    body = render_template(
        "moderation/reasons.html",
        forms=[(reason.id, typed if typed and reason.id == typed_id else _form(reason)) for reason in reasons],
        new=typed if typed and not typed_id else ReasonForm(formdata=None, data={"position": str(len(reasons) + 1)}),
        done=None if refusal else just_done(signed_in_user()),
        undo_form=UndoForm(formdata=None),
        here=url_for("reasons.show_reasons"),
        problem=sentence(refusal) if refusal else None,
    )
    return Response(body, refusal.status if refusal else 200, mimetype="text/html")


def _form(reason: DeclineReason) -> ReasonForm:
    values = {"title": reason.title, "text": reason.text, "position": str(reason.position)}
    return ReasonForm(formdata=None, data=values)
