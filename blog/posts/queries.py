"""Reading posts. `public_posts` is the one rule of what readers may see."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from blog.accounts.models import User
from blog.accounts.permissions import Person, may_edit_post
from blog.database import UtcDateTime, db
from blog.errors import NotFound
from blog.posts.lifecycle import PostKind, PostStatus
from blog.posts.models import Post, PreviousSlug, Revision
from blog.settings.site_version import site_version

IS_LIVE = and_(Revision.post_id == Post.id, Revision.number == Post.live_number)  # joins a post to what readers see


@dataclass(frozen=True)
class PageOfPosts:
    """One page of an archive, counted from 1. `posts` come with author, tags and live revision."""

    posts: list[Post]
    number: int
    has_next: bool


def is_public(at: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """The rule: published, and its time has come."""
    return and_(Post.status == PostStatus.PUBLISHED, Post.published_at <= at)


def public_posts(at: datetime) -> Select[Post]:
    """Posts that readers may see, newest first; pages are none of them."""
    return (
        select(Post).where(Post.kind == PostKind.POST, is_public(at)).order_by(Post.published_at.desc(), Post.id.desc())
    )


def page_of_public_posts(number: int, at: datetime, per_page: int) -> PageOfPosts:
    """The pinned one left out, which stands first of all.

    Raises NotFound for a page beyond the last; the first is there even when it is empty.
    """
    query = (
        with_what_is_shown(public_posts(at).where(Post.pinned_at.is_(None)))
        .offset((number - 1) * per_page)
        .limit(per_page + 1)
    )
    posts = list(db.session.scalars(query))
    if not posts and number > 1:
        raise NotFound
    return PageOfPosts(posts[:per_page], number, has_next=len(posts) > per_page)


def find_pinned_post(at: datetime) -> Post | None:
    query = public_posts(at).where(Post.pinned_at.is_not(None)).order_by(None)
    return db.session.scalar(with_what_is_shown(query).limit(1))


def home_edition(at: datetime, per_page: int) -> tuple[tuple[Any, ...], ...]:
    """What the first page is made from, in short: while this stays the same, so does the page. () without a post."""
    shown = (Post.id, Post.page_version, User.name, Post.pinned_at, site_version().scalar_subquery())
    posts = public_posts(at).join(Post.author).with_only_columns(*shown)
    newest = db.session.execute(posts.where(Post.pinned_at.is_(None)).limit(per_page + 1))
    pinned = db.session.execute(posts.where(Post.pinned_at.is_not(None)).order_by(None).limit(1))
    return tuple(tuple(row) for row in (*newest, *pinned))


@dataclass(frozen=True)
class Edition:
    """What a public post's page is made from, in short: while these stay the same, so does the page."""

    post_id: int
    page_version: int
    author_name: str
    site_version: int
    newest_at: datetime | None  # when the newest public post appeared: one that was scheduled changes its neighbours


def find_edition(year: int | None, month: int | None, slug: str, at: datetime) -> Edition | None:
    """The edition of the public post at this address, without year and month of the page; one query of one row."""
    values = {"year": year, "month": month, "slug": slug, "at": at}
    row = db.session.execute(_edition(is_page=year is None), values).one_or_none()
    return Edition(*row) if row else None


@cache
def _edition(is_page: bool) -> Select[int, int, str, int, datetime | None]:
    """Built once, for building it costs more than asking."""
    here = [Post.slug == bindparam("slug"), Post.kind == (PostKind.PAGE if is_page else PostKind.POST)]
    if not is_page:
        here += [Post.year == bindparam("year"), Post.month == bindparam("month")]
    at: BindParameter[datetime] = bindparam("at", type_=UtcDateTime)
    other = aliased(Post)
    newest = select(func.max(other.published_at)).where(
        other.kind == PostKind.POST, other.status == PostStatus.PUBLISHED, other.published_at <= at
    )
    shown = (Post.id, Post.page_version, User.name, site_version().scalar_subquery(), newest.scalar_subquery())
    return select(*shown).join(Post.author).where(is_public(at), *here)


def find_site_edition(at: datetime) -> tuple[int, datetime | None]:
    """What a page about all public posts is made from, in short."""
    newest = select(func.max(Post.published_at)).where(Post.kind == PostKind.POST, is_public(at))
    row = db.session.execute(select(site_version().scalar_subquery(), newest.scalar_subquery())).one()
    return row[0], row[1]


def get_public_post(year: int | None, month: int | None, slug: str, at: datetime) -> Post:
    """The post at this address, without year and month the page. Raises NotFound."""
    query = select(Post).where(is_public(at), *_at_address(year, month, slug))
    terms = (joinedload(Post.category), joinedload(Post.series))
    post = db.session.scalar(with_what_is_shown(query).options(*terms))
    if post is None:
        raise NotFound
    return post


def find_moved_post(slug: str, at: datetime) -> Post | None:
    """The public post or page that has this name, or had it before it was renamed, under whatever year and month.

    A name belongs to one post for good (`addresses.choose_slug`), so no year is needed to tell which.
    """
    named = select(Post.id).where(Post.slug == slug)
    once_named = select(PreviousSlug.post_id).where(PreviousSlug.slug == slug)
    post_id = db.session.scalar(named) or db.session.scalar(once_named)
    return db.session.scalar(select(Post).where(Post.id == post_id, is_public(at))) if post_id else None


def get_post_to_answer(year: int | None, month: int | None, slug: str, at: datetime) -> Post:
    """The public post at this address, or at the one that it has been given since. Raises NotFound."""
    try:
        return get_public_post(year, month, slug, at)
    except NotFound:
        moved = find_moved_post(slug, at)
        if moved is None:
            raise
        return moved


def get_post(post_id: int, for_: Person | None) -> Post:
    """A post for its author or who may edit every post. For anyone else it is not there: NotFound."""
    post = db.session.get(Post, post_id)
    if post is None or not may_edit_post(for_, post):
        raise NotFound
    return post


def has_posts() -> bool:
    return db.session.scalar(select(Post.id).limit(1)) is not None


def _at_address(year: int | None, month: int | None, slug: str) -> tuple[ColumnElement[bool], ...]:
    """A page stands under no year and month."""
    if year is None:
        return (Post.slug == slug, Post.kind == PostKind.PAGE)
    return (Post.slug == slug, Post.kind == PostKind.POST, Post.year == year, Post.month == month)


def with_what_is_shown(query: Select[Post]) -> Select[Post]:
    """With author, tags and live revision."""
    return query.join(Revision, IS_LIVE).options(
        contains_eager(Post.live), joinedload(Post.author), selectinload(Post.tags)
    )
