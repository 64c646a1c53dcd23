"""What became of one reply: its arrival, every decision, and every look at its writer's address."""

from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import lazyload

from blog.comments.editing import Wording, revision_seen, revisions_of, wording_of
from blog.comments.models import Comment, CommentRevision
from blog.database import db
from blog.moderation.models import Decision
from blog.record.models import Act
from blog.text.difference import Piece, Run, difference, folded, is_changed, word_difference

MOST_EDITS = 10


@dataclass(frozen=True)
class Event:
    """One act on the reply; `decision` where the act was one."""

    act: Act
    decision: Decision | None


@dataclass(frozen=True)
class Changed:
    """Name and website where they differ, and the text."""

    name: tuple[Piece, ...]
    url: tuple[Piece, ...]
    runs: list[Run]


@dataclass(frozen=True)
class Edit:
    """What one edit changed, and the revision that came of it."""

    revision: CommentRevision
    changed: Changed


def edits_of(comment: Comment) -> list[Edit]:
    """The newest first, and no more than `MOST_EDITS` of them."""
    revisions = revisions_of(comment)
    pairs = list(pairwise(revisions))[-MOST_EDITS:]
    return [Edit(after, _changed(wording_of(before), wording_of(after))) for before, after in reversed(pairs)]


def changed_since(comment: Comment, version: int) -> Changed | None:
    """What edits have changed since the reply was at this version; None when the words are still those."""
    seen = None if comment.deleted_at else revision_seen(comment, version)
    return _changed(wording_of(seen), wording_of(comment)) if seen else None


def _changed(before: Wording, after: Wording) -> Changed:
    blocks = difference(before.text, after.text)
    return Changed(
        name=word_difference(before.name, after.name) if before.name != after.name else (),
        url=word_difference(before.url, after.url) if before.url != after.url else (),
        runs=folded(blocks) if is_changed(blocks) else [],
    )


def history_of(comment: Comment) -> list[Event]:
    """First to last."""
    query = (
        select(Act, Decision)
        .outerjoin(Decision, Decision.act_id == Act.id)
        .where(Act.subject == "comment", Act.subject_id == comment.id)
        .options(lazyload(Decision.act))
        .order_by(Act.id)
    )
    return [Event(act, decision) for act, decision in db.session.execute(query)]
