"""What stands around a post: the ones before and after it, the other parts of its series, and what is related to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, union_all

from blog.database import db
from blog.posts.lifecycle import PostKind
from blog.posts.models import Post, PostWord, Revision, post_tags
from blog.posts.queries import IS_LIVE, is_public
from blog.text.keywords import keywords

MOST_RELATED = 3
NEWEST = 50  # posts with the same tag or word that are looked at
MOST_TAGS = 12
A_TAG, ENOUGH = 100, 2  # what a shared tag counts, a word being 1; and what is too little to be related


@dataclass(frozen=True)
class Neighbour:
    """A public post, as a link needs it."""

    id: int
    title: str
    slug: str
    year: int
    month: int
    kind: PostKind = PostKind.POST


@dataclass(frozen=True)
class SeriesPlace:
    """Where a post stands in its series; `number` counts from 1."""

    parts: list[Neighbour]
    number: int

    @property
    def previous(self) -> Neighbour | None:
        return self.parts[self.number - 2] if self.number > 1 else None

    @property
    def next(self) -> Neighbour | None:
        return self.parts[self.number] if self.number < len(self.parts) else None


@dataclass(frozen=True)
class Neighbourhood:
    previous: Neighbour | None = None
    next: Neighbour | None = None
    place: SeriesPlace | None = None
    related: tuple[Neighbour, ...] = ()


def neighbourhood_of(post: Post, at: datetime) -> Neighbourhood:
    """Of a public post, which comes with tags and live revision: two questions, three for a part of a series."""
    previous, following = _before_and_after(post, at)
    place = _place_in_series(post, at) if post.series_id else None
    return Neighbourhood(previous, following, place, _related(post, at))


def _before_and_after(post: Post, at: datetime) -> tuple[Neighbour | None, Neighbour | None]:
    time = post.published_at or at
    earlier = and_(Post.published_at <= time, or_(Post.published_at < time, Post.id < post.id))
    later = and_(Post.published_at >= time, or_(Post.published_at > time, Post.id > post.id))
    nearest = [
        _links(at, earlier).order_by(Post.published_at.desc(), Post.id.desc()),
        _links(at, later).order_by(Post.published_at, Post.id),
    ]
    sides = [
        select(literal(side).label("side"), query.limit(1).subquery(f"side_{side}"))
        for side, query in enumerate(nearest)
    ]
    found: dict[int, Neighbour] = {row[0]: Neighbour(*row[1:]) for row in db.session.execute(union_all(*sides))}
    return found.get(0), found.get(1)


def _place_in_series(post: Post, at: datetime) -> SeriesPlace | None:
    query = _links(at, Post.series_id == post.series_id).order_by(Post.published_at, Post.id)
    parts = [Neighbour(*row) for row in db.session.execute(query)]
    number = next((number for number, part in enumerate(parts, start=1) if part.id == post.id), None)
    return SeriesPlace(parts, number) if number else None


def _related(post: Post, at: datetime) -> tuple[Neighbour, ...]:
    """Who shares most tags, and among those most of the words that say something; the newest where that is equal.

    Of each tag and word only the newest posts are looked at, so that a common one costs no more than a rare one.
    """
    shared = _shared(post, at)
    if not shared:
        return ()
    every = union_all(*(select(one.subquery()) for one in shared)).subquery()
    sums = select(every.c.post_id, func.sum(every.c.weight).label("score")).group_by(every.c.post_id).subquery()
    query = _links(at, Post.id != post.id, sums.c.score >= ENOUGH).join(sums, sums.c.post_id == Post.id)
    query = query.order_by(sums.c.score.desc(), Post.published_at.desc(), Post.id.desc()).limit(MOST_RELATED)
    return tuple(Neighbour(*row) for row in db.session.execute(query))


def _shared(post: Post, at: datetime) -> list[Select[Any]]:
    tags, words = post_tags.c, PostWord.__table__.c
    own_words = keywords(post.live.title, post.live.summary) if post.live else ()
    same: list[tuple[int, Any, ColumnElement[bool]]] = [
        (A_TAG, tags, tags.tag_id == tag.id) for tag in post.tags[:MOST_TAGS]
    ]
    same += [(1, words, words.word == word) for word in own_words]
    return [
        select(literal(weight).label("weight"), table.post_id)
        .where(is_same, table.published_at <= at)
        .order_by(table.published_at.desc(), table.post_id.desc())
        .limit(NEWEST)
        for weight, table, is_same in same
    ]


def _links(at: datetime, *which: ColumnElement[bool]) -> Select[Any]:
    shown: tuple[Any, ...] = (Post.id, Revision.title, Post.slug, Post.year, Post.month)
    return select(*shown).join(Revision, IS_LIVE).where(Post.kind == PostKind.POST, is_public(at), *which)
