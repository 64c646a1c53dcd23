"""Ending one's own sessions, in this browser's list of them."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from blog.accounts.forms import SignOutForm
from blog.accounts.guards import current_session, requires, signed_in_user
from blog.accounts.permissions import may_manage_own_account
from blog.accounts.queries import get_session, sessions_of
from blog.accounts.sign_in import sign_out
from blog.clock import utcnow
from blog.database import transaction

bp = Blueprint("sessions", __name__, url_prefix="/account/sessions")


@bp.post("/<int:session_id>/end")
@requires(may_manage_own_account)
def end_one(session_id: int) -> ResponseReturnValue:
    SignOutForm().is_valid()
    with transaction():
        sign_out(get_session(session_id, signed_in_user()), utcnow())
    return redirect(url_for("accounts.show_account", done="session", _anchor="sessions"), 303)


@bp.post("/end-others")
@requires(may_manage_own_account)
def end_others() -> ResponseReturnValue:
    SignOutForm().is_valid()
    with transaction():
        this = current_session()
        for session in sessions_of(signed_in_user(), utcnow()):
            if this is None or session.id != this.id:
                sign_out(session, utcnow())
    return redirect(url_for("accounts.show_account", done="sessions", _anchor="sessions"), 303)
