"""The conversation around one reply, from the reply that began it, whatever its replies are by now."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import CTE, Select, select
from sqlalchemy.orm import aliased

from blog.comments.models import Comment
from blog.comments.threads import Thread, build_threads
from blog.database import db

MOST = 50  # replies; of a longer conversation the nearest are shown
MOST_ABOVE = 20
MOST_BESIDE = 7  # before it, and as many after it
MOST_BELOW = 15


@dataclass(frozen=True)
class Conversation:
    """The tree around a reply. `is_whole` is False where there is more than is shown."""

    threads: list[Thread]
    is_whole: bool

    @property
    def is_alone(self) -> bool:
        return self.is_whole and len(self.threads) == 1 and not self.threads[0].answers


def conversation_around(comment: Comment) -> Conversation:
    """All that hangs on the reply with which it began; of more than MOST, what it answers, its neighbours and answers.

    All of it stands under one post, so whoever may moderate the reply may moderate the rest.
    """
    above = _ids(_climbing_from(comment), MOST_ABOVE)
    top = above[-1] if above else comment.id
    below = _ids(_hanging_on(top), MOST + 1)
    if len(below) <= MOST and len(above) < MOST_ABOVE:
        return Conversation(_threads([top, *below]), is_whole=True)
    answers = _ids(_hanging_on(comment.id), MOST_BELOW)
    return Conversation(_threads([comment.id, *above, *_beside(comment), *answers]), is_whole=False)


def _ids(query: Select[int], limit: int) -> list[int]:
    return list(db.session.scalars(query.limit(limit)))


def _climbing_from(comment: Comment) -> Select[int]:
    """What it answers, and what that answers; the nearest first."""
    step, parent = _first_step(Comment.parent_id, Comment.id == comment.id, "above"), aliased(Comment)
    climb = step.union_all(select(parent.parent_id).join(step, parent.id == step.c.id))
    return select(climb.c.id).where(climb.c.id.is_not(None))


def _hanging_on(comment_id: int) -> Select[int]:
    """Its answers, and the answers to those; the nearest first."""
    step, answer = _first_step(Comment.id, Comment.parent_id == comment_id, "below"), aliased(Comment)
    return select(step.union_all(select(answer.id).join(step, answer.parent_id == step.c.id)).c.id)


def _first_step(column: object, condition: object, name: str) -> CTE:
    return select(column.label("id")).where(condition).cte(name, recursive=True)  # type: ignore[attr-defined, arg-type]


def _beside(comment: Comment) -> list[int]:
    """Other answers to the same reply; one that answers none has no neighbours."""
    if comment.parent_id is None:
        return []
    beside = select(Comment.id).where(Comment.parent_id == comment.parent_id)
    before = beside.where(Comment.id < comment.id).order_by(Comment.id.desc())
    after = beside.where(Comment.id > comment.id).order_by(Comment.id)
    return [*_ids(before, MOST_BESIDE), *_ids(after, MOST_BESIDE)]


def _threads(ids: Iterable[int]) -> list[Thread]:
    query = select(Comment).where(Comment.id.in_(set(ids))).order_by(Comment.id)
    return build_threads(db.session.scalars(query))
