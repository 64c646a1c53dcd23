"""The addresses of what stands beside a reply: the panel, and the page of a writer."""

from flask import Blueprint, make_response, request
from werkzeug.wrappers import Response

from blog.accounts.guards import requires, signed_in_user
from blog.accounts.permissions import may_moderate_somewhere
from blog.comments.lifecycle import CommentStatus
from blog.errors import NotFound
from blog.moderation.context_pages import panel
from blog.moderation.cursor import Cursor
from blog.moderation.queue import get_comment
from blog.moderation.writer_pages import writer_page
from blog.moderation.writer_replies import get_writer
from blog.web.page_cache import keep_private

bp = Blueprint("context", __name__, url_prefix="/moderation")


@bp.get("/comments/<int:comment_id>/panel")
@requires(may_moderate_somewhere)
def show_panel(comment_id: int) -> Response:
    """A piece of HTML without a page around it, for the script of the queue."""
    comment = get_comment(comment_id, signed_in_user())
    if comment.deleted_at is not None:
        raise NotFound
    return keep_private(make_response(panel(comment)))


@bp.get("/writers/<int:writer_id>")
@requires(may_moderate_somewhere)
def show_writer(writer_id: int) -> Response:
    status = request.args.get("status", "")
    chosen = CommentStatus(status) if status in list(CommentStatus) else None
    page = writer_page(get_writer(writer_id, signed_in_user()), chosen, Cursor.parse(request.args.get("after", "")))
    return keep_private(make_response(page))
