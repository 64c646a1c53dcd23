"""Editing a reply, answering it, and leaving notes on it: the pages behind the card."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response
from wtforms import Field, HiddenField, StringField, TextAreaField, URLField, ValidationError

from blog.accounts.guards import requires, signed_in_user
from blog.accounts.permissions import may_moderate_somewhere
from blog.clock import utcnow
from blog.comments.editing import Wording, edit_comment, wording_of
from blog.comments.forms import LONGEST_COMMENT, LONGEST_NAME, LONGEST_URL, web_address
from blog.comments.models import Comment
from blog.database import transaction
from blog.errors import BlogError, Conflict, NotAllowed, Refused
from blog.moderation.answering import answer_comment
from blog.moderation.canned import canned_answers, filled_in, get_canned_answer
from blog.moderation.forms import NoteForm
from blog.moderation.notes import add_note, get_note, remove_note
from blog.moderation.pages import back_to, comment_page
from blog.moderation.queue import get_comment
from blog.record.models import Act
from blog.text.difference import Run, difference, folded, is_changed
from blog.text.markup import Rendered
from blog.text.plain import is_blank
from blog.text.render import render_comment
from blog.web.engine import engine
from blog.web.error_pages import sentence
from blog.web.fields import TooLong, storable_line, storable_text
from blog.web.forms import PersonalForm
from blog.web.language import gettext
from blog.web.language import lazy_gettext as _l
from blog.web.numbers import parse_number
from blog.web.site import site

bp = Blueprint("rewording", __name__, url_prefix="/moderation/comments/<int:comment_id>")


class EditForm(PersonalForm):
    """The words of a reply. `version` is the one that was loaded into it."""

    author = StringField(_l("Name"), filters=[storable_line], validators=[TooLong(LONGEST_NAME)])
    url = URLField(_l("Website"), filters=[storable_line], validators=[TooLong(LONGEST_URL)])
    comment = TextAreaField(_l("Reply"), filters=[storable_text], validators=[TooLong(LONGEST_COMMENT)])
    version = HiddenField()
    back = HiddenField()

    def validate_author(self, field: Field) -> None:
        if is_blank(field.data):
            raise ValidationError(gettext("A reply needs a name."))

    def validate_comment(self, field: Field) -> None:
        if is_blank(field.data):
            raise ValidationError(gettext("A reply needs words. To take it away, use the trash."))

    def validate_url(self, field: Field) -> None:
        if field.data:
            field.data = web_address(field.data)

    def wording(self) -> Wording:
        return Wording(self.author.data, self.url.data, self.comment.data)


class AnswerForm(PersonalForm):
    """An answer. `version` is that of the reply that was read."""

    comment = TextAreaField(_l("Your answer"), filters=[storable_text], validators=[TooLong(LONGEST_COMMENT)])
    version = HiddenField()
    back = HiddenField()

    def validate_comment(self, field: Field) -> None:
        if is_blank(field.data):
            raise ValidationError(gettext("Please write your answer."))


@dataclass(frozen=True)
class Preview:
    """What readers would see, and how the text differs from the present one."""

    rendered: Rendered
    runs: list[Run]
    has_other_text: bool


@bp.get("/edit")
@requires(may_moderate_somewhere)
def show_edit(comment_id: int) -> ResponseReturnValue:
    comment = _get(comment_id)
    present = wording_of(comment)
    values = {"author": present.name, "url": present.url, "comment": present.text, "version": str(comment.version)}
    return _edit_page(comment, EditForm(data={**values, "back": request.args.get("back", "")}))


@bp.post("/edit")
@requires(may_moderate_somewhere)
def update_comment(comment_id: int) -> ResponseReturnValue:
    form = EditForm()
    comment = _get(comment_id)
    if not form.is_valid():
        return _edit_page(comment, form, Refused())
    rendered = render_comment(form.comment.data)
    if request.form.get("action") == "preview":
        return _edit_page(comment, form, preview=_preview(comment, form, rendered))
    try:
        with transaction():
            comment, by = _get(comment_id), signed_in_user().as_actor()
            act = edit_comment(comment, form.wording(), rendered, by, utcnow(), _seen(form))
    except (Conflict, Refused) as problem:
        return _edit_page(_get(comment_id), form, problem, _preview(_get(comment_id), form, rendered))
    return redirect(url_for("moderation.show_comment", comment_id=comment_id, done=act.id), 303)


@bp.get("/answer")
@requires(may_moderate_somewhere)
def show_answer(comment_id: int) -> ResponseReturnValue:
    comment = _get(comment_id)
    values = {"version": str(comment.version), "back": request.args.get("back", "")}
    return _answer_page(comment, AnswerForm(data=values))


@bp.post("/answer")
@requires(may_moderate_somewhere)
def create_answer(comment_id: int) -> ResponseReturnValue:
    form = AnswerForm()
    comment, is_valid = _get(comment_id), form.is_valid()
    if canned_id := parse_number(request.form.get("canned", "")):
        return _answer_page(comment, _with_canned(form, comment, canned_id))
    if not is_valid:
        return _answer_page(comment, form, Refused())
    rendered = render_comment(form.comment.data)
    try:
        with transaction():
            user, phases = signed_in_user(), engine().phases
            act = answer_comment(
                _get(comment_id), form.comment.data, rendered, user, utcnow(), _seen(form), phases, site()
            )
    except (Conflict, Refused, NotAllowed) as problem:
        return _answer_page(_get(comment_id), form, problem)
    return redirect(back_to(form.back.data, act.id), 303)


@bp.post("/notes")
@requires(may_moderate_somewhere)
def create_note(comment_id: int) -> ResponseReturnValue:
    form = NoteForm()
    form.is_valid()
    try:
        with transaction():
            by = signed_in_user().as_actor()
            act = add_note(_get(comment_id), form.text.data.strip(), form.about_writer.data, by, utcnow())
    except (Conflict, Refused) as problem:
        return comment_page(_get(comment_id), problem)
    return _back_to_notes(form, comment_id, act)


@bp.post("/notes/<int:note_id>/remove")
@requires(may_moderate_somewhere)
def delete_note(comment_id: int, note_id: int) -> ResponseReturnValue:
    form = NoteForm()
    form.is_valid()
    with transaction():
        note = get_note(note_id, _get(comment_id), signed_in_user())
        act = remove_note(note, signed_in_user().as_actor(), utcnow())
    return _back_to_notes(form, comment_id, act)


def _back_to_notes(form: NoteForm, comment_id: int, act: Act) -> ResponseReturnValue:
    if form.back.data:
        return redirect(back_to(form.back.data, act.id), 303)
    return redirect(url_for("moderation.show_comment", comment_id=comment_id, done=act.id, _anchor="notes"), 303)


def _with_canned(form: AnswerForm, comment: Comment, canned_id: int) -> AnswerForm:
    """The form as it was typed, and the canned answer after it."""
    text = "\n\n".join(
        part for part in (form.comment.data.strip(), filled_in(get_canned_answer(canned_id), comment)) if part
    )
    return AnswerForm(formdata=None, data={**form.data, "comment": text})


def _get(comment_id: int) -> Comment:
    return get_comment(comment_id, signed_in_user())


def _seen(form: EditForm | AnswerForm) -> int:
    """The version that was looked at; 0, which is none, for what is no number."""
    return parse_number(form.version.data or "") or 0


def _preview(comment: Comment, form: EditForm, rendered: Rendered) -> Preview:
    blocks = difference(comment.text, form.comment.data)
    return Preview(rendered, folded(blocks), is_changed(blocks))


def _edit_page(
    comment: Comment, form: EditForm, problem: BlogError | None = None, preview: Preview | None = None
) -> Response:
    body = render_template(
        "moderation/edit.html", comment=comment, form=form, preview=preview, problem=_sentence(form, problem)
    )
    return Response(body, problem.status if problem else 200, mimetype="text/html")


def _answer_page(comment: Comment, form: AnswerForm, problem: BlogError | None = None) -> Response:
    body = render_template(
        "moderation/answer.html",
        comment=comment,
        form=form,
        canned=canned_answers(),
        problem=_sentence(form, problem),
    )
    return Response(body, problem.status if problem else 200, mimetype="text/html")


def _sentence(form: PersonalForm, problem: BlogError | None) -> str | None:
    """Fields say themselves what is wrong with them."""
    if problem is None or form.errors:
        return None
    return sentence(problem)
