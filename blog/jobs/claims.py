"""Taking a job for a while, keeping it, and giving it back: done, to be tried again, or failed for good."""

import os
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Update, delete, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from blog.database import db, transaction
from blog.jobs.models import Job

LEASE = timedelta(seconds=30)
MOST_TRIES = 8
FIRST_WAIT = timedelta(seconds=10)  # before the second try; four times as long before each further one
LONGEST_WAIT = timedelta(hours=6)
KEPT_FOR_LOOKING = timedelta(days=1)

IS_OPEN = (Job.done_at.is_(None), Job.failed_at.is_(None))


@dataclass(frozen=True)
class Claim:
    """A job in the hands of a worker. `by` is different each time a job is claimed."""

    id: int
    name: str
    payload: dict[str, Any]
    tries: int
    by: str


def has_due_job(now: datetime) -> bool:
    """Only reads, so that asking often costs writers nothing."""
    return db.session.scalar(select(Job.id).where(*_is_due(now)).order_by(Job.due_at, Job.id).limit(1)) is not None


def claim_due_job(now: datetime) -> Claim | None:
    """The job that has waited longest, held until `LEASE` from now. Two workers never get the same one."""
    by = f"{os.getpid()}-{secrets.token_hex(8)}"
    with transaction():
        row = db.session.execute(claiming(by, now)).one_or_none()
    return Claim(row.id, row.name, row.payload, row.tries, by) if row else None


def claiming(by: str, now: datetime) -> ReturningUpdate[tuple[int, str, dict[str, Any], int]]:
    """On PostgreSQL, where writers do not wait for each other, it passes by what another worker is taking just now."""
    longest = select(Job.id).where(*_is_due(now)).order_by(Job.due_at, Job.id).limit(1)
    return (
        update(Job)
        .where(Job.id == longest.with_for_update(skip_locked=True).scalar_subquery())
        .values(claimed_until=now + LEASE, claimed_by=by, tries=Job.tries + 1)
        .returning(Job.id, Job.name, Job.payload, Job.tries)
        .execution_options(synchronize_session=False)
    )


def _is_due(now: datetime) -> tuple[Any, ...]:
    return (*IS_OPEN, Job.due_at <= now, (Job.claimed_until.is_(None)) | (Job.claimed_until <= now))


def prolonged(claim: Claim, now: datetime) -> Update:
    """Holds the job for another while. Touches no row when another worker has taken it meanwhile."""
    return update(Job).where(*_is_held(claim)).values(claimed_until=now + LEASE)


def _is_held(claim: Claim) -> tuple[Any, ...]:
    return (Job.id == claim.id, Job.claimed_by == claim.by)


def finish(claim: Claim, now: datetime) -> bool:
    """Whether it was still ours to finish."""
    with transaction():
        gone = db.session.execute(delete(Job).where(*_is_held(claim), Job.asked_by_id.is_(None)))
        kept = db.session.execute(
            update(Job)
            .where(*_is_held(claim))
            .values(done_at=now, claimed_until=None, claimed_by=None, payload={}, error=None)
            .execution_options(synchronize_session=False)
        )
    return bool(gone.rowcount or kept.rowcount)  # type: ignore[attr-defined]


def give_back(claim: Claim, error: str, now: datetime, is_hopeless: bool = False) -> bool:
    """After an error of this kind. Whether the job will be tried again."""
    is_last = is_hopeless or claim.tries >= MOST_TRIES
    then = {"failed_at": now} if is_last else {"due_at": now + wait_after(claim.tries)}
    with transaction():
        db.session.execute(
            update(Job)
            .where(*_is_held(claim))
            .values(error=error[:100], claimed_until=None, claimed_by=None, **then)
            .execution_options(synchronize_session=False)
        )
    return not is_last


def wait_after(tries: int) -> timedelta:
    wait: timedelta = FIRST_WAIT * 4 ** min(tries - 1, 10)
    return min(wait, LONGEST_WAIT)


def forget_done(now: datetime) -> None:
    """Take away what is done and was kept for its asker, a day later."""
    with transaction():
        db.session.execute(
            delete(Job).where(Job.done_at < now - KEPT_FOR_LOOKING).execution_options(synchronize_session=False)
        )
