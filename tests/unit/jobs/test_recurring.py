"""Jobs that come by themselves."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from blog.database import db, transaction
from blog.jobs.enqueue import enqueue
from blog.jobs.models import Job
from blog.jobs.recurring import enqueue_recurring, next_time
from blog.jobs.worker import run_due_jobs

DAILY = {"sweep": timedelta(days=1)}
NOON = datetime(2026, 5, 6, 12, tzinfo=UTC)
MIDNIGHT = datetime(2026, 5, 7, tzinfo=UTC)


def waiting() -> list[datetime]:
    return list(db.session.scalars(select(Job.due_at).where(Job.name == "sweep", Job.done_at.is_(None))))


def test_the_next_one_waits_once_however_often_workers_look(context: Flask) -> None:
    for hour in range(3):
        enqueue_recurring(DAILY, NOON + timedelta(hours=hour))

    assert waiting() == [MIDNIGHT]


def test_after_it_was_done_the_next_waits(context: Flask) -> None:
    enqueue_recurring(DAILY, NOON)
    done: list[datetime] = []
    assert run_due_jobs({"sweep": lambda payload, progress: done.append(NOON)}, MIDNIGHT, 5) == 1
    enqueue_recurring(DAILY, MIDNIGHT)

    assert len(done) == 1
    assert waiting() == [MIDNIGHT + timedelta(days=1)]


def test_one_that_was_missed_is_still_due(context: Flask) -> None:
    enqueue_recurring(DAILY, NOON)
    enqueue_recurring(DAILY, NOON + timedelta(days=3))

    assert waiting() == [MIDNIGHT]


def test_one_that_somebody_asked_for_is_another(context: Flask) -> None:
    with transaction():
        enqueue("sweep", NOON)
    enqueue_recurring(DAILY, NOON)

    assert sorted(waiting()) == [NOON, MIDNIGHT]


def test_all_workers_mean_the_same_time() -> None:
    assert next_time(timedelta(hours=1), NOON) == NOON + timedelta(hours=1)
    assert next_time(timedelta(days=1), MIDNIGHT) == MIDNIGHT + timedelta(days=1)
