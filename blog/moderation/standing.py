"""What the writers of replies did before, in numbers: one query for all of a page, none of which counts for long."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from blog.accounts.models import User
from blog.accounts.permissions import Person, may_moderate_everything
from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment, Writer
from blog.database import db
from blog.posts.models import Post

MOST_COUNTED = 500  # replies of one status; whoever has more has "500+"
MOST_NEIGHBOURS = 100


@dataclass(frozen=True)
class Standing:
    """One writer's past: their first reply, and how many of each status there are, counted up to MOST_COUNTED."""

    first_seen_at: datetime
    counts: Mapping[CommentStatus, int]

    @property
    def is_new(self) -> bool:
        """Whether there is but one reply, the one that is looked at."""
        return sum(self.counts.values()) <= 1


@dataclass(frozen=True)
class Background:
    """What stands behind the replies of a page; over their own posts only, where authors look."""

    writers: Mapping[int, Standing] = field(default_factory=dict)
    users: Mapping[int, Standing] = field(default_factory=dict)
    neighbours: Mapping[int, int] = field(default_factory=dict)  # by the id of a reply

    def of(self, comment: Comment) -> Standing | None:
        """None where nobody is named any more."""
        return self.writers.get(comment.writer_id or 0) or self.users.get(comment.user_id or 0)

    def near(self, comment: Comment) -> int:
        """How many others from the same network wait, counted up to MOST_NEIGHBOURS."""
        return self.neighbours.get(comment.id, 0)


def background_of(comments: Iterable[Comment], for_: Person) -> Background:
    """At most three queries, however many replies there are."""
    comments = list(comments)
    return Background(
        writers=_standings(Writer, Comment.writer_id, {comment.writer_id for comment in comments}, for_),
        users=_standings(User, Comment.user_id, {comment.user_id for comment in comments}, for_),
        neighbours=_neighbours(comments, for_),
    )


def standing_of(writer: Writer, for_: Person) -> Standing:
    """One writer's."""
    return _standings(Writer, Comment.writer_id, {writer.id}, for_)[writer.id]


def in_scope(for_: Person) -> list[ColumnElement[bool]]:
    """What narrows a query to the replies that this person may moderate."""
    if may_moderate_everything(for_):
        return []
    return [Comment.post_id.in_(select(Post.id).where(Post.author_id == for_.id).correlate(None))]


def _standings(
    whose: type[Writer] | type[User], column: InstrumentedAttribute[Any], ids: set[int | None], for_: Person
) -> dict[int, Standing]:
    wanted = [each for each in ids if each]
    if not wanted:
        return {}
    theirs = [column == whose.id, *in_scope(for_)]
    first = select(func.min(Comment.submitted_at)).where(*theirs).correlate(whose).scalar_subquery()
    counts = [_up_to(MOST_COUNTED, whose, *theirs, Comment.status == status) for status in CommentStatus]
    rows = db.session.execute(select(whose.id, first, *counts).where(whose.id.in_(wanted)))
    return {row[0]: Standing(row[1], dict(zip(CommentStatus, row[2:], strict=True))) for row in rows}


def _neighbours(comments: list[Comment], for_: Person) -> dict[int, int]:
    """Each network is looked at once, through one of its replies; nobody is a neighbour of their own."""
    one_of_each = {comment.network: comment.id for comment in comments if comment.network}
    if not one_of_each:
        return {}
    seen = aliased(Comment)
    near = [Comment.network == seen.network, Comment.status == CommentStatus.PENDING]
    number = _up_to(MOST_NEIGHBOURS + 1, seen, *near, *in_scope(for_))
    query = select(seen.network, number).where(seen.id.in_(one_of_each.values()))
    waiting = dict(db.session.execute(query).all())
    return {
        comment.id: min(waiting[comment.network] - (comment.status is CommentStatus.PENDING), MOST_NEIGHBOURS)
        for comment in comments
        if comment.network
    }


def _up_to(limit: int, outer: Any, *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    """How many replies there are, but no more than `limit` of them are touched."""
    some = select(literal(1)).select_from(Comment).where(*conditions).limit(limit).correlate(outer).subquery()
    return select(func.count()).select_from(some).scalar_subquery()
