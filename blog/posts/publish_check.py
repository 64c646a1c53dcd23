"""What a careful editor would see before a post is published. Warnings, each with its line; none of them refuses."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote, urlsplit

from sqlalchemy import Select, select

from blog.database import db
from blog.media.formats import names_in, parse_name
from blog.media.models import MediaFile
from blog.posts.addresses import is_reserved
from blog.posts.models import Category, Post, PreviousSlug, PreviousTermSlug, Revision, Series, Tag
from blog.posts.queries import is_public
from blog.text.inspection import Inspection, Place, Remark, inspect, line_of

LONGEST_TITLE = 90  # characters that feed readers and search results show of a title

_POST = re.compile(r"/[0-9]{4}/[0-9]{2}/([^/]+)/?")
_PAGE = re.compile(r"/([^/]+)/?")
_TERM = re.compile(r"/(tag|category|series)/([^/]+)/?")
_MEDIA = re.compile(r"/media/([^/]+)")


@dataclass(frozen=True)
class PublishWarning:
    """`code` is what `wording.WARNINGS` says in a sentence; `line` is None for what concerns the whole post."""

    code: str
    line: int | None = None
    quote: str = ""


def check_post(revision: Revision, site_url: str, at: datetime) -> list[PublishWarning]:
    """What is to be said of a saved text, the whole post first, then line by line."""
    found = inspect(revision.body)
    pictures = _pictures(found)
    places = [(remark.value, place) for remark, place in found.remarks if not _is_decorative(remark, place, pictures)]
    places += [("dead_link", place) for place in _dead(found.addresses, site_url, pictures, at)]
    lines = sorted({(place.line, code) for code, place in places})
    return [
        *_of_the_whole(revision),
        *(PublishWarning(code, line, line_of(revision.body, line)) for line, code in lines),
    ]


def _of_the_whole(revision: Revision) -> list[PublishWarning]:
    found = []
    if len(revision.title) > LONGEST_TITLE:
        found.append(PublishWarning("long_title"))
    if not revision.excerpt:
        found.append(PublishWarning("no_excerpt"))
    return found


def _pictures(found: Inspection) -> dict[str, bool]:
    """The pictures of the site that the text names, and whether each is mere decoration."""
    named = {name for place in found.addresses for name in names_in(place.address)}
    query = select(MediaFile.name, MediaFile.is_decorative).where(MediaFile.name.in_(named))
    return {row.name: row.is_decorative for row in db.session.execute(query)} if named else {}


def _is_decorative(remark: Remark, place: Place, pictures: dict[str, bool]) -> bool:
    return remark is Remark.NO_ALTERNATIVE and any(pictures.get(name) for name in names_in(place.address))


def _dead(places: Iterable[Place], site_url: str, pictures: dict[str, bool], at: datetime) -> list[Place]:
    """Those addresses on this site that lead nowhere; one question for each kind, however many there are."""
    paths = {place: path for place in places if (path := _path_here(place.address, site_url))}
    slugs = _named(_POST, paths.values())
    slugs |= {slug for slug in _named(_PAGE, paths.values()) if not is_reserved(slug)}
    posts = _found(slugs, lambda names: select(Post.slug).where(is_public(at), Post.slug.in_(names)))
    posts |= _found(slugs - posts, lambda names: _formerly(at).where(PreviousSlug.slug.in_(names)))
    terms = _terms(paths.values())
    return [place for place, path in paths.items() if _leads_nowhere(path, posts, terms, pictures)]


def _leads_nowhere(path: str, posts: set[str], terms: set[tuple[str, str]], pictures: dict[str, bool]) -> bool:
    """Addresses of a kind that is not known here are taken to lead somewhere."""
    if match := _POST.fullmatch(path):
        return match[1] not in posts
    if match := _TERM.fullmatch(path):
        return (match[1], match[2]) not in terms
    if _MEDIA.fullmatch(path):
        return not _is_stored(path, pictures)
    match = _PAGE.fullmatch(path)
    return match is not None and not is_reserved(match[1]) and match[1] not in posts


def _is_stored(path: str, pictures: dict[str, bool]) -> bool:
    """A smaller copy of a picture is taken to be there."""
    name = parse_name(path.removeprefix("/media/"))
    return name is not None and (not name.is_original or any(each in pictures for each in names_in(path)))


def _path_here(address: str, site_url: str) -> str:
    """The path of an address on this site, as it is stored; empty for one that is elsewhere or within the page."""
    rest = address.removeprefix(site_url)
    return unquote(urlsplit(rest).path) if rest.startswith("/") and not rest.startswith("//") else ""


def _named(pattern: re.Pattern[str], paths: Iterable[str]) -> set[str]:
    return {match[1] for path in paths if (match := pattern.fullmatch(path))}


def _formerly(at: datetime) -> Select[str]:
    return select(PreviousSlug.slug).join(Post, Post.id == PreviousSlug.post_id).where(is_public(at))


def _found(names: set[str], ask: Callable[[set[str]], Select[str]]) -> set[str]:
    return set(db.session.scalars(ask(names))) if names else set()


def _terms(paths: Iterable[str]) -> set[tuple[str, str]]:
    wanted = {(match[1], match[2]) for path in paths if (match := _TERM.fullmatch(path))}
    found: set[tuple[str, str]] = set()
    for kind, table in (("tag", Tag), ("category", Category), ("series", Series)):
        slugs = {slug for each, slug in wanted if each == kind}
        found |= {(kind, slug) for slug in _found(slugs, _slugs_of(table))}
    slugs = {slug for _, slug in wanted - found}
    if slugs:
        former = select(PreviousTermSlug.kind, PreviousTermSlug.slug).where(PreviousTermSlug.slug.in_(slugs))
        found |= {(kind.value, slug) for kind, slug in db.session.execute(former)}
    return found


def _slugs_of(table: type[Tag | Category | Series]) -> Callable[[set[str]], Select[str]]:
    return lambda names: select(table.slug).where(table.slug.in_(names))
