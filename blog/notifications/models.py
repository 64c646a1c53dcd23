"""What somebody is to be told by mail, and the links of mails that were used."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.accounts.models import User
from blog.comments.models import Comment
from blog.database import Model, UtcDateTime, enum_column


class NoticeState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    NOT_NEEDED = "not_needed"  # decided before it was told, or no longer wished
    REFUSED = "refused"  # by the server, for good
    UNCERTAIN = "uncertain"  # sent whole, three times, and never an answer


class Notice(Model):
    """That one person is to hear of one event; the outbox. A person hears of an event once.

    It goes out in a mail of its own, or, `in_digest`, with others. `mail_key` is of the mail that it went, or was to
    go, out with: all notices of one mail have the same, and a mail that is tried again keeps it, and so its
    Message-ID. `claimed_at` is when a worker began to send it and had not yet come to an end. The address is not in
    here: it is opened when the mail is handed over.
    """

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    event: Mapped[str] = mapped_column(String(60))
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), index=True)
    in_digest: Mapped[bool]
    state: Mapped[NoticeState] = mapped_column(enum_column(NoticeState, "state"), default=NoticeState.WAITING)
    state_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mail_key: Mapped[str | None] = mapped_column(String(100))
    lost_answers: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(String(60))

    user: Mapped[User] = relationship()
    comment: Mapped[Comment] = relationship()

    __table_args__ = (
        UniqueConstraint("user_id", "event"),
        Index(None, "user_id", "state", "in_digest", "id"),
        Index(None, "state", "state_at"),
    )


class UsedLink(Model):
    """A link of a mail that was used: its hash, and the act that it caused. Forgotten a while after its end."""

    __tablename__ = "used_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("acts.id"))
    used_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
