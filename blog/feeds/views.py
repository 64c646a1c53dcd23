"""The addresses of the feeds. Each has three forms: RSS, Atom under `atom/`, JSON Feed under `json/`.

A feed tells by its `ETag` alone whether it changed: there are changes that no date in it tells of, such as a new name
of an author, so a `Last-Modified` would lie.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from blog.accounts.guards import open_to_anyone
from blog.clock import utcnow
from blog.comments.models import Comment
from blog.errors import NotFound
from blog.feeds import atom, json_feed, rss
from blog.feeds.feed import Feed
from blog.feeds.pages import about_author, about_post, about_replies, about_site, about_term, post_entry, reply_entry
from blog.feeds.queries import (
    Edition,
    get_author,
    get_term,
    newest_posts,
    newest_replies,
    of_author,
    of_term,
    posts_edition,
    replies_edition,
)
from blog.posts.lifecycle import TermKind
from blog.posts.queries import find_edition, find_moved_post, get_public_post
from blog.reading.views import POST_RULE
from blog.web.page_cache import cacheable, remembered

View = TypeVar("View", bound=Callable[..., Response])

bp = Blueprint("feeds", __name__)

FORMS: dict[str, tuple[Callable[[Feed], bytes], str]] = {
    "rss": (rss.build_rss, rss.MEDIA_TYPE),
    "atom": (atom.build_atom, atom.MEDIA_TYPE),
    "json": (json_feed.build_json, json_feed.MEDIA_TYPE),
}


def in_each_form(rule: str) -> Callable[[View], View]:
    """Registers a view for the three addresses of one feed; it is given the `form`."""

    def register(view: View) -> View:
        bp.add_url_rule(rule, view_func=view, defaults={"form": "rss"})
        bp.add_url_rule(f"{rule}<any(atom, json):form>/", view_func=view)
        return view

    return register


@in_each_form("/feed/")
@open_to_anyone
@cacheable
def show_posts(form: str) -> Response:
    """The newest posts, whole."""
    at = utcnow()
    return _feed(form, posts_edition(at), lambda: about_site(map(post_entry, newest_posts(at))))


@in_each_form("/tag/<slug>/feed/")
@open_to_anyone
@cacheable
def show_posts_with_tag(slug: str, form: str) -> Response:
    return _posts_of_term(TermKind.TAG, slug, form)


@in_each_form("/category/<slug>/feed/")
@open_to_anyone
@cacheable
def show_posts_in_category(slug: str, form: str) -> Response:
    return _posts_of_term(TermKind.CATEGORY, slug, form)


@in_each_form("/author/<slug>/feed/")
@open_to_anyone
@cacheable
def show_posts_by_author(slug: str, form: str) -> Response:
    at, which = utcnow(), of_author(slug)
    edition = posts_edition(at, which)
    return _feed(form, edition, lambda: about_author(get_author(slug), map(post_entry, newest_posts(at, which))))


@in_each_form("/comments/feed/")
@open_to_anyone
@cacheable
def show_replies(form: str) -> Response:
    """The newest replies to all posts."""
    at = utcnow()
    return _feed(form, replies_edition(at), lambda: about_replies(map(reply_entry, newest_replies(at))))


@in_each_form(f"{POST_RULE}feed/")
@open_to_anyone
@cacheable
def show_replies_to_post(year: int, month: int, slug: str, form: str) -> Response:
    at = utcnow()
    edition = find_edition(year, month, slug, at)
    if edition is None:
        return _to_its_address(slug, form)
    return _feed(form, (edition,), partial(_replies_to_post, year, month, slug))


def _posts_of_term(kind: TermKind, slug: str, form: str) -> Response:
    at, which = utcnow(), of_term(kind, slug)
    edition = posts_edition(at, which)
    return _feed(
        form, edition, lambda: about_term(kind, get_term(kind, slug), map(post_entry, newest_posts(at, which)))
    )


def _replies_to_post(year: int, month: int, slug: str) -> Feed:
    at = utcnow()
    post = get_public_post(year, month, slug, at)
    return about_post(post, map(reply_entry, newest_replies(at, Comment.post_id == post.id)))


def _to_its_address(slug: str, form: str) -> Response:
    post = find_moved_post(slug, utcnow())
    if post is None:
        raise NotFound
    new = url_for("feeds.show_replies_to_post", year=post.year, month=post.month, slug=post.slug, form=form)
    return redirect(new, 301)


def _feed(form: str, edition: Edition, make: Callable[[], Feed]) -> Response:
    """The feed of this edition in one of its forms; one of nothing (an empty edition) is not worth remembering."""
    build, media_type = FORMS[form]
    if not edition:
        return Response(build(make()), mimetype=media_type)
    return remembered((request.endpoint, form, edition), lambda: build(make()), media_type)
