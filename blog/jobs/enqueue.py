"""Asking for a job."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, select

from blog.database import db
from blog.jobs.models import Job


def enqueue(
    name: str,
    at: datetime,
    *,
    due_at: datetime | None = None,
    key: str | None = None,
    asked_by_id: int | None = None,
    **payload: object,
) -> Job:
    """Add a job to the session; it is committed with what caused it, or not at all.

    `payload` is what the handler gets: ids and plain values that JSON takes, never words of a person. With a `key`,
    a job of this name and key that nobody has begun yet stands for the new one too (then that one is returned), and
    comes no later than the new one would. `asked_by_id` is the person who may look how far it has come.
    """
    due_at = due_at or at
    waiting = _find_waiting(name, key) if key else None
    if waiting:
        waiting.due_at = min(waiting.due_at, due_at)
        return waiting
    job = Job(
        name=name, payload=payload, key=key, asked_by_id=asked_by_id, created_at=at, due_at=due_at, progress_done=0
    )
    db.session.add(job)
    return job


def enqueue_many(name: str, at: datetime, payloads: Mapping[str, dict[str, object]]) -> None:
    """The same for many, by their keys, with one question for all of them."""
    query = select(Job.key).where(*_is_unclaimed(name), Job.key.in_(payloads), Job.due_at <= at).with_for_update()
    waiting = set(db.session.scalars(query))
    for key, payload in payloads.items():
        if key not in waiting:
            db.session.add(Job(name=name, payload=payload, key=key, created_at=at, due_at=at, progress_done=0))


def _find_waiting(name: str, key: str) -> Job | None:
    """One that a worker holds does not count: it may have read already what has just changed."""
    unclaimed = select(Job).where(Job.key == key, *_is_unclaimed(name))
    return db.session.scalars(unclaimed.order_by(Job.id).limit(1).with_for_update()).first()


def _is_unclaimed(name: str) -> tuple[ColumnElement[bool], ...]:
    return (Job.name == name, Job.done_at.is_(None), Job.failed_at.is_(None), Job.claimed_by.is_(None))
