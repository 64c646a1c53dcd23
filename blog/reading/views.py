"""The public pages, and the POST of the reply form."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from blog.accounts.guards import open_to_anyone
from blog.clock import utcnow
from blog.comments.forms import ReplyForm
from blog.comments.queries import find_public_comment
from blog.errors import BlogError, NotFound, TooSoon
from blog.posts.models import Post
from blog.posts.preview_links import get_previewed
from blog.posts.queries import (
    find_edition,
    find_moved_post,
    find_pinned_post,
    get_post_to_answer,
    get_public_post,
    home_edition,
    page_of_public_posts,
)
from blog.reading.pages import draft_page, home_page, post_page, post_path, reply_form
from blog.reading.replying import find_previewed, preview_token, receive
from blog.web.error_pages import show_refusal
from blog.web.forgery import Forged
from blog.web.forms import this_hour
from blog.web.page_cache import cacheable, has_session_cookie, keep_private, remembered
from blog.web.site import site, site_is_at

bp = Blueprint("reading", __name__)

OF_ONE_READER = {"awaiting", "replytocom"}  # any other word in an address changes nothing on a post's page
PAGE_RULE = "/<page_name:slug>/"
POST_RULE = "/<int(fixed_digits=4):year>/<int(fixed_digits=2):month>/<slug>/"


@bp.get("/")
@open_to_anyone
@cacheable
def show_home() -> ResponseReturnValue:
    at, per_page = utcnow(), site().posts_per_page
    edition = home_edition(at, per_page)
    if not edition or has_session_cookie():
        return _home(at, per_page)
    return remembered(("home", edition), partial(_home, at, per_page))


def _home(at: datetime, per_page: int) -> str:
    return home_page(page_of_public_posts(1, at, per_page), find_pinned_post(at))


@bp.get("/page/<int:number>/")
@open_to_anyone
@cacheable
def show_page(number: int) -> ResponseReturnValue:
    if number < 2:
        return redirect(url_for("reading.show_home"), 301)
    return home_page(page_of_public_posts(min(number, 10**6), utcnow(), site().posts_per_page))


@bp.get(PAGE_RULE)
@bp.get(POST_RULE)
@open_to_anyone
@cacheable
def show_post(slug: str, year: int | None = None, month: int | None = None) -> ResponseReturnValue:
    """A post, or without year and month a page.

    With `?awaiting=<token>` also the one reply that the token opens, for nobody else and no cache.
    """
    edition = find_edition(year, month, slug, utcnow())
    if edition is None:
        return _to_its_address(slug)
    site_is_at(edition.site_version)
    load_post = partial(get_public_post, year, month, slug, utcnow())
    if OF_ONE_READER & request.args.keys() or has_session_cookie():
        return _post_for_one(load_post())
    return remembered((edition, this_hour()), lambda: _post_for_everybody(load_post()))


@bp.post(PAGE_RULE)
@bp.post(POST_RULE)
@open_to_anyone
def create_reply(slug: str, year: int | None = None, month: int | None = None) -> ResponseReturnValue:
    load_post = partial(get_post_to_answer, year, month, slug, utcnow())
    try:
        return _keep_or_refuse(load_post)
    except NotFound:
        return _words_again()


@bp.errorhandler(Forged)
def show_forged(refusal: Forged) -> ResponseReturnValue:
    """A refused forgery costs the writer no word, where there is a public post and words that may be sent."""
    try:
        post = get_post_to_answer(**{"year": None, "month": None, **(request.view_args or {})}, at=utcnow())
        return _form_again(post, reply_form(post), refusal)
    except (NotFound, HTTPException):
        return show_refusal(refusal)


@bp.get("/comments/<int:comment_id>/")
@open_to_anyone
@cacheable
def show_comment(comment_id: int) -> ResponseReturnValue:
    comment = find_public_comment(comment_id, utcnow()) if comment_id < 2**63 else None
    if comment is None:
        raise NotFound
    return redirect(f"{post_path(comment.post)}#comment-{comment.id}", 302)


@bp.get("/preview/<token>/")
@open_to_anyone
def show_draft(token: str) -> Response:
    """What is saved last of a post, for whoever holds a link that somebody made for them."""
    return keep_private(Response(draft_page(get_previewed(token, utcnow())), mimetype="text/html"))


def _keep_or_refuse(load_post: Callable[[], Post]) -> Response:
    form = reply_form(load_post())
    try:
        comment = receive(form, load_post)
    except NotFound:
        raise
    except BlogError as refusal:
        return _form_again(load_post(), form, refusal)
    token = preview_token(comment, comment.submitted_at)
    return redirect(f"{post_path(comment.post)}?awaiting={token}#comment-{comment.id}", 303)


def _post_for_everybody(post: Post) -> str:
    return post_page(post, reply_form(post))


def _post_for_one(post: Post) -> Response:
    """The page for someone signed in, for a writer's preview, or with a form that answers a reply."""
    answering = request.args.get("replytocom", "")
    preview = find_previewed(request.args.get("awaiting", ""), post.id, utcnow())
    form = reply_form(post)
    form.parent.data = answering
    page = Response(post_page(post, form, preview=preview, answering=answering), mimetype="text/html")
    if answering:
        page.headers["X-Robots-Tag"] = "noindex"
    return keep_private(page) if preview else page


def _form_again(post: Post, form: ReplyForm, refusal: BlogError) -> Response:
    """The post's page with every typed word in the form, the reasons above it, and the status of the refusal."""
    page = Response(
        post_page(post, form, refusal, answering=form.parent.data or ""), refusal.status, mimetype="text/html"
    )
    if isinstance(refusal, TooSoon):
        page.headers["Retry-After"] = str(refusal.retry_after)
    return keep_private(page)


def _words_again() -> Response:
    """There is no such post, or not any more: the same page for both, with the words that were sent."""
    body = render_template("reading/gone.html", words=request.form.get("comment", ""))
    return keep_private(Response(body, 404, mimetype="text/html"))


def _to_its_address(slug: str) -> Response:
    """From a former name, or from a year or month that was mistyped or came from another system."""
    post = find_moved_post(slug, utcnow())
    if post is None:
        raise NotFound
    return redirect(post_path(post), 301)
