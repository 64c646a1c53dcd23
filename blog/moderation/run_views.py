"""Emptying a tab: the same as deleting for good all that it holds."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from blog.accounts.guards import requires
from blog.accounts.permissions import may_moderate_somewhere
from blog.errors import Refused
from blog.moderation.forms import BulkForm
from blog.moderation.pages import queue_page
from blog.moderation.places import Place
from blog.moderation.run_pages import decide_matching_or_ask

bp = Blueprint("runs", __name__, url_prefix="/moderation")


@bp.post("/runs")
@requires(may_moderate_somewhere)
def create_run() -> ResponseReturnValue:
    """One act on all replies that the filters of the page `back` let through."""
    form = BulkForm()
    try:
        if not form.is_valid():
            raise Refused(form.reason.errors[0], field="reason")
        return decide_matching_or_ask(form)
    except Refused as problem:
        return queue_page(Place.named(form.back.data).arguments, problem)
