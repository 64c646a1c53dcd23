"""Decisions, and who is looking at which reply just now."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.accounts.models import User
from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment
from blog.database import Model, UtcDateTime, enum_column
from blog.record.models import Act

UNDO = "undo"


class Decision(Model):
    """What was decided about a reply. Who and when are in its act.

    `action` is one of `comments.lifecycle.Action`, or `undo` for the inverse of the decision `undoes_id`. `before` is
    the reply's `status_before` when it was made, so that the inverse can put it back; `version` the reply's afterwards;
    `revision_number` that of the words that were judged. `tells_writer`: whether the writer may read the reason.
    """

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("acts.id"), unique=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), index=True)
    action: Mapped[str] = mapped_column(String(20))
    from_status: Mapped[CommentStatus] = mapped_column(enum_column(CommentStatus, "from_status"))
    to_status: Mapped[CommentStatus] = mapped_column(enum_column(CommentStatus, "to_status"))
    before: Mapped[CommentStatus | None] = mapped_column(enum_column(CommentStatus, "before"))
    version: Mapped[int]
    revision_number: Mapped[int] = mapped_column(default=1)
    reason: Mapped[str] = mapped_column(String(500))
    tells_writer: Mapped[bool] = mapped_column(default=False)
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), unique=True)

    act: Mapped[Act] = relationship(lazy="joined", innerjoin=True)
    comment: Mapped[Comment] = relationship()


class Claim(Model):
    """Somebody has this reply open. It keeps nobody from deciding, and ends by itself; see `blog.moderation.claims`."""

    __tablename__ = "claims"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship()

    __table_args__ = (Index(None, "user_id"), Index(None, "seen_at"))
