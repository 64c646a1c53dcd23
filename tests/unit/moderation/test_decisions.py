"""Deciding about a reply, and undoing it."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from blog.comments.lifecycle import Action, CommentStatus, next_status, possible_actions
from blog.comments.models import Comment, StoredFinding
from blog.database import db, transaction
from blog.errors import Conflict
from blog.moderation.decisions import DecidedElsewhere, decide, decide_many, undo, undo_many
from blog.moderation.decline_reasons import Reason
from blog.moderation.models import Decision
from blog.moderation.queue import decisions_of_run
from blog.posts.models import Post
from blog.record.acts import COMMAND_LINE, Actor
from blog.record.models import Act
from tests.factories import NOW, Cast, make_comment, make_post

# From each status (rows) where each action leads; "-" is impossible, "before" the status before it was removed.
#             approve     hold       spam    trash    restore   delete
TABLE = {
    "pending":  "approved   -          spam    trash    -         -",
    "approved": "-          pending    spam    trash    -         -",
    "spam":     "approved   pending    -       trash    before    spam",
    "trash":    "-          -          -       -        before    trash",
}  # fmt: skip
CELLS = [
    (CommentStatus(status), action, expected)
    for status, row in TABLE.items()
    for action, expected in zip(Action, row.split(), strict=True)
]
REACHED_BY: dict[CommentStatus, tuple[Action, ...]] = {
    CommentStatus.PENDING: (),
    CommentStatus.APPROVED: (Action.APPROVE,),
    CommentStatus.SPAM: (Action.APPROVE, Action.SPAM),
    CommentStatus.TRASH: (Action.APPROVE, Action.TRASH),
}
MO = Actor("Mo Moderator")


@pytest.fixture
def post(context: Flask, cast: Cast) -> Post:
    return make_post(cast)


def act(comment: Comment, action: Action, seen: int | None = None, reason: str = "") -> Decision:
    with transaction():
        return decide(comment, action, MO, NOW, comment.version if seen is None else seen, reason)


def take_back(decision: Decision) -> Decision:
    with transaction():
        return undo(decision, MO, NOW)


@pytest.mark.parametrize(("status", "action", "expected"), CELLS)
def test_each_decision_leads_where_the_table_says(
    post: Post, status: CommentStatus, action: Action, expected: str
) -> None:
    comment = make_comment(post, then=REACHED_BY[status])
    assert comment.status is status
    version, text = comment.version, comment.text

    if expected == "-":
        with pytest.raises(Conflict) as refusal:
            act(comment, action)
        assert status.value in str(refusal.value)
        assert ("command line was first" if version > 1 else action.value) in str(refusal.value)
        db.session.refresh(comment)
        assert (comment.status, comment.version, comment.text) == (status, version, text)
        return

    decision = act(comment, action, reason="because")
    db.session.refresh(comment)
    assert comment.status == ("approved" if expected == "before" else expected)
    assert comment.version == version + 1 == decision.version
    assert (decision.from_status, decision.to_status) == (status, comment.status)
    assert (decision.act.actor_name, decision.act.at, decision.reason) == ("Mo Moderator", NOW, "because")


@pytest.mark.parametrize("status", list(CommentStatus))
def test_the_buttons_offer_what_is_possible_and_nothing_else(status: CommentStatus) -> None:
    offered = set(possible_actions(status))

    assert offered == {action for of, action, expected in CELLS if of is status and expected != "-"}
    assert all(next_status(status, action, None) for action in offered)


@pytest.mark.parametrize("away", [Action.SPAM, Action.TRASH])
@pytest.mark.parametrize("before", [(), (Action.APPROVE,)])
def test_restoring_leads_back_to_the_status_before(post: Post, away: Action, before: tuple[Action, ...]) -> None:
    comment = make_comment(post, then=before)
    status = comment.status

    act(comment, away)
    act(comment, Action.RESTORE)

    assert comment.status is status
    assert comment.status_before is None


def test_restoring_from_the_trash_what_was_spam_before_gives_spam_again(post: Post) -> None:
    comment = make_comment(post, then=(Action.APPROVE, Action.SPAM, Action.TRASH))

    act(comment, Action.RESTORE)

    assert comment.status is CommentStatus.SPAM


def test_a_stale_decision_names_the_one_who_was_first(post: Post) -> None:
    comment = make_comment(post, then=(Action.APPROVE,))

    with pytest.raises(DecidedElsewhere, match="command line was first: this reply is now approved"):
        act(comment, Action.SPAM, seen=1)
    db.session.refresh(comment)
    assert comment.status is CommentStatus.APPROVED


@pytest.mark.parametrize("seen", [0, 2, 99])
def test_a_version_that_was_never_there_is_refused(post: Post, seen: int) -> None:
    comment = make_comment(post)

    with pytest.raises(DecidedElsewhere, match="changed meanwhile"):
        act(comment, Action.APPROVE, seen=seen)


# Undo


@pytest.mark.parametrize(
    ("status", "action"), [(of, action) for of, action, to in CELLS if to != "-" and action is not Action.DELETE]
)
def test_an_undo_puts_everything_back_as_it_was(post: Post, status: CommentStatus, action: Action) -> None:
    comment = make_comment(post, then=REACHED_BY[status])
    before = (comment.status, comment.status_before)

    inverse = take_back(act(comment, action))

    assert (comment.status, comment.status_before) == before
    assert inverse.action == "undo"
    assert inverse.act.actor_name == "Mo Moderator"


def test_after_an_undo_restoring_still_knows_the_way_back(post: Post) -> None:
    comment = make_comment(post, then=(Action.APPROVE, Action.SPAM))

    take_back(act(comment, Action.RESTORE))
    assert comment.status == "spam"
    act(comment, Action.RESTORE)

    assert comment.status == "approved"


def test_the_same_decision_can_not_be_undone_twice(post: Post) -> None:
    comment = make_comment(post)
    decision = act(comment, Action.APPROVE)
    take_back(decision)

    with pytest.raises(DecidedElsewhere, match="Mo Moderator was first"):
        take_back(decision)
    db.session.refresh(comment)
    assert comment.status is CommentStatus.PENDING


def test_an_undo_can_itself_be_undone(post: Post) -> None:
    comment = make_comment(post)

    take_back(take_back(act(comment, Action.APPROVE)))

    assert comment.status is CommentStatus.APPROVED


def test_a_decision_that_was_followed_by_another_can_not_be_undone(post: Post) -> None:
    comment = make_comment(post)
    decision = act(comment, Action.APPROVE)
    act(comment, Action.SPAM)

    with pytest.raises(DecidedElsewhere):
        take_back(decision)
    db.session.refresh(comment)
    assert comment.status is CommentStatus.SPAM


# Deleting


@pytest.mark.parametrize("away", [Action.SPAM, Action.TRASH])
def test_deleting_empties_the_reply_and_keeps_its_place_and_its_record(post: Post, away: Action) -> None:
    parent = make_comment(
        post, "It <b>was</b> <script>alert(1)</script> here.", url="https://example.net", then=(Action.APPROVE,)
    )
    answer = make_comment(post, "An answer.", parent=parent, then=(Action.APPROVE,))
    act(parent, away)

    act(parent, Action.DELETE)

    db.session.expire_all()
    kept = db.session.get(Comment, parent.id)
    assert kept is not None
    assert (kept.name, kept.url, kept.text, str(kept.html), kept.removals) == ("", "", "", "", [])
    assert (kept.writer_id, kept.user_id, kept.network, kept.fingerprint) == (None, None, None, None)
    assert kept.findings == []
    assert kept.deleted_at == NOW
    assert (kept.status, kept.post_id) == (away.value, post.id)
    assert db.session.get_one(Comment, answer.id).parent_id == kept.id
    assert db.session.scalar(select(func.count()).where(StoredFinding.comment_id == kept.id)) == 0
    history = db.session.scalars(select(Decision).where(Decision.comment_id == kept.id)).all()
    assert [decision.action for decision in history] == ["approve", away.value, "delete"]


def test_what_was_deleted_for_good_can_not_be_brought_back(post: Post) -> None:
    comment = make_comment(post)
    trashing = act(comment, Action.TRASH)
    deleting = act(comment, Action.DELETE)

    with pytest.raises(Conflict, match="can't be brought back"):
        take_back(deleting)
    with pytest.raises(Conflict):
        take_back(trashing)
    for action in Action:
        with pytest.raises(DecidedElsewhere, match="is now deleted"):
            act(comment, action)


# The same reply again


@pytest.mark.parametrize("way_back", [lambda comment, _: act(comment, Action.RESTORE), lambda _, done: take_back(done)])
def test_what_came_again_meanwhile_keeps_the_first_one_in_the_trash(
    post: Post, way_back: Callable[[Comment, Decision], Decision]
) -> None:
    first = make_comment(post, "Twice.")
    trashing = act(first, Action.TRASH)
    make_comment(post, "Twice.")

    with pytest.raises(Conflict, match="come again"):
        way_back(first, trashing)
    db.session.refresh(first)
    assert first.status is CommentStatus.TRASH


# Many at once


def test_a_bulk_run_has_a_result_for_each_reply(post: Post, cast: Cast) -> None:
    fine, stale, impossible = (make_comment(post, f"Reply {number}.") for number in range(3))
    act(stale, Action.SPAM)
    act(impossible, Action.APPROVE)
    chosen = {fine.id: 1, stale.id: 1, impossible.id: impossible.version, 77: 1}

    with transaction():
        comments = [db.session.get_one(Comment, each) for each in chosen if each != 77]
        run = decide_many(chosen, comments, Action.APPROVE, MO, NOW, Reason("all fine"))

    assert run.details["done"] == [fine.id]
    assert [comment_id for comment_id, _, _ in run.details["refused"]] == [stale.id, impossible.id]
    assert run.details["missing"] == 1
    assert (fine.status, stale.status, impossible.status) == ("approved", "spam", "approved")
    (decision,) = decisions_of_run(run.id, cast.user("mo"))
    assert (decision.comment_id, decision.reason, decision.act.cause_id) == (fine.id, "all fine", run.id)


def test_the_undo_of_a_run_leaves_alone_what_was_decided_since(post: Post, cast: Cast) -> None:
    one, other = (make_comment(post, f"Reply {number}.") for number in range(2))
    with transaction():
        run = decide_many({one.id: 1, other.id: 1}, [one, other], Action.APPROVE, COMMAND_LINE, NOW)
    act(other, Action.SPAM)

    with transaction():
        back = undo_many(decisions_of_run(run.id, cast.user("mo")), MO, NOW)

    assert (one.status, other.status) == ("pending", "spam")
    assert back.details["done"] == [one.id]
    (refusal,) = back.details["refused"]
    assert refusal[0] == other.id
    assert refusal[2]["name"] == "Mo Moderator"


def test_every_decision_is_one_act_in_the_record(post: Post) -> None:
    comment = make_comment(post, then=(Action.APPROVE, Action.TRASH, Action.RESTORE))

    acts = db.session.scalars(select(Act).where(Act.subject == "comment", Act.subject_id == comment.id)).all()
    assert [each.verb for each in acts] == ["comment.submitted", *["comment.decided"] * 3]
    assert [each.details.get("action") for each in acts[1:]] == ["approve", "trash", "restore"]
