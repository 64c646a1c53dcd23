"""The page of the settings, for admins."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from blog.accounts.guards import requires, signed_in_user
from blog.accounts.permissions import may_change_settings
from blog.clock import utcnow
from blog.database import transaction
from blog.errors import N_, BlogError, Conflict, Refused
from blog.record.undoing import undo_act
from blog.settings.changing import change_settings, differences
from blog.settings.forms import SettingsForm, UndoForm
from blog.settings.queries import get_change, last_change_id, newest_changes
from blog.settings.wording import Saving, savings
from blog.web.engine import engine
from blog.web.error_pages import sentence
from blog.web.numbers import parse_number
from blog.web.site import site

bp = Blueprint("settings", __name__, url_prefix="/settings")

CHANGES_SHOWN = 40


class ChangedElsewhere(Conflict):
    """Somebody changed a setting after the page was loaded."""

    default = N_(
        "The settings were changed meanwhile, as you see below. What you typed is still here, and not saved yet."
    )


class FieldsRefused(Refused):
    default = N_("Nothing was saved yet. Some fields need another look.")


@bp.get("/")
@requires(may_change_settings)
def show_settings() -> Response:
    return _page(SettingsForm(site(), seen=last_change_id()))


@bp.post("/")
@requires(may_change_settings)
def update_settings() -> ResponseReturnValue:
    before = site()
    form = SettingsForm(before, request.form)
    try:
        if not form.is_valid():
            raise FieldsRefused
        with transaction():
            if form.seen_number != last_change_id():
                raise ChangedElsewhere
            first = change_settings(differences(before, form.settings(before)), signed_in_user().as_actor(), utcnow())
    except (FieldsRefused, ChangedElsewhere) as refusal:
        return _page(form, refusal)
    return redirect(url_for("settings.show_settings", done=first.id if first else "nothing"), 303)


@bp.post("/changes/<int:first_id>/undo")
@requires(may_change_settings)
def undo(first_id: int) -> ResponseReturnValue:
    UndoForm().is_valid()
    try:
        with transaction():
            act = get_change(first_id)
            undoing = undo_act(act, signed_in_user().as_actor(), utcnow(), engine().inverses)
    except Conflict as refusal:
        return _page(SettingsForm(site(), seen=last_change_id()), refusal)
    return redirect(url_for("settings.show_settings", done=undoing.id), 303)


def _page(form: SettingsForm, refusal: BlogError | None = None) -> Response:
    """The form, what was changed lately, and what was just done or went wrong."""
    lately = savings(newest_changes(CHANGES_SHOWN))
    body = render_template(
        "settings/settings.html",
        form=form,
        problem=sentence(refusal) if refusal else None,
        problems=form.problems if isinstance(refusal, FieldsRefused) else [],
        done=None if refusal else _done(lately),
        is_unchanged=request.args.get("done") == "nothing",
        seen=last_change_id(),
        lately=lately,
        undo_form=UndoForm(formdata=None),
    )
    return Response(body, refusal.status if refusal else 200, mimetype="text/html")


def _done(lately: list[Saving]) -> Saving | None:
    """The saving that the address names, if it is the newest: an address kept for later tells nothing old as new."""
    number = parse_number(request.args.get("done", ""))
    return lately[0] if lately and lately[0].first.id == number else None
