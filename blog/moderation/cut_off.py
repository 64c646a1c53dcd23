"""What a moderator can have seen: nothing that arrived, was decided or was edited after the page was drawn."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select

from blog.comments.models import Comment
from blog.database import db
from blog.moderation.cursor import micros, parse_micros
from blog.moderation.models import Decision


@dataclass(frozen=True)
class CutOff:
    """The newest reply and the newest decision of that moment, by their ids: no clock is as exact."""

    at: datetime
    comment_id: int
    decision_id: int

    def __str__(self) -> str:
        return f"{micros(self.at)}-{self.comment_id}-{self.decision_id}"

    @classmethod
    def parse(cls, text: str) -> "CutOff | None":
        parts = text.split("-")
        if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts):
            return None
        at = parse_micros(parts[0])
        return cls(at, int(parts[1]), int(parts[2])) if at else None

    def no_later_than(self, other: "CutOff") -> "CutOff":
        """Pages tell of the past, whatever somebody wrote into them."""
        return CutOff(
            min(self.at, other.at),
            min(self.comment_id, other.comment_id),
            min(self.decision_id, other.decision_id),
        )

    def test(self, comment: type[Comment]) -> list[ColumnElement[bool]]:
        decided_since = exists().where(Decision.comment_id == comment.id, Decision.id > self.decision_id)
        return [
            comment.id <= self.comment_id,
            ~decided_since,
            or_(comment.edited_at.is_(None), comment.edited_at <= self.at),
        ]


def cut_off_now(at: datetime) -> CutOff:
    newest = (func.max(model.id) for model in (Comment, Decision))
    comment_id, decision_id = db.session.execute(select(*(select(each).scalar_subquery() for each in newest))).one()
    return CutOff(at, comment_id or 0, decision_id or 0)
