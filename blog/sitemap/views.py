"""`/sitemap.xml`, its parts, and `/robots.txt`."""

from collections.abc import Iterator
from datetime import datetime

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from blog.accounts.guards import open_to_anyone
from blog.clock import utcnow
from blog.errors import NotFound
from blog.reading.pages import absolute
from blog.sitemap.queries import Kind, Listed, edition, listed_in, parts_of
from blog.sitemap.urlset import Place, build_index, build_urlset
from blog.web.page_cache import cacheable, remembered

bp = Blueprint("sitemap", __name__)

MEDIA_TYPE = "application/xml"
LAST_PART = 50_000  # the most that an index may list
NOT_FOR_MACHINES = ("/account/", "/desk/", "/login", "/moderation/", "/search/", "/settings/")


@bp.get("/sitemap.xml")
@open_to_anyone
@cacheable
def show_index() -> Response:
    at = utcnow()
    return remembered(("sitemap", edition(at)), lambda: build_index(_parts(at)), MEDIA_TYPE)


@bp.get("/sitemap-<any(posts, pages, tags, categories, series, authors):kind>-<int:part>.xml")
@open_to_anyone
@cacheable
def show_part(kind: str, part: int) -> Response:
    """Made anew each time: machines seldom ask, and remembering it would drive out pages that people read."""
    listed = listed_in(Kind(kind), part, utcnow()) if part <= LAST_PART else []
    if not listed:
        raise NotFound
    places = (Place(absolute(_path_of(Kind(kind), each)), each.changed_at) for each in listed)
    return Response(build_urlset(places), mimetype=MEDIA_TYPE)


@bp.get("/robots.txt")
@open_to_anyone
@cacheable
def show_robots() -> Response:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_MACHINES)]
    lines += ["", f"Sitemap: {absolute(url_for('sitemap.show_index'))}", ""]
    return Response("\n".join(lines), mimetype="text/plain")


ENDPOINTS = {
    Kind.POSTS: "reading.show_post",
    Kind.PAGES: "reading.show_post",
    Kind.TAGS: "archives.show_tag",
    Kind.CATEGORIES: "archives.show_category",
    Kind.SERIES: "archives.show_series",
    Kind.AUTHORS: "archives.show_author",
}


def _parts(at: datetime) -> Iterator[Place]:
    for kind in Kind:
        for number, changed_at in parts_of(kind, at):
            yield Place(absolute(url_for("sitemap.show_part", kind=kind.value, part=number)), changed_at)


def _path_of(kind: Kind, listed: Listed) -> str:
    if kind is Kind.POSTS:
        return url_for(ENDPOINTS[kind], year=listed.year, month=listed.month, slug=listed.slug)
    return url_for(ENDPOINTS[kind], slug=listed.slug)
