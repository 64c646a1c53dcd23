"""Notes that moderators leave each other, on a reply or on its writer. No reader is ever shown them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, func, or_, select
from sqlalchemy.orm import joinedload

from blog.accounts.permissions import Person
from blog.comments.models import Comment
from blog.database import db
from blog.errors import N_, Conflict, NotFound, Refused
from blog.moderation.models import Note
from blog.moderation.standing import in_scope
from blog.record.acts import Actor, Verb, record
from blog.record.models import Act
from blog.record.undoing import ChangedSince
from blog.text.plain import is_blank

LONGEST_NOTE = 2000  # characters
MOST_SHOWN = 50


def add_note(comment: Comment, text: str, is_about_writer: bool, by: Actor, at: datetime) -> Act:
    """Raises Refused for nothing or too much, Conflict where no writer is known."""
    if is_blank(text) or len(text) > LONGEST_NOTE:
        raise Refused(N_("A note takes 1 to %(limit)d characters."), field="text", limit=LONGEST_NOTE)
    if is_about_writer and comment.writer_id is None:
        raise Conflict(N_("Nobody is kept as the writer of this reply."))
    writer_id = comment.writer_id if is_about_writer else None
    note = Note(comment_id=comment.id, writer_id=writer_id, by_id=by.user_id, at=at, text=text)
    db.session.add(note)
    db.session.flush()
    return record(Verb.COMMENT_NOTED, by, at, comment.id, note=note.id)


def remove_note(note: Note, by: Actor, at: datetime) -> Act:
    note.removed_at = at
    return record(Verb.COMMENT_NOTE_REMOVED, by, at, note.comment_id, note=note.id)


def undo_note_act(act: Act, by: Actor, at: datetime) -> Act:
    """Raises ChangedSince when the note was removed, brought back, or went with its reply."""
    note = db.session.get(Note, act.details["note"])
    was_added = act.verb == Verb.COMMENT_NOTED
    if note is None or (note.removed_at is None) != was_added:
        raise ChangedSince
    if was_added:
        return remove_note(note, by, at)
    note.removed_at = None
    return record(Verb.COMMENT_NOTED, by, at, note.comment_id, note=note.id)


def get_note(note_id: int, comment: Comment, for_: Person) -> Note:
    """A note that stands on the page of this reply. Raises NotFound."""
    note = db.session.scalar(_notes_on(comment, for_).where(Note.id == note_id))
    if note is None:
        raise NotFound
    return note


def notes_on(comment: Comment, for_: Person) -> Sequence[Note]:
    """On the reply and on its writer, the newest first."""
    query = _notes_on(comment, for_).options(joinedload(Note.by)).order_by(Note.id.desc())
    return db.session.scalars(query.limit(MOST_SHOWN)).all()


def notes_about(writer_id: int, for_: Person) -> Sequence[Note]:
    """On a writer alone, the newest first."""
    query = _notes(Note.writer_id == writer_id, for_).options(joinedload(Note.by)).order_by(Note.id.desc())
    return db.session.scalars(query.limit(MOST_SHOWN)).all()


def _notes_on(comment: Comment, for_: Person) -> Select[Note]:
    about = Note.comment_id == comment.id
    if comment.writer_id is not None:
        about = or_(about, Note.writer_id == comment.writer_id)
    return _notes(about, for_)


def _notes(about: ColumnElement[bool], for_: Person) -> Select[Note]:
    """Of notes on a writer, authors are told those that were left on replies to their own posts."""
    query = select(Note).join(Comment, Comment.id == Note.comment_id)
    return query.where(about, Note.removed_at.is_(None), *in_scope(for_))


def count_notes(comments: Sequence[Comment], for_: Person) -> dict[int, int]:
    """How many notes stand on each of these replies or their writers, in two queries; those without are left out."""
    own = _counts(Note.comment_id, {comment.id for comment in comments}, for_, Note.writer_id.is_(None))
    on_writers = _counts(Note.writer_id, {comment.writer_id for comment in comments if comment.writer_id}, for_)
    found = {
        comment.id: own.get(comment.id, 0) + (on_writers.get(comment.writer_id, 0) if comment.writer_id else 0)
        for comment in comments
    }
    return {comment_id: count for comment_id, count in found.items() if count}


def forget_notes(comment: Comment) -> None:
    """Those on a reply that is deleted for good, and those on its writer when no other reply of theirs is here."""
    db.session.execute(delete(Note).where(Note.comment_id == comment.id, Note.writer_id.is_(None)))
    others = select(Comment.id).where(Comment.writer_id == comment.writer_id, Comment.id != comment.id)
    if comment.writer_id is not None and db.session.scalar(others.limit(1)) is None:
        db.session.execute(delete(Note).where(Note.writer_id == comment.writer_id))


def _counts(column: object, ids: set[int], for_: Person, *conditions: object) -> dict[int, int]:
    if not ids:
        return {}
    query = select(column, func.count()).where(column.in_(ids), Note.removed_at.is_(None), *conditions)  # type: ignore[attr-defined,call-overload]
    query = query.join(Comment, Comment.id == Note.comment_id).where(*in_scope(for_))
    return dict(db.session.execute(query.group_by(column)).all())
