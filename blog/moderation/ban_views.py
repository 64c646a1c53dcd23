"""The page of the bans."""

from datetime import datetime

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from blog.accounts.guards import requires, signed_in_user
from blog.accounts.permissions import may_moderate_everything
from blog.clock import utcnow
from blog.comments.models import Writer
from blog.database import db, transaction
from blog.errors import N_, Conflict, NotFound, Refused
from blog.moderation.bans import Terms, ban_author, ban_host, ban_network, get_ban, lift_ban
from blog.moderation.forms import UndoForm
from blog.moderation.rule_forms import BanForm
from blog.moderation.rule_pages import bans_page
from blog.moderation.rule_shapes import BanKind
from blog.record.acts import Actor
from blog.record.models import Act
from blog.web.numbers import parse_number
from blog.web.site import site

bp = Blueprint("bans", __name__, url_prefix="/moderation/bans")


@bp.get("/")
@requires(may_moderate_everything)
def show_bans() -> ResponseReturnValue:
    return bans_page(BanForm(formdata=None))


@bp.post("/")
@requires(may_moderate_everything)
def create_ban() -> ResponseReturnValue:
    """From the page of the bans, or from a reply's page, which gives a writer by their id."""
    form, zone = BanForm(), site().zone
    form.is_valid()
    try:
        _check_shape(form)
        terms = form.terms(utcnow(), zone)
        with transaction():
            act = _ban(form.kind.data, form.value.data, terms, signed_in_user().as_actor(), utcnow())
            db.session.flush()
    except (Refused, Conflict) as refusal:
        return bans_page(form, refusal)
    return _to_bans(act)


@bp.post("/<int:ban_id>/lift")
@requires(may_moderate_everything)
def lift(ban_id: int) -> ResponseReturnValue:
    UndoForm().is_valid()
    try:
        with transaction():
            act = lift_ban(get_ban(ban_id), signed_in_user().as_actor(), utcnow())
            db.session.flush()
    except Conflict as refusal:
        return bans_page(BanForm(formdata=None), refusal)
    return _to_bans(act)


def _ban(kind: str, value: str, terms: Terms, by: Actor, at: datetime) -> Act:
    if kind == BanKind.HOST:
        return ban_host(value, terms, by, at)
    if kind == BanKind.NETWORK:
        return ban_network(value, terms, by, at)
    writer = db.session.get(Writer, parse_number(value) or 0)
    if kind != BanKind.WRITER or writer is None:
        raise NotFound
    return ban_author(writer, terms, by, at)


def _check_shape(form: BanForm) -> None:
    if form.value.errors or form.reason.errors:
        raise Refused(N_("Some fields need another look."))


def _to_bans(act: Act) -> ResponseReturnValue:
    return redirect(url_for("bans.show_bans", done=act.id), 303)
