"""What feeds are made from: the newest posts and replies, and in short, what tells whether a feed has changed."""

from collections.abc import Hashable
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from blog.accounts.models import User
from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment
from blog.database import db
from blog.errors import NotFound
from blog.posts.lifecycle import TermKind
from blog.posts.models import Category, Post, Revision, Tag, post_tags
from blog.posts.queries import is_public, newest_public_posts, public_posts
from blog.settings.site_version import site_version

ENTRIES = 20

Edition = tuple[Hashable, ...]


def of_term(kind: TermKind, slug: str) -> ColumnElement[bool]:
    """Which posts have this tag or this category."""
    if kind is TermKind.CATEGORY:
        return Post.category_id == select(Category.id).where(Category.slug == slug).scalar_subquery()
    tagged = select(post_tags.c.post_id).join(Tag, Tag.id == post_tags.c.tag_id).where(Tag.slug == slug)
    return Post.id.in_(tagged)


def of_author(slug: str) -> ColumnElement[bool]:
    return Post.author_id == select(User.id).where(User.slug == slug).scalar_subquery()


def posts_edition(at: datetime, *which: ColumnElement[bool]) -> Edition:
    """While these rows stay the same, so does the feed of these posts; one query, no text is read."""
    shown = (Post.id, Post.live_number, Post.published_at, User.name, site_version().scalar_subquery())
    query = public_posts(at).join(Post.author).where(*which).limit(ENTRIES).with_only_columns(*shown)
    return tuple(map(tuple, db.session.execute(query)))


def newest_posts(at: datetime, *which: ColumnElement[bool]) -> list[Post]:
    return newest_public_posts(ENTRIES, at, *which)


def replies_edition(at: datetime, *which: ColumnElement[bool]) -> Edition:
    """As `posts_edition`, for replies."""
    shown = (Comment.id, Comment.version, Comment.policy_version, Post.page_version, site_version().scalar_subquery())
    query = select(*shown).join(Comment.post).where(*_is_shown(at), *which).order_by(*_NEWEST_FIRST).limit(ENTRIES)
    return tuple(map(tuple, db.session.execute(query)))


def newest_replies(at: datetime, *which: ColumnElement[bool]) -> list[Comment]:
    """Approved replies to public posts, newest first, with their posts' titles."""
    query = select(Comment).join(Comment.post).where(*_is_shown(at), *which).order_by(*_NEWEST_FIRST).limit(ENTRIES)
    live = joinedload(Comment.post).joinedload(Post.live).load_only(Revision.title, Revision.number, Revision.post_id)
    return list(db.session.scalars(query.options(live)))


def get_author(slug: str) -> User:
    """Raises NotFound."""
    user = db.session.scalar(select(User).where(User.slug == slug))
    if user is None:
        raise NotFound
    return user


def get_term(kind: TermKind, slug: str) -> Tag | Category:
    """Raises NotFound."""
    if kind is TermKind.CATEGORY:
        term: Tag | Category | None = db.session.scalar(select(Category).where(Category.slug == slug))
    else:
        term = db.session.scalar(select(Tag).where(Tag.slug == slug))
    if term is None:
        raise NotFound
    return term


_NEWEST_FIRST = (Comment.submitted_at.desc(), Comment.id.desc())


def _is_shown(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (Comment.status == CommentStatus.APPROVED, is_public(at))
