"""Keeping what is typed: the address that the editor's script sends to every few seconds, and giving a text up.

Answers are JSON, refusals too: `{copy, version, saved_at, others, head, message}`, and with 409 who has changed what
in the meantime, as `{message, by, at, theirs: {title, body}}`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec

from flask import Blueprint, jsonify, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from blog.accounts.guards import requires, signed_in_user
from blog.accounts.models import User
from blog.accounts.permissions import may_write_posts
from blog.clock import utcnow
from blog.database import transaction
from blog.errors import BlogError
from blog.posts.drafting import SavedElsewhere
from blog.posts.forms import DiscardForm, WorkingCopyForm
from blog.posts.models import Post, WorkingCopy
from blog.posts.queries import get_post
from blog.posts.working_copies import (
    BecamePost,
    KeptElsewhere,
    discard_copy,
    get_copy,
    has_moved_on,
    keep_text,
    others_at_work,
    show_presence,
)
from blog.web.error_pages import ADVICE, sentence
from blog.web.language import gettext, lately
from blog.web.numbers import parse_number

P = ParamSpec("P")

bp = Blueprint("autosave", __name__, url_prefix="/desk/working-copies")


@dataclass(frozen=True)
class Theirs:
    """What another window or person made of the text meanwhile."""

    by: str
    at: datetime | None
    title: str
    body: str


def in_words_for_scripts(view: Callable[P, Response]) -> Callable[P, Response]:
    """A refusal as JSON with a sentence in it."""

    @wraps(view)
    def answered(*args: P.args, **kwargs: P.kwargs) -> Response:
        try:
            return view(*args, **kwargs)
        except BlogError as refusal:
            return _answer(refusal.status, message=sentence(refusal))
        except HTTPException as error:
            code = error.code or 500
            return _answer(code, message=gettext(ADVICE.get(code, ADVICE[500])))

    return answered


@bp.post("")
@requires(may_write_posts)
@in_words_for_scripts
def create_working_copy() -> Response:
    """Keep a text, or only a sign of life when title and text are blank. No record, no rendering, no revision."""
    form = WorkingCopyForm()
    if not form.is_valid():
        messages = {name: errors[0] for name, errors in form.errors.items() if name}
        return _answer(422, message=" ".join(messages.values()), errors=messages)
    try:
        with transaction():
            user, at = signed_in_user(), utcnow()
            post = _post_of(form, user)
            copy = _keep(form, user, post, at)
        return _tell(form, user, post, copy, at)
    except KeptElsewhere as conflict:
        return _conflict(conflict, _theirs_in(conflict.copy))
    except BecamePost as conflict:
        return _conflict(conflict, _theirs_saved(conflict.post))


@bp.post("/<int:copy_id>/discard")
@requires(may_write_posts)
def discard_working_copy(copy_id: int) -> ResponseReturnValue:
    form = DiscardForm()
    form.is_valid()
    with transaction():
        copy = get_copy(signed_in_user(), copy_id)
        discard_copy(copy, form.version_number)
        post_id = copy.post_id
    if post_id is None:
        return redirect(url_for("desk.show_new_post", done="discard"), 303)
    return redirect(url_for("desk.show_editor", post_id=post_id, done="discard"), 303)


def _post_of(form: WorkingCopyForm, user: User) -> Post | None:
    """The post that the text belongs to; None for a new one. Raises NotFound for what is not theirs to edit."""
    if not form.post.data:
        return None
    return get_post(parse_number(form.post.data) or 0, user)


def _keep(form: WorkingCopyForm, user: User, post: Post | None, at: datetime) -> WorkingCopy | None:
    if form.is_sign_of_life:
        return show_presence(user, post, form.told, form.seen_number, at)
    return keep_text(user, post, form.told, form.seen_number, form.as_typed(), at)


def _tell(form: WorkingCopyForm, user: User, post: Post | None, copy: WorkingCopy | None, at: datetime) -> Response:
    """Said after the commit: a text that was kept is kept, also when somebody saved the post meanwhile."""
    kept: dict[str, Any] = {"copy": None, "version": 0, "saved_at": None}
    if copy is not None:
        if form.is_sign_of_life and has_moved_on(copy, form.told):
            raise KeptElsewhere(copy)
        saved_at = copy.saved_at.isoformat() if copy.saved_at else None
        kept = {"copy": copy.id, "version": copy.version, "saved_at": saved_at}
    if post is not None and form.seen_number != post.head_number:
        return _conflict(SavedElsewhere(), _theirs_saved(post), **kept, head=post.head_number)
    others = [each.user.name for each in others_at_work(user, post, at)] if post else []
    message = gettext("Kept at %(time)s, not saved yet", time=lately(at)) if kept["saved_at"] else ""
    return _answer(200, **kept, others=others, head=post.head_number if post else 0, message=message)


def _theirs_in(copy: WorkingCopy) -> Theirs:
    fields = copy.fields or {}
    return Theirs(copy.user.name, copy.saved_at, fields.get("title", ""), fields.get("body", ""))


def _theirs_saved(post: Post) -> Theirs:
    return Theirs(post.head.saved_by.name, post.head.saved_at, post.head.title, post.head.body)


def _conflict(conflict: BlogError, theirs: Theirs, **more: object) -> Response:
    at = theirs.at.isoformat() if theirs.at else None
    words = {"title": theirs.title, "body": theirs.body}
    return _answer(409, message=sentence(conflict), by=theirs.by, at=at, theirs=words, **more)


def _answer(status: int, **words: object) -> Response:
    response = jsonify(words)
    response.status_code = status
    return response
