"""The desk's list of tags, categories and series, and one of them to rename, merge, describe or delete."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response
from wtforms import StringField, TextAreaField

from blog.accounts.guards import requires, signed_in_user
from blog.accounts.permissions import may_edit_every_post
from blog.clock import utcnow
from blog.database import db, transaction
from blog.errors import N_, BlogError, Conflict, NotFound, Refused
from blog.posts.lifecycle import TermKind
from blog.posts.models import Term
from blog.posts.term_changes import delete_term, describe_term, merge_term, rename_term
from blog.posts.terms import LONGEST_TERM, find_term, get_term, has_posts, page_of_terms
from blog.posts.wording import TERMS, term_notice
from blog.record.acts import Actor, Verb
from blog.record.models import Act
from blog.record.queries import find_own_act
from blog.record.undoing import undo_act
from blog.text.slugs import distinct_slug
from blog.web.engine import engine
from blog.web.error_pages import sentence
from blog.web.fields import TooLong, storable_line
from blog.web.forms import PersonalForm
from blog.web.language import lazy_gettext as _l
from blog.web.numbers import parse_number

bp = Blueprint("terms", __name__, url_prefix="/desk/terms")

LONGEST_DESCRIPTION = 500
TERM_RULE = "/<any(tag, category, series):kind>/<int:term_id>"
UNDOABLE = (Verb.TERM_RENAMED, Verb.TERM_MERGED)


class TermForm(PersonalForm):
    """`action` is the name of the buttons, `into` the name of the one to merge it with."""

    name = StringField(_l("Name"), filters=[storable_line], validators=[TooLong(LONGEST_TERM)])
    description = TextAreaField(_l("Description"), filters=[storable_line], validators=[TooLong(LONGEST_DESCRIPTION)])
    into = StringField(_l("Merge it with"), filters=[storable_line], validators=[TooLong(LONGEST_TERM)])
    action = StringField()


class UndoForm(PersonalForm):
    """One button."""


@bp.get("/")
@requires(may_edit_every_post)
def show_terms() -> str:
    asked = request.args.get("kind", "")
    kind = TermKind(asked) if asked in list(TermKind) else TermKind.TAG
    terms, has_more = page_of_terms(kind, request.args.get("after", ""))
    following = url_for("terms.show_terms", kind=kind.value, after=terms[-1].term.slug) if has_more else None
    return render_template("posts/terms.html", terms=terms, kind=kind, labels=TERMS, following=following, **_notice())


@bp.get(TERM_RULE)
@requires(may_edit_every_post)
def show_term(kind: str, term_id: int) -> Response:
    term = get_term(TermKind(kind), term_id)
    return _term_page(term, TermForm(data={"name": term.name, "description": term.description}))


@bp.post(TERM_RULE)
@requires(may_edit_every_post)
def update_term(kind: str, term_id: int) -> ResponseReturnValue:
    form = TermForm()
    try:
        if not form.is_valid():
            raise Refused(N_("Some fields need another look."))
        with transaction():
            term, by, at = get_term(TermKind(kind), term_id), signed_in_user().as_actor(), utcnow()
            act = _action(form)(term, form, by, at)
            db.session.flush()
            done = act.id if act else None
    except (Refused, Conflict) as refusal:
        return _term_page(get_term(TermKind(kind), term_id), form, refusal)
    return redirect(url_for("terms.show_terms", kind=kind, done=done), 303)


@bp.post("/changes/<int:act_id>/undo")
@requires(may_edit_every_post)
def create_undo(act_id: int) -> ResponseReturnValue:
    UndoForm().is_valid()
    with transaction():
        act = find_own_act(act_id, signed_in_user().id)
        if act is None or act.verb not in UNDOABLE:
            raise NotFound
        undone = undo_act(act, signed_in_user().as_actor(), utcnow(), engine().inverses)
    return redirect(url_for("terms.show_terms", kind=undone.details["kind"], done=undone.id), 303)


def _action(form: TermForm) -> Callable[[Term, TermForm, Actor, datetime], Act | None]:
    if form.action.data not in ACTIONS:
        raise Refused(N_("That is nothing that can be done here."))
    return ACTIONS[form.action.data]


def _save(term: Term, form: TermForm, by: Actor, at: datetime) -> Act | None:
    describe_term(term, form.description.data, by, at)
    return rename_term(term, form.name.data, by, at) if form.name.data != term.name else None


def _merge(term: Term, form: TermForm, by: Actor, at: datetime) -> Act:
    into = find_term(type(term), distinct_slug(form.into.data))
    if into is None:
        raise Refused(N_("There is none with this name."), field="into")
    return merge_term(term, into, by, at)


def _delete(term: Term, form: TermForm, by: Actor, at: datetime) -> None:
    delete_term(term, by, at)


ACTIONS: dict[str, Callable[[Term, TermForm, Actor, datetime], Act | None]] = {
    "save": _save,
    "merge": _merge,
    "delete": _delete,
}


def _term_page(term: Term, form: TermForm, refusal: BlogError | None = None) -> Response:
    if isinstance(refusal, Refused) and refusal.field:
        form[refusal.field].errors = [sentence(refusal)]
    body = render_template(
        "posts/term.html",
        term=term,
        label=TERMS[term.kind],
        form=form,
        has_posts=has_posts(term),
        problem=sentence(refusal) if refusal else None,
    )
    return Response(body, refusal.status if refusal else 200, mimetype="text/html")


def _notice() -> dict[str, object]:
    """What this person just did, and the button that takes it back."""
    act = find_own_act(parse_number(request.args.get("done", "")), signed_in_user().id)
    if act is None or act.verb not in UNDOABLE:
        return {"act": None, "notice": None}
    return {"act": act, "notice": term_notice(act), "undo": UndoForm(formdata=None)}
