"""The team's numbers are those of the decisions."""

from datetime import UTC, datetime, timedelta

from flask import Flask

from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.moderation import charts
from blog.moderation.decisions import decide, undo
from blog.moderation.models import Decision
from blog.moderation.numbers import Work, first_decisions, numbers_of
from blog.posts.models import Post
from blog.record.acts import COMMAND_LINE, Actor
from tests.factories import Cast, make_comment, make_post

DAYS = [datetime(2026, 5, day, tzinfo=UTC) for day in (4, 5, 6, 7)]
MONDAY, TUESDAY, WEDNESDAY = (day + timedelta(hours=9) for day in DAYS[:3])


def act(by: Actor, at: datetime, action: Action, comment: Comment) -> Decision:
    with transaction():
        return decide(comment, action, by, at, comment.version)


def reply(post: Post, number: int, at: datetime = MONDAY) -> Comment:
    return make_comment(post, f"Reply {number}.", at=at)


def test_decisions_are_counted_by_person_and_day(context: Flask, cast: Cast) -> None:
    post, mo, ada = make_post(cast), cast.user("mo").as_actor(), cast.user("ada").as_actor()
    act(mo, MONDAY, Action.APPROVE, reply(post, 1))
    act(mo, WEDNESDAY, Action.SPAM, reply(post, 2))
    act(mo, DAYS[3] - timedelta(seconds=1), Action.TRASH, reply(post, 3))
    act(ada, DAYS[1], Action.APPROVE, reply(post, 4))
    act(ada, DAYS[3], Action.APPROVE, reply(post, 5))
    act(COMMAND_LINE, TUESDAY, Action.APPROVE, reply(post, 6))
    numbers = numbers_of(DAYS)

    assert numbers.work == (Work("Mo Moderator", (1, 0, 2)), Work("Ada Admin", (0, 1, 0)))
    assert (numbers.decided, numbers.approved, numbers.refused) == (4, 2, 2)


def test_an_undo_is_no_decision(context: Flask, cast: Cast) -> None:
    mo = cast.user("mo").as_actor()
    decision = act(mo, MONDAY, Action.SPAM, reply(make_post(cast), 1))
    with transaction():
        undo(decision, mo, MONDAY)

    assert numbers_of(DAYS).work == (Work("Mo Moderator", (1, 0, 0)),)


def test_the_median_is_that_of_first_decisions_by_people(context: Flask, cast: Cast) -> None:
    post, mo = make_post(cast), cast.user("mo").as_actor()
    for number, hours in enumerate((1, 5, 48), start=1):
        comment = reply(post, number)
        act(COMMAND_LINE, MONDAY, Action.SPAM, comment)
        act(mo, MONDAY + timedelta(hours=hours), Action.APPROVE, comment)
        act(mo, WEDNESDAY + timedelta(hours=2), Action.HOLD, comment)
    numbers = numbers_of(DAYS)

    assert numbers.waits == (timedelta(hours=48), timedelta(hours=5), timedelta(hours=1))
    assert numbers.median_wait == timedelta(hours=5)


def test_a_reply_that_was_decided_before_these_days_is_no_first_decision(context: Flask, cast: Cast) -> None:
    comment, mo = reply(make_post(cast), 1), cast.user("mo").as_actor()
    act(mo, MONDAY, Action.APPROVE, comment)
    act(mo, TUESDAY, Action.HOLD, comment)

    assert numbers_of(DAYS[1:]).median_wait is None


def test_what_waits_is_counted_with_its_oldest(context: Flask, cast: Cast) -> None:
    post = make_post(cast)
    reply(post, 1, TUESDAY)
    reply(post, 2, MONDAY)
    make_comment(post, "Done.", then=(Action.APPROVE,))
    numbers = numbers_of(DAYS)

    assert (numbers.waiting, numbers.oldest_at) == (2, MONDAY)


def test_reasons_say_how_many_are_approved_since(context: Flask, cast: Cast) -> None:
    post = make_post(cast)
    quick = [make_comment(post, f"Quick {number}.", at=MONDAY, seconds_taken=1.0) for number in range(3)]
    act(cast.user("mo").as_actor(), TUESDAY, Action.APPROVE, quick[0])
    found = {reason.code: (reason.total, reason.approved) for reason in numbers_of(DAYS).reasons}

    assert found["too_quick"] == (3, 1)


def test_first_decisions_are_read_along_indexes(context: Flask, cast: Cast) -> None:
    query = first_decisions(DAYS[0]).limit(5).compile(db.engine, compile_kwargs={"literal_binds": True})
    plan = [row[3] for row in db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {query}")]

    assert not [step for step in plan if step.startswith("SCAN")]


def test_a_site_without_anything_has_numbers_too(context: Flask) -> None:
    numbers = numbers_of(DAYS)

    assert (numbers.waiting, numbers.decided, numbers.median_wait, numbers.reasons) == (0, 0, None, ())


def test_columns_stand_on_the_ground_and_the_largest_is_as_high_as_the_drawing() -> None:
    low, none, high = charts.columns([1, 0, 4], 40, 4)

    assert (high.y, high.height) == (0, 40)
    assert (low.y, low.height) == (30, 10)
    assert none.height == 0
    assert low.x + low.width < none.x < high.x
    assert high.x + high.width < charts.WIDTH


def test_nothing_to_draw_is_no_error() -> None:
    assert charts.columns([], 40, 0) == ()
    assert charts.length(0, 0) == 0
