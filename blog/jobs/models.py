"""The table of jobs."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Model, UtcDateTime


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


def _partial_index(name: str, *columns: str, where: str) -> Index:
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


class Job(Model):
    """Something to do after the commit that asked for it.

    A worker claims it until `claimed_until`, and prolongs that while it works; when the worker dies, the time runs
    out and another one takes the job. `tries` counts the claims. `error` is the kind of the last error, never what it
    said. A job that is done goes away at once, unless a person asked for it (`asked_by_id`): they can look for a day.
    A job that has failed stays until somebody has it tried again.
    """

    __tablename__ = "jobs"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    key: Mapped[str | None] = mapped_column(String(200))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    claimed_by: Mapped[str | None] = mapped_column(String(60))
    progress_done: Mapped[int] = mapped_column(default=0)
    progress_total: Mapped[int | None]
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str | None] = mapped_column(String(100))

    __table_args__ = (
        _partial_index("ix_jobs_open", "due_at", "id", where="done_at IS NULL AND failed_at IS NULL"),
        _partial_index("ix_jobs_failed", "failed_at", "id", where="failed_at IS NOT NULL"),
        _partial_index("ix_jobs_done", "done_at", where="done_at IS NOT NULL"),
        Index(None, "asked_by_id", "id"),
        Index(None, "key", "name"),
    )

    def state_at(self, now: datetime) -> JobState:
        if self.done_at:
            return JobState.DONE
        if self.failed_at:
            return JobState.FAILED
        return JobState.RUNNING if self.claimed_until and self.claimed_until > now else JobState.WAITING
