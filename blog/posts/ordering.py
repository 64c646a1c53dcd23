"""Pinning, and acts on many posts at once."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blog.accounts.guards import requires, signed_in_user
from blog.accounts.permissions import may_edit_every_post, may_write_posts
from blog.clock import utcnow
from blog.database import db, transaction
from blog.errors import NotFound, Refused
from blog.posts.bulk import INVERSE, change_many
from blog.posts.desk_page import desk_page
from blog.posts.forms import BulkForm, PinForm
from blog.posts.pinning import pin_post, unpin_post
from blog.posts.queries import get_post
from blog.record.acts import Verb
from blog.record.models import Act
from blog.record.queries import find_own_act
from blog.record.undoing import undo_act
from blog.web.engine import engine
from blog.web.redirects import is_local

bp = Blueprint("ordering", __name__, url_prefix="/desk")


@bp.post("/posts/<int:post_id>/pin")
@requires(may_edit_every_post)
def update_pin(post_id: int) -> ResponseReturnValue:
    """Pin the post, or with `action=unpin` take the pin away; each is the other's undo."""
    PinForm().is_valid()
    is_pinning = request.form.get("action") != "unpin"
    with transaction():
        post, user = get_post(post_id, signed_in_user()), signed_in_user()
        (pin_post if is_pinning else unpin_post)(post, user.as_actor(), utcnow())
    return redirect(url_for("desk.show_editor", post_id=post_id, done="pin" if is_pinning else "unpin"), 303)


@bp.post("/posts/runs")
@requires(may_write_posts)
def create_run() -> ResponseReturnValue:
    """The same act on all that are ticked; each has its own result."""
    form = BulkForm()
    form.is_valid()
    try:
        action, ids, name = form.chosen_action(), form.chosen_ids(), form.chosen_name()
        with transaction():
            run = change_many(ids, action, name, signed_in_user(), utcnow())
            db.session.flush()
    except Refused as refusal:
        return desk_page(_arguments(form.back.data), refusal)
    return _back(form.back.data, run)


@bp.post("/posts/runs/<int:act_id>/undo")
@requires(may_write_posts)
def undo_run(act_id: int) -> ResponseReturnValue:
    """The inverse act on all on which it was done, as far as nobody changed them since."""
    form = BulkForm()
    form.is_valid()
    with transaction():
        user = signed_in_user()
        run = find_own_act(act_id, user.id)
        if run is None or run.verb != Verb.POSTS_CHANGED or run.details["action"] not in INVERSE:
            raise NotFound
        undone = undo_act(run, user.as_actor(), utcnow(), engine().inverses)
    return _back(form.back.data, undone)


def _arguments(back: str | None) -> dict[str, str]:
    """The filters of the list that a form came from."""
    return dict(parse_qsl(urlsplit(back).query)) if back and is_local(back) else {}


def _back(back: str | None, run: Act) -> ResponseReturnValue:
    kept = [(name, value) for name, value in _arguments(back).items() if name != "done"]
    return redirect(f"{url_for('desk.show_desk')}?{urlencode([*kept, ('done', run.id)])}", 303)
