"""The public pages, cut into parts by the ids of their rows: a part costs one query and little memory, however many."""

from collections.abc import Hashable, Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from blog.accounts.models import User
from blog.database import db
from blog.posts.lifecycle import PostKind
from blog.posts.models import Category, Post, Revision, Series, Tag, post_tags
from blog.posts.queries import IS_LIVE, is_public
from blog.settings.site_version import site_version

IDS_IN_A_PART = 10_000  # a fifth of what the protocol allows: 1.5 MB of text


class Kind(StrEnum):
    """What a part lists; its address is named so."""

    POSTS = "posts"
    PAGES = "pages"
    TAGS = "tags"
    CATEGORIES = "categories"
    SERIES = "series"
    AUTHORS = "authors"


class Listed(NamedTuple):
    """What an address is made from (a post's with its year and month), and the last change."""

    slug: str
    year: int | None
    month: int | None
    changed_at: datetime


ROWS: dict[Kind, type[Post] | type[Tag] | type[Category] | type[Series] | type[User]] = {
    Kind.POSTS: Post,
    Kind.PAGES: Post,
    Kind.TAGS: Tag,
    Kind.CATEGORIES: Category,
    Kind.SERIES: Series,
    Kind.AUTHORS: User,
}


def edition(at: datetime) -> tuple[Hashable, ...]:
    """While these stay the same, so does what is public: the version of the site, and what appeared by itself."""
    newest = [
        select(func.max(Post.published_at)).where(Post.kind == kind, is_public(at)).scalar_subquery()
        for kind in PostKind
    ]
    return tuple(db.session.execute(select(site_version().scalar_subquery(), *newest)).one())


def listed_in(kind: Kind, part: int, at: datetime) -> list[Listed]:
    """What stands in a part, counted from 1; one query. Empty where there is no such part."""
    row, first = ROWS[kind], (part - 1) * IDS_IN_A_PART + 1
    shown = (row.slug, func.max(Post.year), func.max(Post.month), *_CHANGES)
    query = _public(kind, at).with_only_columns(*shown).where(row.id.between(first, first + IDS_IN_A_PART - 1))
    rows: Iterable[Any] = db.session.execute(query.group_by(row.id, row.slug).order_by(row.id))
    return [Listed(slug, year, month, max(changes)) for slug, year, month, *changes in rows]


def parts_of(kind: Kind, at: datetime) -> list[tuple[int, datetime]]:
    """The parts in which anything stands, each with its last change.

    This reads every public row of its kind, so the answer is worth remembering.
    """
    part = ((ROWS[kind].id - 1) // IDS_IN_A_PART + 1).label("part")
    query = _public(kind, at).with_only_columns(part, *_CHANGES).group_by(part).order_by(part)
    rows: Iterable[Any] = db.session.execute(query)
    return [(number, max(changes)) for number, *changes in rows]


# A post changed when its words were saved, or when they were first to be seen.
_CHANGES = (func.max(Post.published_at), func.max(Revision.saved_at))


def _public(kind: Kind, at: datetime) -> Select[Any]:
    """Public posts with their live revisions, and what they stand in; a term without any is in no sitemap."""
    kind_of_post = PostKind.PAGE if kind is Kind.PAGES else PostKind.POST
    posts = select(Post.id).join(Revision, IS_LIVE).where(Post.kind == kind_of_post, is_public(at))
    if kind is Kind.TAGS:
        return posts.join(post_tags, post_tags.c.post_id == Post.id).join(Tag, Tag.id == post_tags.c.tag_id)
    if kind is Kind.CATEGORIES:
        return posts.join(Category, Category.id == Post.category_id)
    if kind is Kind.SERIES:
        return posts.join(Series, Series.id == Post.series_id)
    if kind is Kind.AUTHORS:
        return posts.join(User, User.id == Post.author_id)
    return posts
