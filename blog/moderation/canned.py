"""Canned answers: texts that the team gives again and again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from blog.comments.models import Comment
from blog.database import db
from blog.errors import NotFound
from blog.moderation.models import CannedAnswer
from blog.record.acts import Actor, Verb, record
from blog.record.models import Act
from blog.record.undoing import ChangedSince


def canned_answers() -> Sequence[CannedAnswer]:
    """All that are there, by their titles."""
    query = select(CannedAnswer).where(CannedAnswer.deleted_at.is_(None))
    return db.session.scalars(query.order_by(CannedAnswer.title, CannedAnswer.id)).all()


def get_canned_answer(answer_id: int) -> CannedAnswer:
    """Raises NotFound, also for one that was deleted."""
    answer = db.session.get(CannedAnswer, answer_id)
    if answer is None or answer.deleted_at is not None:
        raise NotFound
    return answer


def create_canned_answer(title: str, text: str, by: Actor, at: datetime) -> Act:
    answer = CannedAnswer(title=title, text=text)
    db.session.add(answer)
    db.session.flush()
    return record(Verb.CANNED_CREATED, by, at, answer.id)


def change_canned_answer(answer: CannedAnswer, title: str, text: str, by: Actor, at: datetime) -> Act | None:
    """None when nothing would change."""
    if (title, text) == (answer.title, answer.text):
        return None
    old = [answer.title, answer.text]
    answer.title, answer.text = title, text
    return record(Verb.CANNED_CHANGED, by, at, answer.id, old=old, new=[title, text])


def delete_canned_answer(answer: CannedAnswer, by: Actor, at: datetime) -> Act:
    answer.deleted_at = at
    return record(Verb.CANNED_DELETED, by, at, answer.id)


def undo_canned_act(act: Act, by: Actor, at: datetime) -> Act:
    """Raises ChangedSince when it was changed, deleted or brought back since."""
    answer = db.session.get_one(CannedAnswer, act.subject_id)
    is_deleted = answer.deleted_at is not None
    if is_deleted != (act.verb == Verb.CANNED_DELETED):
        raise ChangedSince
    if act.verb == Verb.CANNED_CREATED:
        return delete_canned_answer(answer, by, at)
    if act.verb == Verb.CANNED_DELETED:
        answer.deleted_at = None
        return record(Verb.CANNED_CREATED, by, at, answer.id)
    if [answer.title, answer.text] != act.details["new"]:
        raise ChangedSince
    title, text = act.details["old"]
    undoing = change_canned_answer(answer, title, text, by, at)
    if undoing is None:
        raise ChangedSince
    return undoing


def filled_in(answer: CannedAnswer, comment: Comment) -> str:
    """The text for this reply."""
    title = comment.post.live.title if comment.post.live else comment.post.head.title
    return answer.text.replace("{name}", comment.shown_name).replace("{post}", title)
