"""The table of acts."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Model, UtcDateTime


def _of_what_stands_alone(*columns: str) -> Index:
    """For the record's pages, which show no parts of a run: those may be a hundred thousand in a row."""
    name = "_".join(("ix_acts_alone", *columns, "at_id"))
    alone = text("cause_id IS NULL")
    return Index(name, *columns, "at", "id", sqlite_where=alone, postgresql_where=alone)


class Act(Model):
    """Something that changed state, or that must be answered for: who, when, what, on what.

    `verb` is one of `blog.record.acts.Verb`. `details` holds codes, values
    and the ids of messages, never addresses or what a reader wrote.
    `cause_id` names the act that this one was part of, such as a bulk run; `undoes_id` the one that it put back.
    """

    __tablename__ = "acts"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    actor_name: Mapped[str] = mapped_column(String(245))
    verb: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int | None]
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    cause_id: Mapped[int | None] = mapped_column(ForeignKey("acts.id"))
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("acts.id"), unique=True)

    __table_args__ = (
        Index(None, "subject", "subject_id", "id"),
        Index(None, "user_id", "id"),
        Index(None, "cause_id", "at", "id"),
        Index(None, "at", "id"),
        Index(None, "verb", "id"),
        *(_of_what_stands_alone(*columns) for columns in (("user_id",), ("verb",), ("user_id", "verb"))),
    )
