"""Who is to hear that a reply waits."""

from datetime import datetime

from sqlalchemy import select

from blog.accounts.models import User
from blog.accounts.permissions import may_moderate_post
from blog.accounts.roles import RIGHTS, MailChoice, Right
from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment
from blog.comments.queries import find_comment
from blog.database import db
from blog.jobs.enqueue import enqueue
from blog.notifications.models import Notice, NoticeState
from blog.notifications.schedule import next_digest
from blog.settings.queries import time_zone

DIGESTS = (MailChoice.HOURLY, MailChoice.DAILY)
OF_ALL = [role for role, rights in RIGHTS.items() if Right.MODERATE_ALL in rights]


def tell_of_held_reply(comment_id: int, revision: int, at: datetime) -> None:
    """Have everybody who may decide about this revision of a reply told as they chose. Twice tells nobody twice."""
    comment = find_comment(comment_id)
    if comment is None or not is_waiting(comment):
        return
    event = f"reply held {comment.id} {revision}"
    told = set(db.session.scalars(select(Notice.user_id).where(Notice.event == event, Notice.comment_id == comment.id)))
    for user in _to_be_told(comment):
        if user.id not in told:
            _tell(user, event, comment, at)


def is_waiting(comment: Comment) -> bool:
    return comment.status is CommentStatus.PENDING and comment.deleted_at is None


def enqueue_digest(user: User, at: datetime) -> None:
    """One digest waits for each person; a change of mind finds another one."""
    due_at = next_digest(user.mail_choice, at, time_zone())
    choice = user.mail_choice.value
    enqueue("send_digest", at, due_at=due_at, key=f"{user.id} {choice}", user_id=user.id, choice=choice)


def _to_be_told(comment: Comment) -> list[User]:
    """Those who may moderate the post, its author among them, and wish for mail; not who wrote the reply."""
    query = select(User).where(
        User.role.in_(OF_ALL) | (User.id == comment.post.author_id), User.mail_choice != MailChoice.NEVER
    )
    people = db.session.scalars(query.order_by(User.id))
    return [user for user in people if may_moderate_post(user, comment.post) and user.id != comment.user_id]


def _tell(user: User, event: str, comment: Comment, at: datetime) -> None:
    in_digest = user.mail_choice in DIGESTS
    notice = Notice(
        user_id=user.id,
        event=event,
        comment_id=comment.id,
        in_digest=in_digest,
        state=NoticeState.WAITING,
        state_at=at,
        created_at=at,
    )
    db.session.add(notice)
    db.session.flush()
    if in_digest:
        enqueue_digest(user, at)
    else:
        enqueue("send_notice", at, key=str(notice.id), notice_id=notice.id)
