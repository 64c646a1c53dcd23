"""What an open page of the queue asks every few seconds: what is new; and tells: which reply is open in it.

The answer is `{arrivals, arrived, changes, claims}`: how many arrived and that in words, the replies that are not what
the page shows with who did it, and a sentence for each reply that others are looking at.
"""

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

from blog.accounts.guards import requires, signed_in_user
from blog.accounts.permissions import may_moderate_somewhere
from blog.clock import utcnow
from blog.database import transaction
from blog.moderation.claims import claim, claims_of_others, needs_claim
from blog.moderation.filters import read_filters
from blog.moderation.forms import NewsForm
from blog.moderation.news import MOST_ARRIVALS, Change, changes_of, count_arrivals
from blog.moderation.places import Place
from blog.moderation.queue import get_comments
from blog.moderation.script_answers import as_it_is
from blog.moderation.wording import arrivals_sentence, change_sentence, claim_sentence

bp = Blueprint("watching", __name__, url_prefix="/moderation")


@bp.post("/news")
@requires(may_moderate_somewhere)
def tell_news() -> Response:
    form = NewsForm()
    form.is_valid()
    if opened := form.opened():
        _claim(opened)
    user, at = signed_in_user(), utcnow()
    filters = read_filters(Place.named(form.back.data).arguments, at)
    shown = form.shown()
    arrivals = count_arrivals(user, filters, form.newest())
    claims = claims_of_others(list(shown), user, at) if shown else {}
    return jsonify(
        arrivals=arrivals,
        arrived=arrivals_sentence(arrivals, MOST_ARRIVALS),
        changes=[_told(change, form.back.data) for change in changes_of(user, shown)],
        claims={str(comment_id): claim_sentence(names) for comment_id, names in claims.items()},
    )


def _claim(comment_id: int) -> None:
    """Only what is not known yet is written, and only about a reply that this person may moderate."""
    at = utcnow()
    if not needs_claim(comment_id, signed_in_user().id, at):
        return
    with transaction():
        for comment in get_comments([comment_id], signed_in_user()):
            claim(comment, signed_in_user(), at)


def _told(change: Change, back: str | None) -> dict[str, object]:
    gone = {"id": change.comment_id, "version": None, "status": None, "card": None}
    state = as_it_is(change.comment, back) if change.comment else gone
    return {"text": change_sentence(change), **state}
