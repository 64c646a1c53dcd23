"""Who hears that a reply waits, when, and that nobody hears of it twice."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.accounts.preferences import choose_mails
from blog.accounts.roles import MailChoice
from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.jobs.models import Job
from blog.moderation.decisions import decide
from blog.notifications.models import Notice
from blog.notifications.telling import tell_of_held_reply
from blog.record.acts import Verb
from blog.record.models import Act
from tests.factories import NOW, Cast, approved, make_comment, make_post


def choose(cast: Cast, at: datetime = NOW, /, **choices: MailChoice) -> None:
    with transaction():
        for name, choice in choices.items():
            choose_mails(cast.user(name), choice, cast.user(name).as_actor(), at)


def tell(comment: Comment, at: datetime = NOW) -> None:
    with transaction():
        tell_of_held_reply(comment.id, 1, at)


def told(cast: Cast) -> list[str]:
    names = {user_id: name for name, user_id in cast.ids.items()}
    return sorted(names[user_id] for user_id in db.session.scalars(select(Notice.user_id)))


def jobs(name: str) -> list[Job]:
    return list(db.session.scalars(select(Job).where(Job.name == name).order_by(Job.id)))


def test_a_held_reply_asks_for_somebody_to_be_told(context: Flask, cast: Cast) -> None:
    comment = make_comment(make_post(cast))

    assert [job.payload for job in jobs("reply_held")] == [{"comment_id": comment.id, "revision": 1}]


def test_a_reply_that_is_public_at_once_tells_nobody(context: Flask, cast: Cast) -> None:
    make_comment(make_post(cast), user=cast.user("ada"))

    assert jobs("reply_held") == []


def test_all_who_may_decide_hear_of_it_and_the_author_of_the_post(context: Flask, cast: Cast) -> None:
    tell(make_comment(make_post(cast)))

    assert told(cast) == ["ada", "arthur", "edith", "mo"]  # not Berta, another author
    assert len(jobs("send_notice")) == 4


def test_who_wishes_no_mail_gets_none(context: Flask, cast: Cast) -> None:
    choose(cast, ada=MailChoice.NEVER, arthur=MailChoice.NEVER)

    tell(make_comment(make_post(cast)))

    assert told(cast) == ["edith", "mo"]


def test_a_second_telling_tells_nobody_again(context: Flask, cast: Cast) -> None:
    comment = make_comment(make_post(cast))
    for _ in range(2):
        tell(comment)

    assert told(cast) == ["ada", "arthur", "edith", "mo"]
    assert len(jobs("send_notice")) == 4


def test_a_new_revision_that_waits_is_told_of_anew(context: Flask, cast: Cast) -> None:
    comment = make_comment(make_post(cast))
    for revision in (1, 2):
        with transaction():
            tell_of_held_reply(comment.id, revision, NOW)

    assert told(cast).count("mo") == 2


@pytest.mark.parametrize("action", [Action.APPROVE, Action.SPAM, Action.TRASH])
def test_what_was_decided_before_anybody_was_told_is_told_to_nobody(context: Flask, cast: Cast, action: Action) -> None:
    tell(make_comment(make_post(cast), then=(action,)))

    assert told(cast) == []


def test_what_was_held_again_later_is_told_of(context: Flask, cast: Cast) -> None:
    comment = approved(make_post(cast))
    with transaction():
        decide(db.session.get_one(Comment, comment.id), Action.HOLD, cast.user("mo").as_actor(), NOW, comment.version)
    tell(comment)

    assert len(told(cast)) == 4


def test_what_is_not_there_is_told_to_nobody(context: Flask, cast: Cast) -> None:
    with transaction():
        tell_of_held_reply(77, 1, NOW)

    assert told(cast) == []


def test_one_digest_waits_for_each_who_wishes_one(context: Flask, cast: Cast) -> None:
    choose(cast, ada=MailChoice.HOURLY, edith=MailChoice.DAILY, arthur=MailChoice.NEVER)
    post = make_post(cast)
    for number in range(3):
        tell(make_comment(post, f"Number {number}."), NOW + timedelta(minutes=number))

    assert [(job.payload["user_id"], job.due_at) for job in jobs("send_digest")] == [
        (cast["ada"], NOW.replace(hour=10, minute=0)),
        (cast["edith"], (NOW + timedelta(days=1)).replace(hour=8, minute=0)),
    ]
    assert len(jobs("send_notice")) == 3
    assert told(cast).count("ada") == 3


def test_no_job_and_no_notice_holds_a_word_or_an_address(context: Flask, cast: Cast) -> None:
    tell(make_comment(make_post(cast), "Secret words.", "Rhea", "rhea@example.net"))

    kept = [str(job.payload) + str(job.key) for job in db.session.scalars(select(Job))]
    kept += [str(vars(notice)) for notice in db.session.scalars(select(Notice))]
    assert kept
    assert [text for text in kept if "Secret" in text or "example" in text] == []


def test_the_choice_is_recorded_once_it_is_another(context: Flask, cast: Cast) -> None:

    choose(cast, mo=MailChoice.DAILY)
    choose(cast, mo=MailChoice.DAILY)

    (act,) = db.session.scalars(select(Act).where(Act.verb == Verb.USER_MAILS_CHOSEN))
    assert (act.user_id, act.details) == (cast["mo"], {"old": "at_once", "new": "daily"})
