"""The jobs that tell people by mail."""

from collections.abc import Mapping
from typing import Any, NoReturn

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from blog.accounts.models import User
from blog.accounts.permissions import may_moderate_post
from blog.accounts.roles import MailChoice
from blog.addresses import UnreadableAddress
from blog.clock import utcnow
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.jobs.progress import GiveUp, Progress
from blog.mail.mailer import AnswerLost, MailDelayed, MailRefused
from blog.mail.message import Message, NoAddress, compose
from blog.notifications.mails import digest_mail, reply_held_mail
from blog.notifications.models import Notice, NoticeState
from blog.notifications.outbox import (
    Parcel,
    claim_digest,
    claim_notice,
    forget_old,
    note_lost_answer,
    put_back,
    settle,
)
from blog.notifications.telling import DIGESTS, enqueue_digest, is_waiting, tell_of_held_reply
from blog.posts.models import Post
from blog.web.engine import engine
from blog.web.mails import sender


def tell_of_reply(payload: Mapping[str, Any], progress: Progress) -> None:
    with transaction():
        tell_of_held_reply(payload["comment_id"], payload["revision"], utcnow())


def send_notice(payload: Mapping[str, Any], progress: Progress) -> None:
    with transaction():
        parcel = claim_notice(payload["notice_id"], utcnow())
    if parcel:
        _send(parcel)


def send_digest(payload: Mapping[str, Any], progress: Progress) -> None:
    """All that waits for one person. Who chose another rhythm meanwhile hears in that one."""
    with transaction():
        user = db.session.get_one(User, payload["user_id"])
        if user.mail_choice in DIGESTS and user.mail_choice.value != payload["choice"]:
            enqueue_digest(user, utcnow())
            return
    while parcel := _next_parcel(payload["user_id"]):
        _send(parcel)


def forget_notices(payload: Mapping[str, Any], progress: Progress) -> None:
    with transaction():
        forget_old(utcnow())


def _next_parcel(user_id: int) -> Parcel | None:
    with transaction():
        return claim_digest(user_id, utcnow())


def _send(parcel: Parcel) -> None:
    """What needs no telling any more is left out; with nothing left there is no mail."""
    try:
        message, needed = _write(parcel)
    except (NoAddress, UnreadableAddress) as error:
        _give_up(parcel.notice_ids, f"address.{type(error).__name__}")
    db.session.remove()  # nothing is held open while a server takes its time
    with transaction():
        settle(set(parcel.notice_ids) - set(needed), NoticeState.NOT_NEEDED, utcnow())
    if message:
        _hand_over(message, needed)


def _hand_over(message: Message, notice_ids: tuple[int, ...]) -> None:
    try:
        engine().mailer.send(compose(message, sender(), utcnow()))
    except (MailRefused, NoAddress) as error:
        _give_up(notice_ids, error.code if isinstance(error, MailRefused) else "address.NoAddress")
    except AnswerLost as error:
        with transaction():
            is_tried_again = note_lost_answer(notice_ids, utcnow(), error.code)
        if is_tried_again:
            raise
    except MailDelayed as error:
        with transaction():
            put_back(notice_ids, error.code)
        raise
    else:
        with transaction():
            settle(notice_ids, NoticeState.SENT, utcnow())


def _give_up(notice_ids: tuple[int, ...], code: str) -> NoReturn:
    """The job is listed as failed, where an admin may have it tried again."""
    with transaction():
        settle(notice_ids, NoticeState.REFUSED, utcnow(), code)
    raise GiveUp(code)


def _write(parcel: Parcel) -> tuple[Message | None, tuple[int, ...]]:
    """The mail, and the notices that it tells of: replies that still wait, for somebody who may still decide."""
    user = db.session.get_one(User, parcel.user_id)
    needed = {
        notice.id: notice.comment
        for notice in _notices(parcel)
        if is_waiting(notice.comment) and _may_hear(user, notice)
    }
    if not needed:
        return None, ()
    comments = list(needed.values())
    if parcel.in_digest:
        return digest_mail(comments, user, parcel.key, utcnow()), tuple(needed)
    return reply_held_mail(comments[0], user, parcel.key, utcnow()), tuple(needed)


def _may_hear(user: User, notice: Notice) -> bool:
    return user.mail_choice is not MailChoice.NEVER and may_moderate_post(user, notice.comment.post)


def _notices(parcel: Parcel) -> list[Notice]:
    reply = joinedload(Notice.comment)
    query = select(Notice).where(Notice.id.in_(parcel.notice_ids)).order_by(Notice.id)
    return list(db.session.scalars(query.options(reply.joinedload(Comment.post).joinedload(Post.head))))
