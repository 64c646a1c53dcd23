"""Rewording a reply that is here already. What it said before is kept, and readers see that it was edited."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from blog.comments.models import Comment, CommentRevision
from blog.comments.moving import reworded
from blog.database import db
from blog.errors import N_, Conflict, Refused
from blog.record.acts import Actor, Verb, record
from blog.record.models import Act
from blog.record.undoing import ChangedSince
from blog.text.language import guess_language
from blog.text.markup import Rendered
from blog.text.render import render_comment


@dataclass(frozen=True)
class Wording:
    """What an edit can change. Shape checked, nothing else."""

    name: str
    url: str
    text: str


class ChangedMeanwhile(Conflict):
    default = N_("This reply was changed meanwhile. Your words are kept below: compare them before you save again.")


def edit_comment(comment: Comment, wording: Wording, rendered: Rendered, by: Actor, at: datetime, seen: int) -> Act:
    """Give a reply another wording; `rendered` is what `render_comment` made of its text, `seen` the version that was
    looked at.

    The fingerprint stays that of the arrival, so that the same reply sent again is still known. Raises
    ChangedMeanwhile, and Refused when nothing would change.
    """
    if seen != comment.version or comment.deleted_at is not None:
        raise ChangedMeanwhile
    if wording == wording_of(comment):
        raise Refused(N_("Nothing was changed, so nothing was saved."))
    return _reword(comment, wording, rendered, by, at)


def undo_edit_act(act: Act, by: Actor, at: datetime) -> Act:
    """Back to the words before, as a new revision. Raises ChangedSince when the reply was edited again or emptied."""
    comment = db.session.get_one(Comment, act.subject_id)
    if comment.deleted_at is not None or comment.revision_number != act.details["revision"]:
        raise ChangedSince
    before = db.session.scalars(
        select(CommentRevision).where(
            CommentRevision.comment_id == comment.id, CommentRevision.number == comment.revision_number - 1
        )
    ).one()
    return _reword(comment, wording_of(before), render_comment(before.text), by, at)


def wording_of(holder: Comment | CommentRevision) -> Wording:
    return Wording(holder.name, holder.url, holder.text)


def revision_seen(comment: Comment, version: int) -> CommentRevision | None:
    """The words that stood when the reply was at this version; None when they are those of now."""
    if comment.edited_at is None or version >= comment.version:
        return None
    query = select(Act).where(Act.subject == "comment", Act.subject_id == comment.id, Act.verb == Verb.COMMENT_EDITED)
    edits = [act.details for act in db.session.scalars(query.order_by(Act.id))]
    later = [each["revision"] for each in edits if each.get("version", 0) > version]
    if not later:
        return None
    seen = CommentRevision.number == min(later) - 1
    return db.session.scalars(select(CommentRevision).where(CommentRevision.comment_id == comment.id, seen)).one()


def revisions_of(comment: Comment) -> Sequence[CommentRevision]:
    """First to last; none when the reply was never edited."""
    query = select(CommentRevision).where(CommentRevision.comment_id == comment.id).order_by(CommentRevision.number)
    return db.session.scalars(query.options(joinedload(CommentRevision.by))).all()


def _reword(comment: Comment, wording: Wording, rendered: Rendered, by: Actor, at: datetime) -> Act:
    if comment.edited_at is None:
        _keep_revision(comment, comment.submitted_at, None)
    comment.name, comment.url, comment.text = wording.name, wording.url, wording.text
    comment.html, comment.policy_version = rendered.html, rendered.policy_version
    comment.removals = [asdict(removal) for removal in rendered.removals]
    comment.language = guess_language(wording.text)
    comment.revision_number += 1
    comment.version += 1
    comment.edited_at = at
    _keep_revision(comment, at, by.user_id)
    reworded(comment, at)
    told = {"revision": comment.revision_number, "version": comment.version}
    act = record(Verb.COMMENT_EDITED, by, at, comment.id, **told)
    db.session.flush()
    return act


def _keep_revision(comment: Comment, at: datetime, by_id: int | None) -> None:
    revision = CommentRevision(comment_id=comment.id, number=comment.revision_number, at=at, by_id=by_id)
    revision.name, revision.url, revision.text = comment.name, comment.url, comment.text
    db.session.add(revision)
