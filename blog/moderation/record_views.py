"""The record: looking through it, undoing from it, taking it along as a file."""

from flask import Blueprint, redirect, request, stream_with_context
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from blog.accounts.guards import requires, signed_in_user
from blog.accounts.permissions import may_moderate_somewhere
from blog.clock import utcnow
from blog.database import db, transaction
from blog.errors import N_, Conflict, NotFound
from blog.moderation.forms import UndoForm
from blog.moderation.pages import back_to, queue_page
from blog.moderation.places import Place
from blog.moderation.record_file import lines_of
from blog.moderation.record_page import Asked, record_page, wanted
from blog.moderation.undo_rights import may_undo
from blog.record.acts import Verb, record
from blog.record.models import Act
from blog.record.queries import find_last_act
from blog.record.undoing import undo_act
from blog.web.engine import engine
from blog.web.forms import PersonalForm

bp = Blueprint("record", __name__, url_prefix="/moderation/record")


# What the key in the queue takes back: acts on replies. Each of them is seen there when it is done.
UNDONE_BY_ONE_KEY = (Verb.COMMENT_DECIDED, Verb.COMMENTS_DECIDED)


class NothingToUndo(Conflict):
    default = N_("There is nothing left that you could undo.")


class ExportForm(PersonalForm):
    """One button; the filters come along as they stand in the page's address."""


@bp.get("/")
@requires(may_moderate_somewhere)
def show_record() -> Response:
    return record_page(request.args)


@bp.post("/acts/<int:act_id>/undo")
@requires(may_moderate_somewhere)
def undo(act_id: int) -> ResponseReturnValue:
    """Undo any act that this person may see and may do. `back` is the page of the record that it came from."""
    form = UndoForm()
    form.is_valid()
    try:
        with transaction():
            user = signed_in_user()
            act = db.session.get(Act, act_id)
            if act is None or not may_undo(user, act):
                raise NotFound
            undoing = undo_act(act, user.as_actor(), utcnow(), engine().inverses)
    except Conflict as problem:
        return record_page(Place.named(form.back.data).arguments, problem)
    return redirect(back_to(form.back.data, undoing.id), 303)


@bp.post("/undo-last")
@requires(may_moderate_somewhere)
def undo_last() -> ResponseReturnValue:
    """Undo what this person did last and has not undone: pressed again, what they did before that."""
    form = UndoForm()
    form.is_valid()
    try:
        with transaction():
            user = signed_in_user()
            act = find_last_act(user.id, UNDONE_BY_ONE_KEY)
            if act is None or not may_undo(user, act):
                raise NothingToUndo
            undoing = undo_act(act, user.as_actor(), utcnow(), engine().inverses)
    except Conflict as problem:
        return queue_page(Place.named(form.back.data).arguments, problem)
    return redirect(back_to(form.back.data, undoing.id), 303)


@bp.post("/export")
@requires(may_moderate_somewhere)
def export() -> Response:
    """What the page shows under these filters, all of it. That it was taken along is on record too."""
    ExportForm().is_valid()
    user = signed_in_user()
    asked = Asked.by(user, request.form)
    with transaction():
        act = record(Verb.RECORD_EXPORTED, user.as_actor(), utcnow(), filters=asked.arguments())
        db.session.flush()
    lines = lines_of(wanted(user, asked), before=act.id)
    response = Response(stream_with_context(lines), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="record-{act.at:%Y-%m-%d}.csv"'
    return response
