"""What became of a reply."""

from flask import Flask

from blog.comments.lifecycle import Action
from blog.database import transaction
from blog.moderation.history import history_of
from blog.record.acts import Verb, record
from tests.factories import NOW, Cast, make_comment, make_post


def test_arrival_decisions_and_looks_stand_in_their_order(context: Flask, cast: Cast) -> None:
    comment = make_comment(make_post(cast), then=(Action.APPROVE,))
    with transaction():
        record(Verb.COMMENT_ADDRESS_SHOWN, cast.user("mo").as_actor(), NOW, comment.id)

    events = history_of(comment)

    assert [event.act.verb for event in events] == [
        Verb.COMMENT_SUBMITTED,
        Verb.COMMENT_DECIDED,
        Verb.COMMENT_ADDRESS_SHOWN,
    ]
    assert [event.decision.action if event.decision else None for event in events] == [None, "approve", None]


def test_the_history_of_one_reply_tells_nothing_of_another(context: Flask, cast: Cast) -> None:
    post = make_post(cast)
    first, second = make_comment(post), make_comment(post, "Another.", then=(Action.SPAM,))

    assert len(history_of(first)) == 1
    assert len(history_of(second)) == 2
