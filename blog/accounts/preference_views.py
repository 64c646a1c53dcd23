"""Choosing how one wishes to work, on the page of one's own account."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from blog.accounts.forms import KeysForm, MailsForm
from blog.accounts.guards import requires, signed_in_user
from blog.accounts.permissions import may_moderate_somewhere
from blog.accounts.preferences import choose_keys, choose_mails
from blog.accounts.queries import get_user
from blog.clock import utcnow
from blog.database import transaction

bp = Blueprint("preferences", __name__, url_prefix="/account")


@bp.post("/mails")
@requires(may_moderate_somewhere)
def update_mails() -> ResponseReturnValue:
    form = MailsForm()
    form.is_valid()
    choice = form.chosen()
    with transaction():
        user = get_user(signed_in_user().id)
        choose_mails(user, choice, user.as_actor(), utcnow())
    return redirect(url_for("accounts.show_account", done="mails"), 303)


@bp.post("/keys")
@requires(may_moderate_somewhere)
def update_keys() -> ResponseReturnValue:
    form = KeysForm()
    form.is_valid()
    with transaction():
        user = get_user(signed_in_user().id)
        choose_keys(user, bool(form.uses_keys.data), user.as_actor(), utcnow())
    return redirect(url_for("accounts.show_account", done="keys"), 303)
