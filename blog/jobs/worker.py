"""The worker: does what is due, one job after the other."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import MappingProxyType

from sqlalchemy import Engine

from blog.clock import utcnow
from blog.database import commit_apart, db
from blog.jobs import claims
from blog.jobs.claims import Claim
from blog.jobs.progress import GiveUp, Handler, Lost, Progress
from blog.jobs.recurring import Recurring, enqueue_recurring

POLL = 0.5  # seconds between two looks for a due job
CLEANING = 3600  # seconds between two looks for rows that may go

NOTHING: Recurring = MappingProxyType({})

Handlers = Mapping[str, Handler]
Clock = Callable[[], datetime]

log = logging.getLogger("rejoinder")


def run_due_jobs(handlers: Handlers, now: datetime, limit: int) -> int:
    """Do at most `limit` of the jobs that are due, the longest waiting first. Returns how many were begun.

    Each is done at least once. A handler that fails is tried again later, `claims.MOST_TRIES` times in all; then the
    job is marked as failed, and stays.
    """
    clock = _clock_from(now)
    for begun in range(limit):
        claim = claims.claim_due_job(clock()) if claims.has_due_job(clock()) else None
        db.session.remove()
        if claim is None:
            return begun
        _run(claim, handlers, clock)
    return limit


def work_until(
    shall_stop: Callable[[], bool], handlers: Handlers, clock: Clock = utcnow, recurring: Recurring = NOTHING
) -> None:
    """Do what is due as it becomes due, until `shall_stop`; a job in hand is finished first."""
    cleaned_at = float("-inf")
    while not shall_stop():
        if time.monotonic() - cleaned_at > CLEANING:
            claims.forget_done(clock())
            enqueue_recurring(recurring, clock())
            cleaned_at = time.monotonic()
        if not run_due_jobs(handlers, clock(), limit=1):
            time.sleep(POLL)


def _clock_from(now: datetime) -> Clock:
    """A clock that was set to `now` just now: jobs take time, and their leases begin when they do."""
    started = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - started)


def _run(claim: Claim, handlers: Handlers, clock: Clock) -> None:
    started = time.perf_counter()
    outcome, error = _outcome(claim, handlers, clock)
    extra = {"job": claim.name, "job_id": claim.id, "outcome": outcome}
    extra["ms"] = round((time.perf_counter() - started) * 1000, 1)
    log.log(logging.WARNING if error else logging.INFO, "job", extra=extra, exc_info=error)


def _outcome(claim: Claim, handlers: Handlers, clock: Clock) -> tuple[str, Exception | None]:
    """Do the job and give it back. How that went, and the error that stopped it."""
    try:
        _handle(claim, handlers, clock)
    except Lost as error:
        return "lost", error
    except GiveUp as error:
        claims.give_back(claim, error.kind, clock(), is_hopeless=True)
        return "failed", error
    except Exception as error:
        will_return = claims.give_back(claim, _kind_of(error), clock())
        return ("later" if will_return else "failed"), error
    return ("done" if claims.finish(claim, clock()) else "lost"), None


def _handle(claim: Claim, handlers: Handlers, clock: Clock) -> None:
    if claim.tries > claims.MOST_TRIES:
        raise GiveUp("worker_died")
    if claim.name not in handlers:
        raise UnknownJob
    try:
        with _heartbeat(claim, db.engine, clock):
            handlers[claim.name](claim.payload, Progress(claim, db.engine, clock))
    finally:
        db.session.remove()


class UnknownJob(Exception):
    """No handler has this name; a newer release may have one."""


def _kind_of(error: Exception) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")


@contextmanager
def _heartbeat(claim: Claim, bind: Engine, clock: Clock) -> Iterator[None]:
    """Keeps the claim while the handler works, however long that takes."""
    has_ended = threading.Event()
    thread = threading.Thread(target=_beat, args=(claim, bind, clock, has_ended), daemon=True)
    thread.start()
    try:
        yield
    finally:
        has_ended.set()
        thread.join()


def _beat(claim: Claim, bind: Engine, clock: Clock, has_ended: threading.Event) -> None:
    while not has_ended.wait(claims.LEASE.total_seconds() / 3):
        try:
            commit_apart(bind, claims.prolonged(claim, clock()))
        except Exception:
            log.warning("the claim of job %s could not be prolonged", claim.id, exc_info=True)
