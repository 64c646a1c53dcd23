"""The addresses of the feeds. Each has three forms: RSS, Atom under `atom/`, JSON Feed under `json/`.

A feed tells by its `ETag` alone whether it changed: there are changes that no date in it tells of, such as a new name
of an author, so a `Last-Modified` would lie.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from flask import Blueprint, redirect, request, url_for
from sqlalchemy import Select
from werkzeug.wrappers import Response

from blog.accounts.guards import open_to_anyone
from blog.clock import utcnow
from blog.comments.models import Comment
from blog.errors import NotFound
from blog.feeds import atom, json_feed, rss
from blog.feeds.feed import Feed
from blog.feeds.pages import about_author, about_post, about_replies, about_site, about_term, post_entry, reply_entry
from blog.feeds.queries import (
    FeedEdition,
    get_author,
    get_term,
    newest_of,
    newest_replies,
    posts_by_author,
    posts_edition,
    posts_in_category,
    posts_tagged,
    replies_edition,
)
from blog.posts.lifecycle import TermKind
from blog.posts.models import Post
from blog.posts.queries import find_edition, find_moved_post, get_public_post, public_posts
from blog.posts.terms import find_new_term_slug
from blog.reading.pages import post_path
from blog.reading.views import PAGE_RULE, POST_RULE
from blog.web.page_cache import cacheable, remembered
from blog.web.site import site_is_at

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
    posts = public_posts(utcnow())
    return _feed(form, posts_edition(posts), lambda: about_site(map(post_entry, newest_of(posts))))


@in_each_form("/tag/<slug>/feed/")
@open_to_anyone
@cacheable
def show_posts_with_tag(slug: str, form: str) -> Response:
    return _posts_of_term(TermKind.TAG, slug, form, posts_tagged(slug, utcnow()))


@in_each_form("/category/<slug>/feed/")
@open_to_anyone
@cacheable
def show_posts_in_category(slug: str, form: str) -> Response:
    return _posts_of_term(TermKind.CATEGORY, slug, form, posts_in_category(slug, utcnow()))


@in_each_form("/author/<slug>/feed/")
@open_to_anyone
@cacheable
def show_posts_by_author(slug: str, form: str) -> Response:
    posts = posts_by_author(slug, utcnow())
    edition = _of_something(posts_edition(posts))
    return _feed(form, edition, lambda: about_author(get_author(slug), map(post_entry, newest_of(posts))))


@in_each_form("/comments/feed/")
@open_to_anyone
@cacheable
def show_replies(form: str) -> Response:
    """The newest replies to all posts."""
    at = utcnow()
    return _feed(form, replies_edition(at), lambda: about_replies(map(reply_entry, newest_replies(at))))


@in_each_form(f"{PAGE_RULE}feed/")
@in_each_form(f"{POST_RULE}feed/")
@open_to_anyone
@cacheable
def show_replies_to_post(slug: str, form: str, year: int | None = None, month: int | None = None) -> Response:
    """The newest replies to one post, or without year and month to a page."""
    edition = find_edition(year, month, slug, utcnow())
    if edition is None:
        return _to_its_address(slug, form)
    return _feed(form, FeedEdition((edition,), edition.site_version), partial(_replies_to_post, year, month, slug))


def _posts_of_term(kind: TermKind, slug: str, form: str, posts: Select[Post]) -> Response:
    edition = posts_edition(posts)
    new_slug = None if edition.rows else find_new_term_slug(kind, slug)
    if new_slug:
        return redirect(url_for(request.endpoint or "", slug=new_slug, form=form), 301)
    make = partial(_about_term, kind, slug, posts)
    return _feed(form, _of_something(edition), make)


def _about_term(kind: TermKind, slug: str, posts: Select[Post]) -> Feed:
    return about_term(kind, get_term(kind, slug), map(post_entry, newest_of(posts)))


def _of_something(edition: FeedEdition) -> FeedEdition:
    """Raises NotFound where nothing is public: the name of a tag or a person may not be known yet."""
    if not edition.rows:
        raise NotFound
    return edition


def _replies_to_post(year: int | None, month: int | None, slug: str) -> Feed:
    at = utcnow()
    post = get_public_post(year, month, slug, at)
    return about_post(post, map(reply_entry, newest_replies(at, Comment.post_id == post.id)))


def _to_its_address(slug: str, form: str) -> Response:
    post = find_moved_post(slug, utcnow())
    if post is None:
        raise NotFound
    return redirect(f"{post_path(post)}feed/{'' if form == 'rss' else form + '/'}", 301)


def _feed(form: str, edition: FeedEdition, make: Callable[[], Feed]) -> Response:
    """The feed of this edition in one of its forms; one of nothing is not worth remembering.

    Remembered by its address, for two tags of the same posts have the same edition.
    """
    build, media_type = FORMS[form]
    if edition.site_version is None:
        return Response(build(make()), mimetype=media_type)
    site_is_at(edition.site_version)
    return remembered((request.path, edition), lambda: build(make()), media_type)
