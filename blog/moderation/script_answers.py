"""The answers that a script of the queue asks for: what the pages would say, as JSON.

A decision or an undo: `{id, version, before, status, text, undo, offer, card}`; `undo` is the address that puts
it back, `offer` what can be done about the writer of spam.
A refusal: `{message}`, and with 409 the reply as it is now, `{id, version, status, card}`; the card says what edits
have changed since it was seen.
"""

from flask import jsonify, request, url_for
from werkzeug.wrappers import Response

from blog.comments.models import Comment
from blog.errors import BlogError
from blog.moderation.history import Changed
from blog.moderation.models import Decision
from blog.moderation.pages import card, offer_of
from blog.moderation.wording import decision_notice
from blog.web.error_pages import sentence


def asks_for_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def decided(decision: Decision, back: str | None) -> Response:
    notice = decision_notice(decision)
    undo = url_for("moderation.undo_decision", decision_id=notice.undo) if notice.undo else None
    told = {"text": notice.text, "undo": undo, "offer": offer_of(decision, back), "before": decision.from_status.value}
    return jsonify(**told, **as_it_is(decision.comment, back))


def refused(comment: Comment, problem: BlogError, back: str | None, changed: Changed | None) -> Response:
    state = as_it_is(comment, back, changed) if problem.status == 409 else {}
    response = jsonify(message=sentence(problem), **state)
    response.status_code = problem.status
    return response


def as_it_is(comment: Comment, back: str | None, changed: Changed | None = None) -> dict[str, object]:
    """A reply for the page that shows it; without a card when it was deleted for good."""
    shown = None if comment.deleted_at else card(comment, back, changed)
    return {"id": comment.id, "version": comment.version, "status": comment.status.value, "card": shown}
