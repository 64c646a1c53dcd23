"""From the reply form to a submission, and the private preview of a reply that waits."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from flask import request

from blog.accounts.guards import find_signed_in_user
from blog.accounts.models import User
from blog.accounts.permissions import may_moderate_post
from blog.clock import utcnow
from blog.comments.forms import ReplyForm
from blog.comments.incoming import Submission
from blog.comments.models import Comment
from blog.comments.queries import find_held_comment
from blog.comments.remembering import as_browser_key
from blog.comments.submission import check_submission, require_open, submit_comment, without_limit
from blog.database import transaction
from blog.errors import N_, Refused
from blog.posts.models import Post
from blog.text.render import render_comment
from blog.tokens import Purpose, sign, unsign
from blog.web.engine import engine
from blog.web.limits import REPLIES, coarse_network_of, network_of
from blog.web.site import site

PREVIEW_LIFE = timedelta(minutes=30)


class Incomplete(Refused):
    """The form's own fields say what is wrong."""

    default = N_("Some fields need another look.")


class StaleStamp(Refused):
    default = N_("This page was open for more than two days. Your words are kept: please send them again.")


def receive(form: ReplyForm, load_post: Callable[[], Post]) -> Comment:
    """Take a reply: shape first, then truth, then limits, and what is slow before the transaction.

    `load_post` gives the public post anew, for it may change while the text is rendered.
    """
    post = load_post()
    submission = _check_form(form, post)
    check_submission(post, submission)
    network, limits = network_of(request.remote_addr), engine().limits
    is_limited = not may_moderate_post(submission.user, post)
    if is_limited:
        limits.check(REPLIES, network)
    rendered = render_comment(submission.text)
    with transaction():
        admit = partial(limits.take, REPLIES, network) if is_limited else without_limit
        return submit_comment(load_post(), submission, rendered, engine().phases, utcnow(), admit, site())


def _check_form(form: ReplyForm, post: Post) -> Submission:
    is_complete = form.validate()
    form.check_stamp()
    require_open(post, find_signed_in_user())
    if form.is_stale:
        raise StaleStamp
    if not is_complete:
        raise Incomplete
    return _read(form, find_signed_in_user())


def _read(form: ReplyForm, user: User | None) -> Submission:
    return Submission(
        name=user.name if user else form.author.data,
        url="" if user else form.url.data,
        text=form.comment.data,
        address=None if user else engine().addresses.seal(form.email.data),
        user=user,
        parent_id=form.parent_id,
        network=coarse_network_of(request.remote_addr),
        seconds_taken=form.seconds_taken,
        trap=form.subject.data or "",
        shows_address=form.asks_about_address,
        browser_key="" if user else as_browser_key(form.browser_key.data or ""),
    )


def preview_token(comment: Comment, at: datetime) -> str:
    """Opens the private preview of this one reply for half an hour."""
    ends = int((at + PREVIEW_LIFE).timestamp())
    return sign(Purpose.PREVIEW, [comment.id, ends], engine().settings.secret_key)


def find_previewed(token: str, post_id: int, at: datetime) -> Comment | None:
    """The waiting reply that a preview token opens on this post; None when it ended, was altered, or was decided."""
    payload = unsign(Purpose.PREVIEW, token, engine().settings.secret_key)
    if payload is None or int(payload[1]) < at.timestamp():
        return None
    comment = find_held_comment(int(payload[0]))
    return comment if comment and comment.post_id == post_id else None
