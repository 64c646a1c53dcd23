"""What each finding held lately, and what became of that."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment, StoredFinding
from blog.database import db

LATELY = timedelta(days=30)
NEWEST = 20_000  # findings; whoever has more in thirty days sees of them the newest


@dataclass(frozen=True)
class Found:
    """How many replies it was found in, and what they are now."""

    total: int = 0
    waiting: int = 0
    approved: int = 0

    @property
    def share_approved(self) -> int | None:
        """In percent, of those that were decided."""
        decided = self.total - self.waiting
        return round(100 * self.approved / decided) if decided else None


def found_lately(at: datetime) -> Mapping[str, Found]:
    """By the codes of the findings; one query, which walks back along the findings and no further than NEWEST."""
    newest = select(StoredFinding.code, StoredFinding.comment_id).order_by(StoredFinding.id.desc()).limit(NEWEST)
    newest_ones = newest.subquery()
    columns = (newest_ones.c.code, Comment.status, func.count())
    query = select(*columns).join(Comment, Comment.id == newest_ones.c.comment_id)
    rows = db.session.execute(query.where(Comment.submitted_at > at - LATELY).group_by(*columns[:2])).all()
    numbers: dict[str, dict[CommentStatus, int]] = {}
    for code, status, number in rows:
        numbers.setdefault(code, {})[status] = number
    return {code: _found(of_code) for code, of_code in numbers.items()}


def _found(numbers: Mapping[CommentStatus, int]) -> Found:
    waiting, approved = (numbers.get(status, 0) for status in (CommentStatus.PENDING, CommentStatus.APPROVED))
    return Found(sum(numbers.values()), waiting, approved)
