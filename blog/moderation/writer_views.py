"""What can be done about all replies of one writer at once."""

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from blog.accounts.guards import requires, signed_in_user
from blog.accounts.permissions import may_moderate_somewhere
from blog.clock import utcnow
from blog.comments.lifecycle import Action
from blog.database import transaction
from blog.moderation.decisions import decide_many
from blog.moderation.forms import LARGEST_RUN, UndoForm
from blog.moderation.pages import back_to
from blog.moderation.queue import public_replies_of

bp = Blueprint("writers", __name__, url_prefix="/moderation/writers")


@bp.post("/<int:writer_id>/spam")
@requires(may_moderate_somewhere)
def move_public_to_spam(writer_id: int) -> ResponseReturnValue:
    """One run, with one undo, over what is public of them where this person moderates."""
    form = UndoForm()
    form.is_valid()
    with transaction():
        user = signed_in_user()
        comments = public_replies_of(writer_id, user, LARGEST_RUN)
        chosen = {comment.id: comment.version for comment in comments}
        run = decide_many(chosen, comments, Action.SPAM, user.as_actor(), utcnow())
    return redirect(back_to(form.back.data, run.id), 303)
