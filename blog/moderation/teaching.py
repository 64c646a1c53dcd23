"""From decisions to lessons: the score learns what people decided, and forgets what they undid."""

from collections.abc import Sequence

from sqlalchemy import select, tuple_

from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment, CommentRevision
from blog.database import db
from blog.learning.training import Lesson, learn, let_words_go
from blog.moderation.models import Decision
from blog.record.acts import COMMAND_LINE
from blog.spam.accuracy import Label
from blog.spam.signals import Writing

LABELS = {CommentStatus.APPROVED: Label.HAM, CommentStatus.SPAM: Label.SPAM}


def teach(comments: Sequence[Comment]) -> None:
    """Bring what is learned of these replies in line with the last decision of a person that stands about each.

    Approving says that a reply is none of the spam, marking says that it is; the trash, holding and an undo that leads
    back to waiting say neither. What screening or another process did teaches nothing. What was learned of a reply
    that was deleted for good stays.
    """
    deleted = [comment.id for comment in comments if comment.deleted_at]
    if deleted:
        let_words_go(deleted)
    kept = [comment for comment in comments if not comment.deleted_at]
    decisions = _standing([comment.id for comment in kept])
    writings = _earlier_writings([(c.id, d.revision_number) for c in kept if (d := decisions.get(c.id))])
    learn([_lesson(comment, decisions.get(comment.id), writings) for comment in kept])


def _standing(comment_ids: list[int]) -> dict[int, Decision]:
    """The last decision of a person about each reply that stands."""
    query = select(Decision).where(Decision.comment_id.in_(comment_ids))
    undone: set[int] = set()
    standing: dict[int, Decision] = {}
    for decision in db.session.scalars(query.order_by(Decision.id.desc())):
        if decision.id in undone:
            continue
        if decision.undoes_id:
            undone.add(decision.undoes_id)  # unless it was undone itself: then what it undid stands again
        elif _is_a_persons(decision):
            standing.setdefault(decision.comment_id, decision)
    return standing


def _is_a_persons(decision: Decision) -> bool:
    return decision.act.user_id is not None or decision.act.actor_name == COMMAND_LINE.name


def _earlier_writings(judged: list[tuple[int, int]]) -> dict[tuple[int, int], CommentRevision]:
    """The words that were judged, of those replies that say something else now; by id and number."""
    place = tuple_(CommentRevision.comment_id, CommentRevision.number)
    found = db.session.scalars(select(CommentRevision).where(place.in_(judged))) if judged else ()
    return {(revision.comment_id, revision.number): revision for revision in found}


def _lesson(comment: Comment, decision: Decision | None, writings: dict[tuple[int, int], CommentRevision]) -> Lesson:
    number = decision.revision_number if decision else comment.revision_number
    words = writings.get((comment.id, number), comment)
    return Lesson(
        comment_id=comment.id,
        label=LABELS.get(decision.to_status) if decision else None,
        revision_number=number,
        writing=Writing(words.name, words.url, words.text, comment.seconds_taken),
        score=comment.spam_score,
        at=decision.act.at if decision else comment.status_at,
    )
