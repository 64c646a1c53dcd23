"""The list of posts on the desk: which ones, and a page of them."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, Text, and_, cast, func, or_, select
from sqlalchemy.orm import joinedload

from blog.accounts.models import User
from blog.accounts.permissions import Person, may_edit_every_post
from blog.database import db
from blog.errors import N_
from blog.posts.lifecycle import PostKind, PostStatus
from blog.posts.models import Category, Post, Revision, Tag, post_tags

DESK_PAGE = 30
LOOKED_THROUGH = 2000  # posts whose titles one page of a search reads
MOST_CATEGORIES = 200


class DeskStatus(StrEnum):
    """What a post is, as people see it: scheduled is a status of its own here."""

    DRAFT = N_("draft")
    SCHEDULED = N_("scheduled")
    PUBLISHED = N_("published")
    TRASH = N_("trash")


@dataclass(frozen=True)
class DeskFilters:
    """Each narrows the list. A tag is named by its slug, `text` is looked for in titles."""

    status: DeskStatus | None = None
    kind: PostKind | None = None
    author: int | None = None
    category: int | None = None
    tag: str = ""
    text: str = ""

    @property
    def are_set(self) -> bool:
        """Whether any beside the status is."""
        return any((self.kind, self.author, self.category, self.tag, self.text))


@dataclass(frozen=True)
class DeskPage:
    """`following` is the id below which the next page begins; a search may go on though it found little."""

    posts: list[Post]
    following: int | None


def page_of_desk(for_: Person, filters: DeskFilters, after: int | None, at: datetime) -> DeskPage:
    """The posts that this person may edit, newest first, below the id `after`."""
    query = select(Post).where(*_chosen(for_, filters, at)).order_by(Post.id.desc())
    if after is not None:
        query = query.where(Post.id < after)
    return _search(query, filters.text) if filters.text else _page(query)


def authors_on_desk(for_: Person) -> list[tuple[int, str]]:
    """Who wrote posts, for those who may edit all."""
    if not may_edit_every_post(for_):
        return []
    wrote = select(Post.id).where(Post.author_id == User.id).exists()
    return [
        (id_, name) for id_, name in db.session.execute(select(User.id, User.name).where(wrote).order_by(User.name))
    ]


def categories_on_desk() -> list[tuple[int, str]]:
    query = select(Category.id, Category.name).order_by(Category.slug).limit(MOST_CATEGORIES)
    return [(id_, name) for id_, name in db.session.execute(query)]


def _page(query: Select[Post]) -> DeskPage:
    posts = _load(query.limit(DESK_PAGE + 1))
    return DeskPage(posts[:DESK_PAGE], posts[DESK_PAGE - 1].id if len(posts) > DESK_PAGE else None)


def _search(query: Select[Post], text: str) -> DeskPage:
    """No index helps to find a word in a title, so only so many posts are read for one page."""
    window = query.with_only_columns(Post.id, Post.head_number).limit(LOOKED_THROUGH).subquery()
    head = and_(Revision.post_id == window.c.id, Revision.number == window.c.head_number)
    has_text = func.lower(Revision.title).contains(text.lower(), autoescape=True)
    ids = select(window.c.id).join(Revision, head).where(has_text)
    page = _page(select(Post).where(Post.id.in_(ids)).order_by(Post.id.desc()))
    if page.following:
        return page
    count, last = db.session.execute(select(func.count(), func.min(window.c.id))).one()
    return DeskPage(page.posts, last if count == LOOKED_THROUGH else None)


def _load(query: Select[Post]) -> list[Post]:
    return list(db.session.scalars(query.options(joinedload(Post.head), joinedload(Post.author))))


def _chosen(for_: Person, filters: DeskFilters, at: datetime) -> list[ColumnElement[bool]]:
    chosen = [_has_status(filters.status, at)]
    if not may_edit_every_post(for_):
        chosen.append(Post.author_id == for_.id)
    if filters.author:
        chosen.append(Post.author_id == filters.author)
    if filters.kind:
        chosen.append(Post.kind == filters.kind)
    if filters.category:
        chosen.append(_is_in_category(filters.category))
    if filters.tag:
        chosen.append(_has_tag(filters.tag))
    return chosen


def _has_status(status: DeskStatus | None, at: datetime) -> ColumnElement[bool]:
    if status is None:
        return Post.status != PostStatus.TRASH
    if status is DeskStatus.SCHEDULED:
        return and_(Post.status == PostStatus.PUBLISHED, Post.published_at > at)
    if status is DeskStatus.PUBLISHED:
        return and_(Post.status == PostStatus.PUBLISHED, Post.published_at <= at)
    return Post.status == PostStatus(status.value)


def _is_in_category(category_id: int) -> ColumnElement[bool]:
    """What was never published is in the category that its author named."""
    name = select(Category.name).where(Category.id == category_id).scalar_subquery()
    will_be = and_(Post.live_number.is_(None), Post.head.has(Revision.category == name))
    return or_(Post.category_id == category_id, will_be)


def _has_tag(slug: str) -> ColumnElement[bool]:
    tag = db.session.scalar(select(Tag).where(Tag.slug == slug))
    if tag is None:
        return Post.id.is_(None)
    named = cast(Revision.tags, Text).contains(json.dumps(tag.name), autoescape=True)
    tagged = select(post_tags.c.post_id).where(post_tags.c.tag_id == tag.id)
    return or_(Post.id.in_(tagged), and_(Post.live_number.is_(None), Post.head.has(named)))
