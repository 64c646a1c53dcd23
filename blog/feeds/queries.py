"""What feeds are made from: the newest posts and replies, and in short, what tells whether a feed has changed."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload

from blog.accounts.models import User
from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment
from blog.database import db
from blog.errors import NotFound
from blog.posts.archives import find_author, posts_with_tag
from blog.posts.lifecycle import TermKind
from blog.posts.models import Category, Post, Revision, Tag, Term
from blog.posts.queries import is_public, public_posts, with_what_is_shown
from blog.posts.terms import MODELS, find_term
from blog.settings.site_version import site_version

ENTRIES = 20


@dataclass(frozen=True)
class FeedEdition:
    """The rows that a feed is made from, in short: while they stay the same, so does the feed. No text is in them."""

    rows: tuple[Hashable, ...]
    site_version: int | None  # None where there are no rows


def posts_tagged(slug: str, at: datetime) -> Select[Post]:
    return posts_with_tag(select(Tag.id).where(Tag.slug == slug).scalar_subquery(), at)


def posts_in_category(slug: str, at: datetime) -> Select[Post]:
    return public_posts(at).where(
        Post.category_id == select(Category.id).where(Category.slug == slug).scalar_subquery()
    )


def posts_by_author(slug: str, at: datetime) -> Select[Post]:
    return public_posts(at).where(Post.author_id == select(User.id).where(User.slug == slug).scalar_subquery())


def posts_edition(posts: Select[Post]) -> FeedEdition:
    """Of the feed of these posts; one query."""
    shown = (site_version().scalar_subquery(), Post.id, Post.live_number, Post.published_at, User.name)
    return _edition(posts.join(Post.author).with_only_columns(*shown))


def newest_of(posts: Select[Post]) -> list[Post]:
    return list(db.session.scalars(with_what_is_shown(posts).limit(ENTRIES)))


def replies_edition(at: datetime) -> FeedEdition:
    """Of the feed of all replies; one query."""
    shown = (site_version().scalar_subquery(), Comment.id, Comment.version, Comment.policy_version, Post.page_version)
    return _edition(select(*shown).join(Comment.post).where(*_is_shown(at)).order_by(*_NEWEST_FIRST))


def newest_replies(at: datetime, *which: ColumnElement[bool]) -> list[Comment]:
    """Approved replies to public posts, newest first, with their posts' titles."""
    query = select(Comment).join(Comment.post).where(*_is_shown(at), *which).order_by(*_NEWEST_FIRST).limit(ENTRIES)
    live = joinedload(Comment.post).joinedload(Post.live).load_only(Revision.title, Revision.number, Revision.post_id)
    return list(db.session.scalars(query.options(live)))


def get_author(slug: str) -> User:
    """Raises NotFound."""
    user = find_author(slug)
    if user is None:
        raise NotFound
    return user


def get_term(kind: TermKind, slug: str) -> Term:
    """Raises NotFound."""
    term = find_term(MODELS[kind], slug)
    if term is None:
        raise NotFound
    return term


_NEWEST_FIRST = (Comment.submitted_at.desc(), Comment.id.desc())


def _edition(query: Select[Any]) -> FeedEdition:
    rows = tuple(map(tuple, db.session.execute(query.limit(ENTRIES))))
    return FeedEdition(rows, rows[0][0] if rows else None)


def _is_shown(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (Comment.status == CommentStatus.APPROVED, Comment.deleted_at.is_(None), is_public(at))
