"""How good the score is: what it said when replies arrived, beside what people decided afterwards."""

from sqlalchemy import select

from blog.database import db
from blog.learning.models import LearnedReply
from blog.spam.accuracy import WINDOW, Judged


def last_judged() -> list[Judged]:
    """The last replies that had a score before people decided about them, the newest decision first.

    Each was scored before anything was learned from it, so nothing is measured on what it was trained with.
    """
    newest_first = (LearnedReply.at.desc(), LearnedReply.comment_id.desc())
    query = select(LearnedReply.score, LearnedReply.label).where(LearnedReply.score.is_not(None))
    rows = db.session.execute(query.order_by(*newest_first).limit(WINDOW))
    return [Judged(score, label) for score, label in rows if score is not None]
