"""Decisions, who is looking at which reply, runs over all that match, and filters that somebody keeps."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.accounts.models import User
from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment
from blog.database import Model, UtcDateTime, enum_column
from blog.record.models import Act

UNDO = "undo"


class DeclineReason(Model):
    """A reason for declining that moderators choose from a list; its text is copied into the decision."""

    __tablename__ = "decline_reasons"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(String(500))
    position: Mapped[int]


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


class MatchingRun(Model):
    """A bulk run over all replies that filters let through, or the undoing of one: taken a batch at a time.

    `act_id` is the one act of the run, `undoes_run_id` the act of the run that it undoes. `filters` are the arguments
    of the queue's address; `cut_off` is what the moderator had seen (see `blog.moderation.cut_off`). `place` is where
    the next batch begins; it is committed with the batch, so that a run that was broken off goes on where it was.
    """

    __tablename__ = "matching_runs"

    act_id: Mapped[int] = mapped_column(ForeignKey("acts.id"), primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    action: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(500))
    tells_writer: Mapped[bool] = mapped_column(default=False)
    filters: Mapped[dict[str, str]] = mapped_column(JSON)
    cut_off: Mapped[str] = mapped_column(String(80))
    undoes_run_id: Mapped[int | None] = mapped_column(ForeignKey("acts.id"))
    place: Mapped[str] = mapped_column(String(80))
    total: Mapped[int]
    done: Mapped[int] = mapped_column(default=0)
    left: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    act: Mapped[Act] = relationship(foreign_keys=[act_id])
    user: Mapped[User] = relationship()


class SavedFilter(Model):
    """Filters that a person keeps under a name. `query` holds the arguments of the queue's address."""

    __tablename__ = "saved_filters"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[dict[str, str]] = mapped_column(JSON)

    __table_args__ = (UniqueConstraint("user_id", "name"),)


class CannedAnswer(Model):
    """An answer that the team gives again and again. `{name}` and `{post}` stand for who is answered, and on what."""

    __tablename__ = "canned_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(100))
    text: Mapped[str] = mapped_column(Text)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Note(Model):
    """What moderators tell each other about a reply, or, where `writer_id` is set, about its writer."""

    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"))
    writer_id: Mapped[int | None] = mapped_column(ForeignKey("writers.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    text: Mapped[str] = mapped_column(Text)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    by: Mapped[User] = relationship()

    __table_args__ = (Index(None, "comment_id", "id"), Index(None, "writer_id", "id"))
