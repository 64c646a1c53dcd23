"""From a held reply to what the mailer is handed: everything once, whatever goes wrong on the way."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.accounts.models import User
from blog.accounts.preferences import choose_mails
from blog.accounts.roles import MailChoice, Role
from blog.clock import utcnow
from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.jobs.enqueue import enqueue
from blog.jobs.models import Job
from blog.jobs.retrying import retry_job
from blog.mail.mailer import AnswerLost, MailDelayed, MailRefused
from blog.moderation.decisions import decide
from blog.notifications import outbox
from blog.notifications.models import Notice, NoticeState
from blog.notifications.outbox import InOtherHands, claim_notice, forget_old
from blog.notifications.telling import tell_of_held_reply
from blog.posts.models import Post
from tests.factories import Cast, email, make_comment, make_post
from tests.unit.notifications.conftest import RecordingMailer

Work = Callable[..., None]
TEAM = [email(name) for name in ("ada", "arthur", "edith", "mo")]
A_DAY = timedelta(days=1)


@pytest.fixture
def only_mo(context: Flask, cast: Cast) -> None:
    choose(cast, MailChoice.NEVER, "ada", "arthur", "edith")


def choose(cast: Cast, choice: MailChoice, *names: str) -> None:
    with transaction():
        for name in names:
            choose_mails(cast.user(name), choice, cast.user(name).as_actor(), utcnow())


def states() -> list[tuple[NoticeState, str | None]]:
    db.session.expire_all()
    return [(notice.state, notice.error) for notice in db.session.scalars(select(Notice).order_by(Notice.id))]


def reply(cast: Cast, text: str = "It waits.") -> int:
    """The id of a new reply to the one post."""
    post = db.session.scalar(select(Comment.post_id).limit(1))
    return make_comment(db.session.get_one(Post, post) if post else make_post(cast), text, at=utcnow()).id


def decided(comment_id: int) -> None:
    with transaction():
        found = db.session.get_one(Comment, comment_id)
        decide(found, Action.APPROVE, db.session.get_one(User, 1).as_actor(), utcnow(), found.version)


def test_each_who_may_decide_gets_one_mail(mailer: RecordingMailer, cast: Cast, work: Work) -> None:
    reply(cast)
    work()
    work()

    assert mailer.recipients() == TEAM
    assert set(states()) == {(NoticeState.SENT, None)}
    assert db.session.scalars(select(Job).where(Job.name.in_(["reply_held", "send_notice"]))).all() == []


def test_jobs_that_are_done_twice_send_nothing_twice(mailer: RecordingMailer, cast: Cast, work: Work) -> None:
    comment = reply(cast)
    work()
    with transaction():
        enqueue("reply_held", utcnow(), comment_id=comment, revision=1)
        for notice_id in db.session.scalars(select(Notice.id)):
            enqueue("send_notice", utcnow(), notice_id=notice_id)
    work()

    assert mailer.recipients() == TEAM


def test_what_was_decided_meanwhile_is_not_mailed(
    only_mo: None, mailer: RecordingMailer, cast: Cast, work: Work
) -> None:
    mailer.troubles = [MailDelayed("smtp.451")]
    comment = reply(cast)
    work()
    decided(comment)
    work(utcnow() + timedelta(minutes=1))

    assert mailer.mails == []
    assert states() == [(NoticeState.NOT_NEEDED, None)]


def test_who_may_not_decide_any_more_or_wants_no_mail_any_more_gets_none(
    mailer: RecordingMailer, cast: Cast, work: Work
) -> None:
    mailer.troubles = [MailDelayed("smtp.451")] * 4
    reply(cast)
    work()
    with transaction():
        cast.user("mo").role = Role.AUTHOR
    choose(cast, MailChoice.NEVER, "ada")
    work(utcnow() + timedelta(minutes=1))

    assert mailer.recipients() == [email("arthur"), email("edith")]


def test_a_delay_is_tried_again_with_growing_waits_until_it_works(
    only_mo: None, mailer: RecordingMailer, cast: Cast, work: Work
) -> None:
    mailer.troubles = [MailDelayed("smtp.451")] * 7
    reply(cast)
    waits = [timedelta()]
    started = utcnow()
    for _ in range(8):
        work(started + sum(waits, timedelta()))
        job = db.session.scalar(select(Job).where(Job.name == "send_notice"))
        if job:
            waits.append(job.due_at - started - sum(waits, timedelta()) + timedelta(seconds=1))

    assert len(mailer.mails) == 1
    assert states() == [(NoticeState.SENT, None)]
    assert waits[2:] == sorted(waits[2:])
    assert sum(waits, timedelta()) > timedelta(hours=9)


def test_a_refusal_for_good_is_one_persons_alone_and_can_be_tried_again(
    mailer: RecordingMailer, cast: Cast, work: Work
) -> None:
    mailer.troubles = [MailRefused("smtp.550")]
    reply(cast)
    work()

    assert len(mailer.mails) == 3
    assert sorted(states(), key=str).count((NoticeState.REFUSED, "smtp.550")) == 1
    job = db.session.scalars(select(Job).where(Job.failed_at.is_not(None))).one()
    assert (job.name, job.error) == ("send_notice", "smtp.550")
    with transaction():
        retry_job(db.session.get_one(Job, job.id), utcnow())
    work()
    assert mailer.recipients() == TEAM


def test_after_a_lost_answer_the_same_mail_is_sent_again(
    only_mo: None, mailer: RecordingMailer, cast: Cast, work: Work
) -> None:
    ids = []
    taken = mailer.send

    def take_and_lose(mail: object) -> None:
        ids.append(mail["Message-ID"])  # type: ignore[index]
        mailer.send = taken  # type: ignore[method-assign]
        raise AnswerLost("smtp.answer_lost")

    mailer.send = take_and_lose  # type: ignore[method-assign]
    reply(cast)
    work()
    work(utcnow() + timedelta(minutes=1))

    assert [mail["Message-ID"] for mail in mailer.mails] == ids
    assert states() == [(NoticeState.SENT, None)]


def test_a_server_that_never_answers_gets_a_mail_three_times_at_most(
    only_mo: None, mailer: RecordingMailer, cast: Cast, work: Work
) -> None:
    mailer.troubles = [AnswerLost("smtp.answer_lost")] * 8
    reply(cast)
    for hours in range(10):
        work(utcnow() + timedelta(hours=hours))

    assert len(mailer.troubles) == 5
    assert states() == [(NoticeState.UNCERTAIN, "smtp.answer_lost")]
    assert db.session.scalar(select(Job.id).where(Job.name == "send_notice")) is None


def test_what_another_worker_is_sending_is_left_to_it_for_a_while(
    only_mo: None, mailer: RecordingMailer, cast: Cast, work: Work
) -> None:
    comment = reply(cast)
    with transaction():
        tell_of_held_reply(comment, 1, utcnow())
    at = utcnow()
    with transaction():
        parcel = claim_notice(1, at)
    with pytest.raises(InOtherHands), transaction():
        claim_notice(1, at + outbox.CLAIM / 2)
    with transaction():
        assert claim_notice(1, at + outbox.CLAIM + timedelta(seconds=1)) == parcel


def test_a_digest_tells_once_of_all_that_still_waits(
    only_mo: None, mailer: RecordingMailer, cast: Cast, work: Work
) -> None:
    choose(cast, MailChoice.HOURLY, "mo")
    replies = [reply(cast, f"Number {number}.") for number in range(3)]
    work()
    assert mailer.mails == []
    decided(replies[1])
    work(utcnow() + timedelta(hours=1))
    work(utcnow() + timedelta(hours=2))

    (mail,) = mailer.mails
    assert mail["Subject"] == "[The Moving Room] 2 replies wait"
    text = mail.get_body(("plain",))
    assert text is not None
    assert [number for number in range(3) if f"Number {number}." in text.get_content()] == [0, 2]
    assert sorted(state for state, _ in states()) == ["not_needed", "sent", "sent"]


def test_the_next_digest_holds_only_what_came_since(
    only_mo: None, mailer: RecordingMailer, cast: Cast, work: Work
) -> None:
    choose(cast, MailChoice.DAILY, "mo")
    for day in range(2):
        reply(cast, f"Day {day}.")
        work()
        work(utcnow() + A_DAY)

    assert [mail["Subject"] for mail in mailer.mails] == ["[The Moving Room] 1 reply waits"] * 2
    assert len({mail["Message-ID"] for mail in mailer.mails}) == 2


def test_a_digest_that_was_delayed_stays_what_it_was_and_what_came_since_is_another(
    only_mo: None, mailer: RecordingMailer, cast: Cast, work: Work
) -> None:
    choose(cast, MailChoice.HOURLY, "mo")
    mailer.troubles = [AnswerLost("smtp.answer_lost")]
    reply(cast, "First.")
    work()
    work(utcnow() + timedelta(hours=1))
    reply(cast, "Second.")
    work()
    work(utcnow() + timedelta(hours=2))

    texts = [body.get_content() for mail in mailer.mails if (body := mail.get_body(("plain",)))]
    assert [("First." in text, "Second." in text) for text in texts] == [(True, False), (False, True)]


def test_a_digest_of_what_is_all_decided_is_no_mail(
    only_mo: None, mailer: RecordingMailer, cast: Cast, work: Work
) -> None:
    choose(cast, MailChoice.HOURLY, "mo")
    comment = reply(cast)
    work()
    decided(comment)
    work(utcnow() + timedelta(hours=1))

    assert mailer.mails == []


def test_who_changes_their_mind_hears_in_the_new_rhythm_and_misses_nothing(
    only_mo: None, mailer: RecordingMailer, cast: Cast, work: Work
) -> None:
    choose(cast, MailChoice.HOURLY, "mo")
    reply(cast)
    work()
    choose(cast, MailChoice.DAILY, "mo")
    work(utcnow() + timedelta(hours=1))
    assert mailer.mails == []
    work(utcnow() + A_DAY + timedelta(hours=1))

    assert len(mailer.mails) == 1


def test_an_address_whose_key_is_lost_fails_for_good(
    only_mo: None, mailer: RecordingMailer, cast: Cast, work: Work
) -> None:
    with transaction():
        cast.user("mo").email_key_id = "lost"
    reply(cast)
    work()

    assert states() == [(NoticeState.REFUSED, "address.UnreadableAddress")]
    assert db.session.scalars(select(Job.error).where(Job.failed_at.is_not(None))).all() == [
        "address.UnreadableAddress"
    ]


def test_what_was_told_long_ago_is_forgotten_and_what_waits_is_not(
    only_mo: None, mailer: RecordingMailer, cast: Cast, work: Work
) -> None:
    mailer.troubles = [MailDelayed("smtp.451")]
    reply(cast, "One.")
    work()
    reply(cast, "Two.")
    work()
    with transaction():
        forget_old(utcnow() + timedelta(days=91))

    assert [state for state, _ in states()] == [NoticeState.WAITING]
