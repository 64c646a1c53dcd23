"""The archives: posts by year, month, tag, category, series and author."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select
from werkzeug.wrappers import Response

from blog.accounts.guards import open_to_anyone
from blog.clock import utcnow
from blog.comments.queries import approved_counts
from blog.errors import N_, NotFound
from blog.posts.archives import (
    find_author,
    overview,
    page_of_archive,
    posts_of_author,
    posts_of_month,
    posts_of_term,
    posts_of_year,
)
from blog.posts.lifecycle import TermKind
from blog.posts.models import Category, Post, Series, Tag, Term
from blog.posts.queries import find_site_edition
from blog.posts.terms import find_new_term_slug, find_term
from blog.posts.wording import TERMS
from blog.web.language import gettext, month_name
from blog.web.page_cache import cacheable, remembered
from blog.web.site import site, site_is_at

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])

bp = Blueprint("archives", __name__)

LISTS = {TermKind.SERIES: N_("Series"), TermKind.CATEGORY: N_("Categories"), TermKind.TAG: N_("Tags")}
LAST_PAGE = 10**6  # a number beyond is as good as this one


@dataclass(frozen=True)
class Archive:
    """What all posts of a page have in common. `feed` is the endpoint of its feeds, if it has any."""

    kind: str
    name: str
    description: str = ""
    feed: str | None = None
    has_months: bool = False
    is_series: bool = False


def page_by_page(rule: str) -> Callable[[View], View]:
    """Registers a view for its first page and for all others."""

    def register(view: View) -> View:
        bp.add_url_rule(rule, view_func=view)
        bp.add_url_rule(f"{rule}page/<int:number>/", view_func=view)
        return view

    return register


@bp.get("/archive/")
@open_to_anyone
@cacheable
def show_overview() -> Response:
    """All archives."""
    at = utcnow()
    edition = find_site_edition(at)
    site_is_at(edition[0])
    return remembered(("archives", edition), lambda: _overview_page(at))


@page_by_page("/<digits(4):year>/")
@open_to_anyone
@cacheable
def show_year(year: int, number: int | None = None) -> ResponseReturnValue:
    archive = Archive(gettext("Year"), f"{year:04}", has_months=True)
    return _show(archive, posts_of_year(year, utcnow()), number)


@page_by_page("/<digits(4):year>/<digits(2):month>/")
@open_to_anyone
@cacheable
def show_month(year: int, month: int, number: int | None = None) -> ResponseReturnValue:
    if not (1 <= month <= 12 and year):
        raise NotFound
    return _show(Archive(gettext("Month"), month_name(year, month)), posts_of_month(year, month, utcnow()), number)


@page_by_page("/tag/<slug>/")
@open_to_anyone
@cacheable
def show_tag(slug: str, number: int | None = None) -> ResponseReturnValue:
    return _show_term(Tag, slug, number, feed="feeds.show_posts_with_tag")


@page_by_page("/category/<slug>/")
@open_to_anyone
@cacheable
def show_category(slug: str, number: int | None = None) -> ResponseReturnValue:
    return _show_term(Category, slug, number, feed="feeds.show_posts_in_category")


@page_by_page("/series/<slug>/")
@open_to_anyone
@cacheable
def show_series(slug: str, number: int | None = None) -> ResponseReturnValue:
    return _show_term(Series, slug, number)


@page_by_page("/author/<slug>/")
@open_to_anyone
@cacheable
def show_author(slug: str, number: int | None = None) -> ResponseReturnValue:
    author = find_author(slug)
    if author is None:
        raise NotFound
    archive = Archive(gettext("Author"), author.name, author.biography, feed="feeds.show_posts_by_author")
    return _show(archive, posts_of_author(author, utcnow()), number)


def _overview_page(at: datetime) -> str:
    return render_template("reading/overview.html", overview=overview(at), labels=LISTS)


def _show_term(model: type[Term], slug: str, number: int | None, feed: str | None = None) -> ResponseReturnValue:
    term = find_term(model, slug)
    if term is None:
        return _to_new_name(model.kind, slug)
    words = gettext(TERMS[model.kind])
    archive = Archive(words, term.name, term.description, feed, is_series=model is Series)
    return _show(archive, posts_of_term(term, utcnow()), number)


def _to_new_name(kind: TermKind, slug: str) -> ResponseReturnValue:
    new_slug = find_new_term_slug(kind, slug)
    if new_slug is None:
        raise NotFound
    return redirect(_path(None, slug=new_slug), 301)


def _show(archive: Archive, posts: Select[Post], number: int | None) -> ResponseReturnValue:
    """A page of it; the first has no number in its address."""
    if number is not None and number < 2:
        return redirect(_path(None), 301)
    per_page = site().posts_per_page
    page = page_of_archive(posts, min(number or 1, LAST_PAGE), per_page)
    return render_template(
        "reading/archive.html",
        archive=archive,
        page=page,
        first_part=(page.number - 1) * per_page + 1,
        counts=approved_counts(post.id for post in page.posts),
        here=_path(page.number),
        newer=_path(page.number - 1) if page.number > 1 else None,
        older=_path(page.number + 1) if page.has_next else None,
        feed_slug=(request.view_args or {}).get("slug"),
    )


def _path(number: int | None, **changes: str) -> str:
    """The address of another page of the archive that is asked for."""
    values = {**(request.view_args or {}), "number": number if number and number > 1 else None, **changes}
    return url_for(request.endpoint or "", **values)
