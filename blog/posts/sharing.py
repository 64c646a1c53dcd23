"""Sharing a preview with people without an account: the links of a post, made and withdrawn on the desk."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from blog.accounts.guards import requires, signed_in_user
from blog.accounts.permissions import may_write_posts
from blog.clock import utcnow
from blog.database import transaction
from blog.errors import Refused
from blog.posts.forms import PreviewLinkForm, WithdrawForm
from blog.posts.models import Post
from blog.posts.preview_links import links_of, make_preview_link, withdraw_preview_link
from blog.posts.queries import get_post
from blog.web.engine import engine
from blog.web.error_pages import sentence

bp = Blueprint("sharing", __name__, url_prefix="/desk/posts/<int:post_id>/preview-links")


@bp.get("")
@requires(may_write_posts)
def show_links(post_id: int) -> Response:
    return _page(get_post(post_id, signed_in_user()), PreviewLinkForm())


@bp.post("")
@requires(may_write_posts)
def create_link(post_id: int) -> Response:
    """Answers with the link itself: it stands on this one page, and its hash alone in the database."""
    post = get_post(post_id, signed_in_user())
    form = PreviewLinkForm()
    if not form.is_valid():
        return _page(post, form, status=422)
    try:
        with transaction():
            post = get_post(post_id, signed_in_user())
            token = make_preview_link(post, form.number_of_days, signed_in_user(), utcnow())
    except Refused as refusal:
        form.days.errors = [sentence(refusal)]
        return _page(get_post(post_id, signed_in_user()), form, status=refusal.status)
    address = engine().settings.site_url + url_for("reading.show_draft", token=token)
    return _page(post, form, address=address, status=201)


@bp.post("/<int:link_id>/withdraw")
@requires(may_write_posts)
def withdraw(post_id: int, link_id: int) -> ResponseReturnValue:
    WithdrawForm().is_valid()
    with transaction():
        post = get_post(post_id, signed_in_user())
        withdraw_preview_link(post, link_id, signed_in_user().as_actor(), utcnow())
    return redirect(url_for("sharing.show_links", post_id=post_id, done="withdrawn"), 303)


def _page(post: Post, form: PreviewLinkForm, address: str = "", status: int = 200) -> Response:
    body = render_template(
        "posts/preview_links.html",
        post=post,
        form=form,
        address=address,
        links=links_of(post, utcnow()),
        withdraw_form=WithdrawForm(formdata=None),
        is_withdrawn=request.args.get("done") == "withdrawn",
    )
    return Response(body, status, mimetype="text/html")
