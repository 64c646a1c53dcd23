"""What moderators say of writers, and of posts."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.comments.lifecycle import Action, Trust
from blog.comments.models import Comment, WriterTrust
from blog.database import db, transaction
from blog.errors import NotFound
from blog.inverses import INVERSES
from blog.moderation.premoderation import posts_to_choose, premoderated_posts, set_premoderation
from blog.moderation.screening_numbers import Found, found_lately
from blog.moderation.trusting import declare_trust, trust_of
from blog.record.acts import COMMAND_LINE
from blog.record.models import Act
from blog.record.undoing import ChangedSince, undo_act
from tests.factories import NOW, Cast, make_comment, make_post

KEY = "ab" * 32


def say(trust: Trust | None, minutes: int = 1) -> Act:
    with transaction():
        return declare_trust(1, trust, COMMAND_LINE, NOW + timedelta(minutes=minutes))


def undo(act: Act) -> Act:
    with transaction():
        return undo_act(db.session.get_one(Act, act.id), COMMAND_LINE, NOW + timedelta(hours=1), INVERSES)


def status_of(comment: Comment) -> tuple[str, list[str]]:
    return comment.status.value, [finding.code for finding in comment.findings]


def test_what_is_said_of_a_writer_holds_until_it_is_taken_back(context: Flask, cast: Cast) -> None:
    post = make_post(cast)
    make_comment(post, "One.", then=(Action.APPROVE,), browser_key=KEY)
    assert status_of(make_comment(post, "Two.", browser_key=KEY)) == ("approved", ["trusted"])

    act = say(Trust.HELD)
    held = make_comment(post, "Three.", browser_key=KEY)
    assert status_of(held) == ("pending", ["held_writer", "trusted"])

    undo(act)
    assert trust_of(1) is None
    assert status_of(make_comment(post, "Four.", browser_key=KEY)) == ("approved", ["trusted"])


def test_an_undo_brings_back_since_when_trust_held(context: Flask, cast: Cast) -> None:
    make_comment(make_post(cast))
    say(Trust.TRUSTED, minutes=1)
    act = say(Trust.HELD, minutes=5)

    undo(act)

    said = db.session.get_one(WriterTrust, 1)
    assert (said.trust, said.at) == (Trust.TRUSTED, NOW + timedelta(minutes=1))


def test_what_was_said_anew_meanwhile_is_not_undone(context: Flask, cast: Cast) -> None:
    make_comment(make_post(cast))
    act = say(Trust.HELD)
    say(None, minutes=2)

    with pytest.raises(ChangedSince):
        undo(act)


def test_nothing_can_be_said_of_nobody(context: Flask, cast: Cast) -> None:
    with pytest.raises(NotFound):
        say(Trust.HELD)


def test_every_reply_to_a_post_waits_until_that_is_undone(context: Flask, cast: Cast) -> None:
    post = make_post(cast)
    make_comment(post, "One.", then=(Action.APPROVE,), browser_key=KEY)
    with transaction():
        act = set_premoderation(post, True, COMMAND_LINE, NOW)
        assert set_premoderation(post, True, COMMAND_LINE, NOW) is None
    assert act
    assert status_of(make_comment(post, "Two.", browser_key=KEY)) == ("pending", ["post_waits", "trusted"])
    assert [each.post_id for each in premoderated_posts(cast.user("arthur"))] == [post.id]
    assert [each.post_id for each in premoderated_posts(cast.user("mo"))] == [post.id]
    assert premoderated_posts(cast.user("berta")) == []
    assert posts_to_choose(cast.user("mo")) == []

    undo(act)
    assert status_of(make_comment(post, "Three.", browser_key=KEY)) == ("approved", ["trusted"])
    assert posts_to_choose(cast.user("arthur")) == [post]
    assert posts_to_choose(cast.user("berta")) == []
    verbs = db.session.scalars(select(Act.verb).where(Act.verb == "post.premoderation_changed"))
    assert len(verbs.all()) == 2


def test_what_was_found_lately_is_counted_with_what_became_of_it(context: Flask, cast: Cast) -> None:
    post = make_post(cast)
    make_comment(post, "Old.", at=NOW - timedelta(days=31), trap="x")
    for number, then in enumerate([(), (Action.APPROVE,), (Action.SPAM,), (Action.SPAM,)]):
        make_comment(post, f"{number}.", address=f"{number}@example.net", trap="x", then=then)

    found = found_lately(NOW)["filled_trap"]

    assert found == Found(total=4, waiting=1, approved=1)
    assert found.share_approved == 33
    assert Found(total=2, waiting=2).share_approved is None
