"""What is deleted by itself, and what never is."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from blog.clock import utcnow
from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.jobs.enqueue import enqueue
from blog.jobs.worker import run_due_jobs
from blog.moderation.decisions import decide
from blog.moderation.models import Decision
from blog.moderation.retention import periods, purge_expired
from blog.record.acts import COMMAND_LINE
from blog.settings.changing import Change, change_settings
from blog.web.engine import engine
from tests.factories import NOW, Cast, make_comment, make_post


def days(number: float) -> timedelta:
    return timedelta(days=number)


def one_of_each(cast: Cast) -> None:
    """1 pending, 2 approved, 3 spam, 4 trash; decided a minute after they came."""
    post = make_post(cast)
    for number, then in enumerate([(), (Action.APPROVE,), (Action.SPAM,), (Action.TRASH,)], start=1):
        make_comment(post, f"Reply {number}.", then=then)


def deleted() -> list[int]:
    return list(db.session.scalars(select(Comment.id).where(Comment.deleted_at.is_not(None)).order_by(Comment.id)))


def test_spam_goes_after_15_days_and_the_trash_after_30(context: Flask, cast: Cast) -> None:
    one_of_each(cast)

    assert list(purge_expired(periods(), NOW + days(15))) == []
    assert list(purge_expired(periods(), NOW + days(15.1))) == [1]
    assert deleted() == [3]
    assert list(purge_expired(periods(), NOW + days(30.1))) == [1]
    assert deleted() == [3, 4]


def test_what_waits_or_is_shown_stays_for_ever(context: Flask, cast: Cast) -> None:
    one_of_each(cast)
    list(purge_expired(periods(), NOW + days(20_000)))

    assert deleted() == [3, 4]


def test_the_time_counts_from_the_marking_not_from_the_arrival(context: Flask, cast: Cast) -> None:
    comment = make_comment(make_post(cast))
    with transaction():
        decide(comment, Action.SPAM, COMMAND_LINE, NOW + days(100), comment.version)

    assert list(purge_expired(periods(), NOW + days(101))) == []
    assert list(purge_expired(periods(), NOW + days(116))) == [1]


def test_each_deletion_is_on_record_as_retention(context: Flask, cast: Cast) -> None:
    one_of_each(cast)
    list(purge_expired(periods(), NOW + days(16)))
    last = db.session.scalars(select(Decision).order_by(Decision.id.desc()).limit(1)).one()

    assert (last.comment_id, last.action, last.act.actor_name, last.act.user_id) == (3, "delete", "retention", None)


def test_nought_days_keeps_for_ever(context: Flask, cast: Cast) -> None:
    one_of_each(cast)
    with transaction():
        change_settings([Change("keep_spam_days", 15, 0)], cast.user("ada").as_actor(), NOW)
    list(purge_expired(periods(), NOW + days(2000)))

    assert deleted() == [4]


def test_a_batch_is_found_along_its_index(context: Flask, cast: Cast) -> None:
    plan = " ".join(
        row[3]
        for row in db.session.connection().exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT * FROM comments WHERE status = 'spam' AND status_at < '2026-01-01'"
            " AND deleted_at IS NULL ORDER BY status_at, id LIMIT 100"
        )
    )

    assert "ix_comments_status_status_at_id" in plan
    assert "TEMP B-TREE" not in plan


def test_the_worker_does_it_with_the_periods_that_are_set(context: Flask, cast: Cast) -> None:
    one_of_each(cast)
    with transaction():
        enqueue("purge_expired_replies", NOW)
    assert utcnow() > NOW + days(31), "the sample was decided long ago"
    run_due_jobs(engine().handlers, utcnow(), 100)

    assert deleted() == [3, 4]
