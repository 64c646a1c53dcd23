"""One act on all that match: over as many batches as it takes, never over what came since, and one undo for it all."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from blog.comments.lifecycle import Action, CommentStatus
from blog.comments.models import Comment, CommentCount
from blog.database import db, transaction
from blog.inverses import INVERSES
from blog.jobs.models import Job
from blog.moderation import matching_runs
from blog.moderation.counting import Count
from blog.moderation.cut_off import CutOff, cut_off_now
from blog.moderation.decisions import decide
from blog.moderation.filters import Filters
from blog.moderation.matching_runs import Order, begin_matching_run, count_matching, find_matching_run, take_batch
from blog.moderation.models import Decision, MatchingRun
from blog.posts.models import Post
from blog.record.acts import COMMAND_LINE, Verb
from blog.record.models import Act
from blog.record.undoing import undo_act
from tests.factories import NOW, Cast, make_comment, make_post

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def post(context: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Post:
    monkeypatch.setattr(matching_runs, "BATCH", 3)
    return make_post(cast)


def fill(post: Post, number: int, **fields: object) -> list[int]:
    return [
        make_comment(post, f"Casino {each}.", at=NOW + timedelta(seconds=each), **fields).id  # type: ignore[arg-type]
        for each in range(number)
    ]


def begin(cast: Cast, order: Order, name: str = "mo") -> MatchingRun:
    user = cast.user(name)
    total = count_matching(user, order).number
    with transaction():
        act = begin_matching_run(order, cast.user(name), LATER, total)
    return db.session.get_one(MatchingRun, act.id)


def finish(act_id: int) -> None:
    """As the job does it."""
    goes_on = True
    while goes_on:
        with transaction():
            run = find_matching_run(act_id)
            assert run
            goes_on = take_batch(run, LATER)


def seen(action: Action = Action.SPAM, **filters: object) -> Order:
    return Order(action, Filters(at=LATER, **filters), cut_off_now(LATER))  # type: ignore[arg-type]


def statuses(ids: list[int]) -> set[str]:
    return {db.session.get_one(Comment, each).status.value for each in ids}


def undo(act_id: int, cast: Cast) -> int:
    with transaction():
        act = db.session.get_one(Act, act_id)
        return undo_act(act, cast.user("mo").as_actor(), LATER, INVERSES).id


def test_a_run_decides_all_that_match_by_one_act(post: Post, cast: Cast) -> None:
    ids, other = fill(post, 8), make_comment(post, "Thank you.")
    order = seen(text="casino")
    assert count_matching(cast.user("mo"), order) == Count(8)

    run = begin(cast, order)
    assert db.session.scalars(select(Job.payload).where(Job.name == "decide_matching")).all() == [
        {"run_id": run.act_id}
    ]
    finish(run.act_id)

    assert statuses(ids) == {"spam"}
    assert other.status is CommentStatus.PENDING
    (act,) = db.session.scalars(select(Act).where(Act.verb == Verb.COMMENTS_DECIDED))
    assert (act.details["count"], act.details["left"], "casino" in str(act.details)) == (8, 0, False)
    assert db.session.scalar(select(func.count()).where(Act.cause_id == act.id)) == 8


def test_a_run_that_one_batch_holds_is_done_at_once(post: Post, cast: Cast) -> None:
    ids = fill(post, 3)

    run = begin(cast, seen())

    assert statuses(ids) == {"spam"}
    assert run.ended_at == LATER
    assert db.session.scalars(select(Job).where(Job.name == "decide_matching")).all() == []


def test_what_came_or_was_decided_or_edited_since_is_left_alone(post: Post, cast: Cast) -> None:
    ids = fill(post, 6)
    order = seen()
    came = make_comment(post, "Just now.")
    with transaction():
        for each, back in ((ids[0], Action.HOLD), (ids[1], None)):
            comment = db.session.get_one(Comment, each)
            decide(comment, Action.APPROVE, COMMAND_LINE, LATER, comment.version)
            if back:
                decide(comment, back, COMMAND_LINE, LATER, comment.version)
        db.session.get_one(Comment, ids[2]).edited_at = LATER + timedelta(seconds=1)
    run = begin(cast, order)
    finish(run.act_id)

    assert [db.session.get_one(Comment, each).status.value for each in [*ids, came.id]] == [
        "pending",
        "approved",
        "pending",
        "spam",
        "spam",
        "spam",
        "pending",
    ]


def test_a_run_that_was_broken_off_goes_on_where_it_was(post: Post, cast: Cast) -> None:
    ids = fill(post, 8)
    run = begin(cast, seen())
    with transaction():
        assert take_batch(db.session.get_one(MatchingRun, run.act_id), LATER)
    with pytest.raises(KeyError):
        break_off(run.act_id)
    finish(run.act_id)
    finish(run.act_id)

    assert statuses(ids) == {"spam"}
    assert db.session.scalar(select(func.count()).select_from(Decision)) == 8
    assert db.session.get_one(MatchingRun, run.act_id).done == 8


def break_off(act_id: int) -> None:
    with transaction():
        take_batch(db.session.get_one(MatchingRun, act_id), LATER)
        raise KeyError


def test_one_undo_puts_the_whole_run_back_as_far_as_nobody_decided_since(post: Post, cast: Cast) -> None:
    ids = fill(post, 8)
    run = begin(cast, seen())
    finish(run.act_id)
    with transaction():
        comment = db.session.get_one(Comment, ids[0])
        decide(comment, Action.TRASH, COMMAND_LINE, LATER, comment.version)

    finish(undo(run.act_id, cast))

    assert statuses(ids[1:]) == {"pending"}
    assert statuses(ids[:1]) == {"trash"}
    totals = {row.status: row.total for row in db.session.scalars(select(CommentCount)) if row.total}
    assert totals == {CommentStatus.PENDING: 7, CommentStatus.TRASH: 1}


def test_undoing_a_run_under_way_ends_it(post: Post, cast: Cast) -> None:
    ids = fill(post, 8)
    run = begin(cast, seen())
    with transaction():
        take_batch(db.session.get_one(MatchingRun, run.act_id), LATER)
    finish(undo(run.act_id, cast))
    finish(run.act_id)

    assert statuses(ids) == {"pending"}


def test_emptying_spares_what_came_to_the_spam_since_and_what_is_of_others(post: Post, cast: Cast) -> None:
    other = make_post(cast, "Another", author="berta")
    ids, theirs = fill(post, 5, then=(Action.SPAM,)), make_comment(other, "Theirs.", then=(Action.SPAM,))
    order = seen(Action.DELETE, status=CommentStatus.SPAM)
    late = make_comment(post, "Late.", then=(Action.SPAM,))
    run = begin(cast, order, "arthur")
    finish(run.act_id)

    deleted = select(Comment.id).where(Comment.deleted_at.is_not(None)).order_by(Comment.id)
    assert list(db.session.scalars(deleted)) == ids
    assert (theirs.deleted_at, late.deleted_at) == (None, None)


def test_a_moment_is_the_same_after_a_form_held_it() -> None:
    cut_off = CutOff(LATER, 7, 8)

    assert CutOff.parse(str(cut_off)) == cut_off
    assert [CutOff.parse(text) for text in ("", "1", "1-2", "a-b-c", "1-2-3-4", "-1-2-3", f"1-2-{'9' * 30}")] == [
        None
    ] * 7
