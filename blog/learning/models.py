"""What was learned: counts, and of each reply what it added to them."""

import struct
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Model, UtcDateTime, enum_column
from blog.spam.accuracy import Label

_KEY = BigInteger().with_variant(Integer, "sqlite")  # there the place of the row itself


class SignalCount(Model):
    """In how many replies of each kind a signal was seen; `key` is that of `Signal`, so no word stands here.

    Under the key `EVERY_REPLY` the replies themselves are counted, so that one query reads all that a score needs.
    """

    __tablename__ = "signal_counts"

    key: Mapped[int] = mapped_column(_KEY, primary_key=True, autoincrement=False)
    spam: Mapped[int]
    ham: Mapped[int]


class LearnedReply(Model):
    """A reply that counts, as what, and the keys that it was counted under, so that it can be taken out exactly.

    `revision_number` is that of the words that were judged, `score` what was said of it before anybody decided, `at`
    the time of the decision.
    """

    __tablename__ = "learned_replies"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), primary_key=True, autoincrement=False)
    label: Mapped[Label] = mapped_column(enum_column(Label, "label"))
    revision_number: Mapped[int]
    keys: Mapped[bytes] = mapped_column(LargeBinary)
    score: Mapped[float | None] = mapped_column()
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        Index(
            "ix_learned_replies_at_comment_id",
            "at",
            "comment_id",
            sqlite_where=score.is_not(None),
            postgresql_where=score.is_not(None),
        ),
    )


def packed(keys: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(keys)}q", *keys)


def unpacked(keys: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(keys) // 8}q", keys)
