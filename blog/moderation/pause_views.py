"""The page that pauses all replies, and lets them in again."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from blog.accounts.guards import requires, signed_in_user
from blog.accounts.permissions import may_moderate_everything
from blog.clock import utcnow
from blog.database import transaction
from blog.errors import BlogError, Refused
from blog.moderation.pausing import pause_replies, resume_replies
from blog.web.error_pages import sentence
from blog.web.fields import storable_line
from blog.web.forms import PersonalForm
from blog.web.language import lazy_gettext as _l
from blog.web.site import site

bp = Blueprint("pause", __name__, url_prefix="/moderation/pause")


class PauseForm(PersonalForm):
    """One button, and what readers are told."""

    words = TextAreaField(_l("What readers are told"), filters=[storable_line])


@bp.get("")
@requires(may_moderate_everything)
def show_pause() -> ResponseReturnValue:
    return _page(PauseForm(data={"words": site().pause_words}))


@bp.post("/start")
@requires(may_moderate_everything)
def start_pause() -> ResponseReturnValue:
    form = PauseForm()
    form.is_valid()
    before = site()
    try:
        with transaction():
            pause_replies(before, form.words.data or "", signed_in_user().as_actor(), utcnow())
    except Refused as refusal:
        return _page(form, refusal)
    return redirect(url_for("pause.show_pause"), 303)


@bp.post("/end")
@requires(may_moderate_everything)
def end_pause() -> ResponseReturnValue:
    PauseForm().is_valid()
    before = site()
    with transaction():
        resume_replies(before, signed_in_user().as_actor(), utcnow())
    return redirect(url_for("pause.show_pause"), 303)


def _page(form: PauseForm, refusal: BlogError | None = None) -> Response:
    body = render_template("moderation/pause.html", form=form, problem=sentence(refusal) if refusal else None)
    return Response(body, refusal.status if refusal else 200, mimetype="text/html")
