"""Jobs: asked for once, done at least once, tried again, and given up in the end."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select, update
from sqlalchemy.dialects import postgresql

from blog.database import db, transaction
from blog.jobs import claims
from blog.jobs.claims import Claim, claim_due_job, finish, forget_done, give_back, has_due_job, prolonged, wait_after
from blog.jobs.enqueue import enqueue
from blog.jobs.models import Job, JobState
from blog.jobs.progress import GiveUp, Lost, Progress
from blog.jobs.worker import run_due_jobs, work_until
from tests.factories import NOW, Cast

SECOND = timedelta(seconds=1)
LATER = NOW + claims.LEASE + SECOND


@pytest.fixture(autouse=True)
def _context(context: Flask) -> None:
    """Every test here has a session."""


def ask(name: str = "greet", at: datetime = NOW, **words: Any) -> int:
    with transaction():
        job = enqueue(name, at, **words)
    return job.id


def jobs() -> list[Job]:
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(select(Job).order_by(Job.id)))


def claimed(now: datetime = NOW) -> Claim:
    claim = claim_due_job(now)
    assert claim
    return claim


class Done:
    """A handler that remembers what it was given, and fails as often as it is told."""

    def __init__(self, *errors: Exception) -> None:
        self.payloads: list[Mapping[str, Any]] = []
        self.errors = list(errors)

    def __call__(self, payload: Mapping[str, Any], progress: Progress) -> None:
        self.payloads.append(payload)
        if self.errors:
            raise self.errors.pop(0)


# Asking


def test_a_job_is_asked_for_with_what_caused_it_or_not_at_all() -> None:
    def fail() -> None:
        enqueue("greet", NOW)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction():
        fail()

    assert jobs() == []


def test_a_job_with_the_key_of_one_that_waits_is_not_added() -> None:
    first = ask(key="post 7", post_id=7)

    assert ask(key="post 7", post_id=7) == first
    assert ask(key="post 8", post_id=8) != first
    assert ask("part", key="post 7", post_id=7) != first
    assert ask(post_id=7) != ask(post_id=7)


def test_two_with_one_key_in_one_transaction_are_one() -> None:
    with transaction():
        assert enqueue("greet", NOW, key="k") is enqueue("greet", NOW, key="k")

    assert len(jobs()) == 1


def test_a_job_with_the_key_of_one_that_has_begun_is_added() -> None:
    ask(key="post 7")
    claimed()
    ask(key="post 7")

    assert len(jobs()) == 2


def test_a_job_with_the_key_of_one_that_failed_is_added() -> None:
    ask(key="post 7")
    give_back(claimed(), "x", NOW, is_hopeless=True)
    ask(key="post 7")

    assert len(jobs()) == 2


def test_the_sooner_of_two_with_one_key_says_when() -> None:
    ask(key="k", due_at=NOW + 60 * SECOND)
    ask(key="k", due_at=NOW + 10 * SECOND)
    ask(key="k", due_at=NOW + 90 * SECOND)

    assert [job.due_at for job in jobs()] == [NOW + 10 * SECOND]


# Doing


def test_what_is_due_is_done_the_longest_waiting_first_and_goes_away() -> None:
    greet = Done()
    ask(at=NOW, number=2)
    ask(at=NOW - SECOND, number=1)
    ask(at=NOW, due_at=NOW + 60 * SECOND, number=3)

    assert run_due_jobs({"greet": greet}, NOW, limit=10) == 2
    assert greet.payloads == [{"number": 1}, {"number": 2}]
    assert [job.payload for job in jobs()] == [{"number": 3}]


def test_no_more_are_begun_than_the_limit() -> None:
    for number in range(3):
        ask(number=number)

    assert run_due_jobs({"greet": Done()}, NOW, limit=2) == 2
    assert len(jobs()) == 1


def test_a_job_that_somebody_asked_for_can_be_looked_at_for_a_day_without_its_payload(cast: Cast) -> None:
    ask(asked_by_id=cast.ids["arthur"], secret="x")
    run_due_jobs({"greet": Done()}, NOW, limit=1)

    (job,) = jobs()
    assert (job.state_at(NOW), job.payload) == (JobState.DONE, {})
    forget_done(NOW + timedelta(hours=23))
    assert len(jobs()) == 1
    forget_done(NOW + timedelta(hours=25))
    assert jobs() == []


def test_a_handler_opens_its_own_transaction_and_leaves_nothing_open() -> None:
    def rename(payload: Mapping[str, Any], progress: Progress) -> None:
        with transaction():
            enqueue("next", NOW + 60 * SECOND)

    ask("rename")
    run_due_jobs({"rename": rename}, NOW, limit=1)

    assert [job.name for job in jobs()] == ["next"]


# Holding


def test_two_workers_never_hold_one_job() -> None:
    ask()

    assert claim_due_job(NOW)
    assert claim_due_job(NOW) is None
    assert not has_due_job(NOW)


def test_on_postgresql_a_claim_passes_by_what_another_worker_is_taking() -> None:
    said = str(claims.claiming("x", NOW).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]

    assert "FOR UPDATE SKIP LOCKED) RETURNING jobs.id" in said


def test_a_job_whose_worker_died_is_taken_again_when_its_time_has_run_out() -> None:
    ask()
    dead = claimed()
    assert claim_due_job(NOW + claims.LEASE - SECOND) is None

    second = claimed(LATER)
    assert (second.id, second.tries) == (dead.id, 2)
    assert not finish(dead, LATER)
    assert len(jobs()) == 1
    assert finish(second, LATER)
    assert jobs() == []


def test_a_claim_that_is_prolonged_is_held_longer_and_one_that_was_lost_is_not() -> None:
    ask()
    claim = claimed()
    with transaction():
        db.session.execute(prolonged(claim, NOW + claims.LEASE - SECOND))
    assert claim_due_job(LATER) is None

    claimed(LATER + claims.LEASE)
    with transaction():
        assert db.session.execute(prolonged(claim, LATER)).rowcount == 0  # type: ignore[attr-defined]


def test_a_long_job_keeps_its_claim_by_a_heartbeat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "LEASE", timedelta(seconds=0.3))
    seen: list[datetime] = []

    def slow(payload: Mapping[str, Any], progress: Progress) -> None:
        first = db.session.scalar(select(Job.claimed_until))
        for _ in range(200):
            db.session.rollback()
            until = db.session.scalar(select(Job.claimed_until))
            if first and until and until > first:
                seen.append(until)
                return
            threading.Event().wait(0.05)

    ask("slow")
    run_due_jobs({"slow": slow}, NOW, limit=1)

    assert seen
    assert jobs() == []


# Failing


def test_a_job_that_fails_is_tried_again_after_growing_waits_and_then_stays_as_failed() -> None:
    handlers = {"greet": Done(*[ValueError("private words")] * 20)}
    ask()
    now, waits = NOW, []
    while run_due_jobs(handlers, now, limit=1) and not jobs()[0].failed_at:
        waits.append(jobs()[0].due_at - now)
        now = jobs()[0].due_at

    assert len(waits) == claims.MOST_TRIES - 1
    assert all(timedelta() < one < other for one, other in pairwise(waits))
    (job,) = jobs()
    assert (job.state_at(now), job.error, job.tries) == (JobState.FAILED, "ValueError", claims.MOST_TRIES)
    assert run_due_jobs(handlers, now + timedelta(days=9), limit=1) == 0


def test_the_waits_grow_up_to_six_hours() -> None:
    assert [wait_after(tries).total_seconds() for tries in (1, 2, 3, 7, 30)] == [10, 40, 160, 21600, 21600]


def test_a_job_that_fails_once_is_done_the_second_time() -> None:
    greet = Done(OSError())
    ask(number=1)
    run_due_jobs({"greet": greet}, NOW, limit=5)
    run_due_jobs({"greet": greet}, NOW + 11 * SECOND, limit=5)

    assert greet.payloads == [{"number": 1}] * 2
    assert jobs() == []


def test_a_hopeless_job_fails_at_once_with_its_code() -> None:
    ask()
    run_due_jobs({"greet": Done(GiveUp("too_many_pixels"))}, NOW, limit=1)

    (job,) = jobs()
    assert (job.state_at(NOW), job.error, job.tries) == (JobState.FAILED, "too_many_pixels", 1)


def test_a_job_that_kills_every_worker_fails_in_the_end_without_being_begun_again() -> None:
    greet = Done()
    ask()
    for number in range(claims.MOST_TRIES):
        claimed(NOW + number * 60 * SECOND)
    run_due_jobs({"greet": greet}, NOW + 3600 * SECOND, limit=1)

    assert greet.payloads == []
    assert [(job.error, job.failed_at is not None) for job in jobs()] == [("worker_died", True)]


def test_a_job_that_nobody_knows_waits_for_a_release_that_does() -> None:
    ask("of_tomorrow")
    run_due_jobs({}, NOW, limit=1)

    (job,) = jobs()
    assert (job.state_at(NOW), job.error) == (JobState.WAITING, "blog.jobs.worker.UnknownJob")


# Progress


def test_progress_is_seen_from_outside_while_the_job_runs() -> None:
    seen = []

    def count(payload: Mapping[str, Any], progress: Progress) -> None:
        for done in range(1, 4):
            progress.report(done, 3)
            (job,) = jobs()
            seen.append((job.progress_done, job.progress_total))

    ask("count")
    run_due_jobs({"count": count}, NOW, limit=1)

    assert seen == [(1, 3), (1, 3), (3, 3)]  # the second came too soon to be written down


def test_progress_inside_a_transaction_is_refused_since_it_would_wait_for_itself() -> None:
    def count(payload: Mapping[str, Any], progress: Progress) -> None:
        with transaction():
            progress.report(1, 3)

    ask("count")
    run_due_jobs({"count": count}, NOW, limit=1)

    assert [job.error for job in jobs()] == ["RuntimeError"]


def test_a_handler_whose_job_was_taken_by_another_stops_at_its_next_report() -> None:
    ended = []

    def count(payload: Mapping[str, Any], progress: Progress) -> None:
        with transaction():
            db.session.execute(update(Job).values(claimed_by="another"))
        try:
            progress.report(1, 3)
        except Lost:
            ended.append("lost")
            raise

    ask("count")
    run_due_jobs({"count": count}, NOW, limit=1)

    assert ended == ["lost"]
    assert [(job.claimed_by, job.error) for job in jobs()] == [("another", None)]


# The loop


def test_the_loop_finishes_the_job_in_hand_and_stops() -> None:
    stop: list[bool] = []
    greet = Done()

    def stopping(payload: Mapping[str, Any], progress: Progress) -> None:
        stop.append(True)
        greet(payload, progress)

    ask(number=1)
    ask(number=2)
    work_until(lambda: bool(stop), {"greet": stopping}, lambda: NOW)

    assert greet.payloads == [{"number": 1}]
    assert [job.payload for job in jobs()] == [{"number": 2}]


# The log


def test_the_log_has_one_line_a_job_and_never_its_payload(
    capfd: pytest.CaptureFixture[str], start: Callable[..., Flask]
) -> None:
    number = ask(note="private words")
    start()  # a handler of the log that writes to the captured stream
    run_due_jobs({"greet": Done()}, NOW, limit=1)
    ask("break", note="private words")
    run_due_jobs({"break": Done(ValueError("private words"))}, NOW, limit=1)

    printed = capfd.readouterr().err
    good, bad = (json.loads(line) for line in printed.splitlines())
    assert (good["job"], good["job_id"], good["outcome"]) == ("greet", number, "done")
    assert good["ms"] >= 0
    assert (bad["job"], bad["outcome"], bad["level"]) == ("break", "later", "warning")
    assert "ValueError" in bad["traceback"]
    assert "private" not in printed


# Plans


@pytest.mark.parametrize("number", [1, 500])
def test_the_claim_reads_an_index_in_order(number: int) -> None:
    for _ in range(number):
        db.session.add(Job(name="x", payload={}, created_at=NOW, due_at=NOW))
    db.session.commit()
    with plans() as found:
        has_due_job(NOW)
        claimed()
        ask(key="k")

    assert found
    assert [step for step in found if "SCAN" in step or "TEMP B-TREE" in step] == []
    assert len([step for step in found if "ix_jobs_open" in step]) == 2
    assert len([step for step in found if "ix_jobs_key_name" in step]) == 1


@contextmanager
def plans() -> Iterator[list[str]]:
    """The steps that SQLite takes for whatever is read or changed meanwhile."""
    found: list[str] = []
    asked: list[tuple[str, Any]] = []

    def note(connection: object, cursor: object, statement: str, parameters: Any, *rest: object) -> None:
        if statement.startswith(("SELECT", "UPDATE")):
            asked.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    yield found
    event.remove(db.engine, "before_cursor_execute", note)
    for statement, parameters in asked:
        rows = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        found += [row[3] for row in rows]
