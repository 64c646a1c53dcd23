"""Taking notices out of the outbox to send them, and writing down what became of that.

Each step commits before the next begins: claimed, handed to the server, written down. A worker that dies between the
second and the third leaves a mail of which nobody knows whether it was taken; see decision 0006.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from blog.database import db
from blog.notifications.models import Notice, NoticeState, UsedLink

CLAIM = timedelta(minutes=2)  # longer than sending takes at the very most (`blog.mail.smtp`)
MOST_LOST_ANSWERS = 3
LARGEST_DIGEST = 1000  # notices in one mail, which names the first few
KEPT = timedelta(days=90)


class InOtherHands(Exception):
    """Another worker is sending this just now, or died while it did: look again later."""


@dataclass(frozen=True)
class Parcel:
    """Notices that go out in one mail to one person."""

    user_id: int
    key: str
    notice_ids: tuple[int, ...]
    in_digest: bool


def claim_notice(notice_id: int, at: datetime) -> Parcel | None:
    """A notice that goes out by itself; also one that was refused, when somebody has it tried again."""
    notice = db.session.get(Notice, notice_id)
    if notice is None or notice.state not in (NoticeState.WAITING, NoticeState.REFUSED):
        return None
    return _claim([notice], notice.mail_key or f"{notice.event} {notice.user_id}", at)


def claim_digest(user_id: int, at: datetime) -> Parcel | None:
    """What waits to go out to this person with others. What was to go out in one mail before stays in that one."""
    waiting = select(Notice).where(
        Notice.user_id == user_id, Notice.state == NoticeState.WAITING, Notice.in_digest.is_(True)
    )
    begun = list(db.session.scalars(waiting.where(Notice.mail_key.is_not(None)).order_by(Notice.id)))
    notices = [each for each in begun if each.mail_key == begun[0].mail_key]
    notices = notices or list(db.session.scalars(waiting.order_by(Notice.id).limit(LARGEST_DIGEST)))
    if not notices:
        return None
    return _claim(notices, notices[0].mail_key or f"digest {notices[0].id} {user_id}", at)


def settle(notice_ids: Collection[int], state: NoticeState, at: datetime, error: str | None = None) -> None:
    for notice in _notices(notice_ids):
        notice.state, notice.state_at, notice.claimed_at, notice.error = state, at, None, error


def put_back(notice_ids: Collection[int], error: str) -> None:
    """Nobody has it; it waits to be tried again."""
    for notice in _notices(notice_ids):
        notice.claimed_at, notice.error = None, error


def note_lost_answer(notice_ids: Collection[int], at: datetime, error: str) -> bool:
    """The server may have it. Whether it is tried again: twice, with the same Message-ID."""
    put_back(notice_ids, error)
    notices = _notices(notice_ids)
    for notice in notices:
        notice.lost_answers += 1
    if all(notice.lost_answers < MOST_LOST_ANSWERS for notice in notices):
        return True
    settle(notice_ids, NoticeState.UNCERTAIN, at, error)
    return False


def forget_old(at: datetime) -> None:
    """Take away what was told long ago, and the links that were used."""
    ended = (Notice.state != NoticeState.WAITING, Notice.state_at < at - KEPT)
    for query in (delete(Notice).where(*ended), delete(UsedLink).where(UsedLink.used_at < at - KEPT)):
        db.session.execute(query.execution_options(synchronize_session=False))


def _claim(notices: list[Notice], key: str, at: datetime) -> Parcel:
    """Raises InOtherHands."""
    if any(notice.claimed_at and notice.claimed_at > at - CLAIM for notice in notices):
        raise InOtherHands
    for notice in notices:
        notice.claimed_at, notice.mail_key, notice.state = at, key, NoticeState.WAITING
    return Parcel(notices[0].user_id, key, tuple(notice.id for notice in notices), notices[0].in_digest)


def _notices(notice_ids: Collection[int]) -> list[Notice]:
    return list(db.session.scalars(select(Notice).where(Notice.id.in_(notice_ids))))
