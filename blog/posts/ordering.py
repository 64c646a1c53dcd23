"""Pinning, and acts on many posts at once."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blog.accounts.guards import requires, signed_in_user
from blog.accounts.permissions import may_edit_every_post
from blog.clock import utcnow
from blog.database import transaction
from blog.posts.forms import PinForm
from blog.posts.pinning import pin_post, unpin_post
from blog.posts.queries import get_post

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
