"""The public archives: posts by year, month, tag, category, series and author, a page at a time.

Each is read in the order of an index of its own, from its end; `tests/web/test_queries.py` shows it.
"""

from datetime import datetime

from sqlalchemy import Select, select

from blog.accounts.models import User
from blog.database import db
from blog.errors import NotFound
from blog.posts.lifecycle import PostKind
from blog.posts.models import Category, Post, Series, Term, post_tags
from blog.posts.queries import PageOfPosts, is_public, public_posts, with_what_is_shown


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
    return _posts_with_tag(term, at)


def find_author(slug: str) -> User | None:
    return db.session.scalar(select(User).where(User.slug == slug))


def page_of_archive(query: Select[Post], number: int, per_page: int) -> PageOfPosts:
    """Raises NotFound for a page without posts, the first among them: nobody links to an empty archive."""
    query = with_what_is_shown(query).offset((number - 1) * per_page).limit(per_page + 1)
    posts = list(db.session.scalars(query))
    if not posts:
        raise NotFound
    return PageOfPosts(posts[:per_page], number, has_next=len(posts) > per_page)


def _posts_with_tag(tag: Term, at: datetime) -> Select[Post]:
    """By the time that stands beside the tag, for one index can't hold what is in two tables."""
    tagged = post_tags.c
    return (
        select(Post)
        .join(post_tags, tagged.post_id == Post.id)
        .where(tagged.tag_id == tag.id, tagged.published_at <= at, Post.kind == PostKind.POST, is_public(at))
        .order_by(tagged.published_at.desc(), tagged.post_id.desc())
    )
