"""The page of the canned answers."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response
from wtforms import Field, StringField, TextAreaField, ValidationError

from blog.accounts.guards import requires, signed_in_user
from blog.accounts.permissions import may_moderate_everything
from blog.clock import utcnow
from blog.database import transaction
from blog.moderation.canned import (
    canned_answers,
    change_canned_answer,
    create_canned_answer,
    delete_canned_answer,
    get_canned_answer,
)
from blog.moderation.forms import UndoForm
from blog.moderation.models import CannedAnswer
from blog.moderation.pages import notice_of_last_act
from blog.record.models import Act
from blog.text.plain import is_blank
from blog.web.fields import TooLong, storable_line, storable_text
from blog.web.forms import PersonalForm
from blog.web.language import gettext
from blog.web.language import lazy_gettext as _l

bp = Blueprint("canned", __name__, url_prefix="/moderation/answers")

LONGEST_TITLE, LONGEST_TEXT = 100, 5000


class CannedForm(PersonalForm):
    title = StringField(_l("Title"), filters=[storable_line], validators=[TooLong(LONGEST_TITLE)])
    text = TextAreaField(_l("Text"), filters=[storable_text], validators=[TooLong(LONGEST_TEXT)])

    def validate_title(self, field: Field) -> None:
        if is_blank(field.data):
            raise ValidationError(gettext("Give it a title, by which the team finds it."))

    def validate_text(self, field: Field) -> None:
        if is_blank(field.data):
            raise ValidationError(gettext("Write the answer."))


@bp.get("/")
@requires(may_moderate_everything)
def show_answers() -> ResponseReturnValue:
    return _page(CannedForm(formdata=None))


@bp.post("/")
@requires(may_moderate_everything)
def create_answer() -> ResponseReturnValue:
    form = CannedForm()
    if not form.is_valid():
        return _page(form)
    with transaction():
        act = create_canned_answer(form.title.data, form.text.data, signed_in_user().as_actor(), utcnow())
    return redirect(url_for("canned.show_answers", done=act.id), 303)


@bp.get("/<int:answer_id>")
@requires(may_moderate_everything)
def show_answer(answer_id: int) -> ResponseReturnValue:
    answer = get_canned_answer(answer_id)
    return _page(CannedForm(formdata=None, data={"title": answer.title, "text": answer.text}), answer)


@bp.post("/<int:answer_id>")
@requires(may_moderate_everything)
def update_answer(answer_id: int) -> ResponseReturnValue:
    form = CannedForm()
    is_deleting = request.form.get("action") == "delete"
    if not form.is_valid() and not is_deleting:
        return _page(form, get_canned_answer(answer_id))
    with transaction():
        answer, by = get_canned_answer(answer_id), signed_in_user().as_actor()
        act: Act | None
        if is_deleting:
            act = delete_canned_answer(answer, by, utcnow())
        else:
            act = change_canned_answer(answer, form.title.data, form.text.data, by, utcnow())
    return redirect(url_for("canned.show_answers", done=None if act is None else act.id), 303)


def _page(form: CannedForm, answer: CannedAnswer | None = None) -> Response:
    body = render_template(
        "moderation/canned.html",
        form=form,
        answer=answer,
        answers=canned_answers(),
        notice=notice_of_last_act(),
        undo_form=UndoForm(formdata=None),
        here=url_for("canned.show_answers"),
    )
    return Response(body, 422 if form.errors else 200, mimetype="text/html")
