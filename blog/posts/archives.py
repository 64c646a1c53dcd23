"""The public archives: posts by year, month, tag, category, series and author, a page at a time.

Each is read in the order of an index of its own, from its end; `tests/web/test_queries.py` shows it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, Select, func, select

from blog.accounts.models import User
from blog.database import db
from blog.errors import NotFound
from blog.posts.lifecycle import PostKind, TermKind
from blog.posts.models import Category, Post, Series, Tag, Term, post_tags
from blog.posts.queries import PageOfPosts, is_public, public_posts, with_what_is_shown
from blog.posts.terms import MODELS, CountedTerm

MOST_SHOWN = 300  # tags of the overview


def posts_of_year(year: int, at: datetime) -> Select[Post]:
    """By the year of their addresses, newest month first."""
    newest_first = (Post.month.desc(), Post.published_at.desc(), Post.id.desc())
    every_month = Post.month.between(1, 12)  # tells SQLite that the index of months is the narrower one
    return public_posts(at).where(Post.year == year, every_month).order_by(None).order_by(*newest_first)


def posts_of_month(year: int, month: int, at: datetime) -> Select[Post]:
    return public_posts(at).where(Post.year == year, Post.month == month)


def posts_of_author(author: User, at: datetime) -> Select[Post]:
    return public_posts(at).where(Post.author_id == author.id)


def posts_of_term(term: Term, at: datetime) -> Select[Post]:
    """Newest first, but a series from its first part on."""
    if isinstance(term, Category):
        return public_posts(at).where(Post.category_id == term.id)
    if isinstance(term, Series):
        parts = public_posts(at).where(Post.series_id == term.id)
        return parts.order_by(None).order_by(Post.published_at, Post.id)
    return posts_with_tag(term.id, at)


@dataclass(frozen=True)
class Overview:
    """Every archive that holds something, with the number of its posts. Months are years with their months."""

    months: dict[int, list[tuple[int, int]]]
    terms: dict[TermKind, list[CountedTerm]]


def overview(at: datetime) -> Overview:
    """Four questions, each of which reads an index through: worth remembering."""
    by_month = public_posts(at).order_by(None).with_only_columns(Post.year, Post.month, func.count())
    by_month = by_month.group_by(Post.year, Post.month).order_by(Post.year.desc(), Post.month.desc())
    months: dict[int, list[tuple[int, int]]] = {}
    for year, month, count in db.session.execute(by_month):
        months.setdefault(year or 0, []).append((month or 0, count))
    return Overview(months, {kind: _terms_with_posts(model, at) for kind, model in MODELS.items()})


def _terms_with_posts(model: type[Term], at: datetime) -> list[CountedTerm]:
    is_shown = (Post.kind == PostKind.POST, is_public(at))
    query = select(model, func.count())
    if model is Tag:
        query = query.join(post_tags, post_tags.c.tag_id == model.id).join(Post, Post.id == post_tags.c.post_id)
    else:
        query = query.join(Post, _column(model) == model.id)
    found = db.session.execute(query.where(*is_shown).group_by(model.id).order_by(model.slug).limit(MOST_SHOWN))
    return [CountedTerm(*row) for row in found]


def _column(model: type[Term]) -> Any:
    return Post.category_id if model is Category else Post.series_id


def find_author(slug: str) -> User | None:
    return db.session.scalar(select(User).where(User.slug == slug))


def page_of_archive(query: Select[Post], number: int, per_page: int) -> PageOfPosts:
    """Raises NotFound for a page without posts, the first among them: nobody links to an empty archive."""
    query = with_what_is_shown(query).offset((number - 1) * per_page).limit(per_page + 1)
    posts = list(db.session.scalars(query))
    if not posts:
        raise NotFound
    return PageOfPosts(posts[:per_page], number, has_next=len(posts) > per_page)


def posts_with_tag(tag_id: int | ScalarSelect[int], at: datetime) -> Select[Post]:
    """By the time that stands beside the tag, for one index can't hold what is in two tables."""
    tagged = post_tags.c
    return (
        select(Post)
        .join(post_tags, tagged.post_id == Post.id)
        .where(tagged.tag_id == tag_id, tagged.published_at <= at, Post.kind == PostKind.POST, is_public(at))
        .order_by(tagged.published_at.desc(), tagged.post_id.desc())
    )
