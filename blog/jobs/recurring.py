"""Jobs that come again and again. A worker makes sure that the next of each waits."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from blog.database import transaction
from blog.jobs.enqueue import enqueue

Recurring = Mapping[str, timedelta]
KEY = "recurring"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def enqueue_recurring(recurring: Recurring, at: datetime) -> None:
    """Let the next of each job wait, if it does not yet. One that was missed is still there, and due."""
    with transaction():
        for name, every in recurring.items():
            enqueue(name, at, due_at=next_time(every, at), key=KEY)


def next_time(every: timedelta, at: datetime) -> datetime:
    """The same for all workers: whole periods since 1970."""
    return _EPOCH + ((at - _EPOCH) // every + 1) * every
