"""The queue's addresses."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from blog.accounts.guards import requires, signed_in_user
from blog.accounts.models import HasAddress
from blog.accounts.permissions import may_moderate_somewhere, may_see_addresses
from blog.clock import utcnow
from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.database import transaction
from blog.errors import N_, BlogError, Conflict, NotFound, Refused
from blog.moderation.decisions import check_decision, decide, decide_many
from blog.moderation.forms import AddressForm, BulkForm, DecisionForm, UndoForm
from blog.moderation.history import changed_since
from blog.moderation.pages import back_to, comment_page, confirm_page, queue_page
from blog.moderation.places import Place
from blog.moderation.queue import find_decision, get_comment, get_comments, get_decision, get_run
from blog.moderation.run_pages import decide_matching_or_ask
from blog.moderation.script_answers import asks_for_json, decided, refused
from blog.moderation.undo_rights import may_undo
from blog.record.acts import Verb, record
from blog.record.undoing import undo_act
from blog.web.engine import engine
from blog.web.language import gettext, ngettext
from blog.web.numbers import parse_number
from blog.web.page_cache import keep_private

bp = Blueprint("moderation", __name__, url_prefix="/moderation")


@bp.get("/")
@requires(may_moderate_somewhere)
def show_queue() -> Response:
    return queue_page(request.args)


@bp.get("/comments/<int:comment_id>")
@requires(may_moderate_somewhere)
def show_comment(comment_id: int) -> Response:
    return comment_page(get_comment(comment_id, signed_in_user()))


@bp.post("/comments/<int:comment_id>/decisions")
@requires(may_moderate_somewhere)
def create_decision(comment_id: int) -> ResponseReturnValue:
    form = DecisionForm()
    comment = get_comment(comment_id, signed_in_user())
    try:
        if not form.is_valid():
            raise Refused(form.reason.errors[0], field="reason")
        action, seen = form.chosen_action(), form.seen()
        if action is Action.DELETE and not form.sure.data:
            check_decision(comment, action, seen)
            return _ask_about_deleting(comment_id, form)
        with transaction():
            comment = get_comment(comment_id, signed_in_user())
            by, at, why = signed_in_user().as_actor(), utcnow(), form.chosen_reason(action)
            decision = decide(comment, action, by, at, seen, why.text, tells_writer=why.tells_writer)
    except (Refused, Conflict) as problem:
        return _refuse(comment_id, problem, form.back.data, form.version.data)
    return _go_back(decision.act_id, form.back.data)


@bp.post("/decisions")
@requires(may_moderate_somewhere)
def create_decisions() -> ResponseReturnValue:
    """A bulk run."""
    form = BulkForm()
    try:
        if not form.is_valid():
            raise Refused(form.reason.errors[0], field="reason")
        if form.everything.data:
            return decide_matching_or_ask(form)
        action, chosen = form.chosen_action(), form.chosen()
        if action is Action.DELETE and not form.sure.data:
            return _ask_about_deleting_many(chosen, form)
        with transaction():
            user = signed_in_user()
            comments = get_comments(list(chosen), user)
            by, at, why = user.as_actor(), utcnow(), form.chosen_reason(action)
            run = decide_many(chosen, comments, action, by, at, why)
    except Refused as problem:
        return queue_page(Place.named(form.back.data).arguments, problem)
    return redirect(back_to(form.back.data, run.id), 303)


@bp.post("/decisions/<int:decision_id>/undo")
@requires(may_moderate_somewhere)
def undo_decision(decision_id: int) -> ResponseReturnValue:
    form = UndoForm()
    form.is_valid()
    comment_id = get_decision(decision_id, signed_in_user()).comment_id
    try:
        with transaction():
            user = signed_in_user()
            undoing = undo_act(get_decision(decision_id, user).act, user.as_actor(), utcnow(), engine().inverses)
    except Conflict as problem:
        return _refuse(comment_id, problem, form.back.data)
    return _go_back(undoing.id, form.back.data)


@bp.post("/runs/<int:act_id>/undo")
@requires(may_moderate_somewhere)
def undo_run(act_id: int) -> ResponseReturnValue:
    form = UndoForm()
    form.is_valid()
    try:
        with transaction():
            user = signed_in_user()
            run = get_run(act_id, user)
            if not may_undo(user, run):
                raise NotFound
            run = undo_act(run, user.as_actor(), utcnow(), engine().inverses)
    except Conflict as problem:
        return queue_page(Place.named(form.back.data).arguments, problem)
    return redirect(back_to(form.back.data, run.id), 303)


@bp.post("/comments/<int:comment_id>/address")
@requires(may_see_addresses)
def show_address(comment_id: int) -> ResponseReturnValue:
    """The writer's address, for this one answer. The look is on record before it is given."""
    AddressForm().is_valid()
    user = signed_in_user()
    try:
        with transaction():
            owner = _owner(get_comment(comment_id, user))
            address = owner.open_address(engine().addresses)
            record(Verb.COMMENT_ADDRESS_SHOWN, user.as_actor(), utcnow(), comment_id)
    except Conflict as problem:
        return comment_page(get_comment(comment_id, user), problem)
    return keep_private(comment_page(get_comment(comment_id, user), address=address))


def _go_back(act_id: int, back: str | None) -> ResponseReturnValue:
    """To the page that a decision came from; or the decision itself, for a script that stays there."""
    decision = find_decision(act_id, signed_in_user()) if asks_for_json() else None
    return decided(decision, back) if decision else redirect(back_to(back, act_id), 303)


def _refuse(comment_id: int, problem: BlogError, back: str | None, seen: str | None = None) -> Response:
    comment, version = get_comment(comment_id, signed_in_user()), parse_number(seen or "")
    changed = changed_since(comment, version) if version and problem.status == 409 else None
    if asks_for_json():
        return refused(comment, problem, back, changed)
    return comment_page(comment, problem, changed=changed)


def _owner(comment: Comment) -> HasAddress:
    """Whoever wrote it, with the address they gave. Raises Conflict when nobody is named any more."""
    owner = comment.writer or comment.user
    if owner is None:
        raise Conflict(N_("No address is kept with this reply any more."))
    return owner


def _ask_about_deleting(comment_id: int, form: DecisionForm) -> str:
    return confirm_page(
        title=gettext("Delete this reply for good?"),
        question=gettext("Its words, name and address go, and can't be brought back. Its place and its record stay."),
        action=url_for("moderation.create_decision", comment_id=comment_id),
        fields=[(name, form[name].data or "") for name in ("version", "reason", "back")],
        back=form.back.data or "",
    )


def _ask_about_deleting_many(chosen: dict[int, int], form: BulkForm) -> str:
    selected = [("selected", item) for item in request.form.getlist("selected")]
    return confirm_page(
        title=ngettext("Delete %(num)d reply for good?", "Delete %(num)d replies for good?", len(chosen)),
        question=gettext("Words, names and addresses go, and can't be brought back. Places and records stay."),
        action=url_for("moderation.create_decisions"),
        fields=[*selected, *form.reason_as_sent(), ("back", form.back.data or "")],
        back=form.back.data or "",
    )
