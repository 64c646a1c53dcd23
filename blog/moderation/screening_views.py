"""The page that lists the phases of screening, and what moderators say of writers and posts for it."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog.accounts.guards import requires, signed_in_user
from blog.accounts.permissions import may_change_settings, may_moderate_everything, may_moderate_somewhere
from blog.clock import utcnow
from blog.database import transaction
from blog.moderation.forms import PremoderationForm, TrustForm, UndoForm
from blog.moderation.pages import back_to, notice_of_last_act
from blog.moderation.premoderation import (
    get_moderated_post,
    posts_to_choose,
    premoderated_posts,
    set_premoderation,
)
from blog.moderation.screening_numbers import found_lately
from blog.moderation.screening_wording import phase_lines
from blog.moderation.trusting import declare_trust
from blog.web.engine import engine
from blog.web.numbers import parse_number
from blog.web.site import site

bp = Blueprint("screening", __name__, url_prefix="/moderation")


@bp.get("/screening/")
@requires(may_moderate_somewhere)
def show_screening() -> str:
    user = signed_in_user()
    return render_template(
        "moderation/screening.html",
        lines=phase_lines(engine().phases, site(), found_lately(utcnow())),
        may_set=may_change_settings(user),
        waiting_posts=premoderated_posts(user),
        other_posts=posts_to_choose(user),
        form=PremoderationForm(formdata=None),
        notice=notice_of_last_act(),
        undo_form=UndoForm(formdata=None),
        here=request.path,
    )


@bp.post("/screening/posts")
@requires(may_moderate_somewhere)
def change_premoderation() -> ResponseReturnValue:
    form = PremoderationForm()
    form.is_valid()
    with transaction():
        post = get_moderated_post(parse_number(form.post.data or "") or 0, signed_in_user())
        act = set_premoderation(post, form.waits.data == "on", signed_in_user().as_actor(), utcnow())
    done = act.id if act else 0
    return redirect(back_to(form.back.data or url_for("screening.show_screening"), done), 303)


@bp.post("/writers/<int:writer_id>/trust")
@requires(may_moderate_everything)
def change_trust(writer_id: int) -> ResponseReturnValue:
    form = TrustForm()
    form.is_valid()
    with transaction():
        act = declare_trust(writer_id, form.chosen(), signed_in_user().as_actor(), utcnow())
    return redirect(back_to(form.back.data, act.id), 303)
