"""What a handler is, and how it says how far it has come."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from blog.database import commit_apart, db
from blog.jobs.claims import Claim, prolonged

PAUSE = 0.25  # seconds between two reports that are written down


class GiveUp(Exception):
    """For a handler to raise when no further try could help. `kind` is a code, kept with the job and in the log."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Lost(Exception):
    """Another worker has taken this job, since this one was silent for too long."""


class Progress:
    """Given to a handler. `report(done, total)` as often as you like, but outside of `transaction()`."""

    def __init__(self, claim: Claim, bind: Engine, clock: Callable[[], datetime]) -> None:
        self._claim, self._bind, self._clock = claim, bind, clock
        self._written_at = float("-inf")

    def report(self, done: int, total: int) -> None:
        """Show how far it is, committed on its own. Raises Lost when the job is another worker's by now."""
        if db.session.info.get("in_transaction"):
            raise RuntimeError("report progress outside of transaction()")
        if done < total and time.monotonic() - self._written_at < PAUSE:
            return
        shown = prolonged(self._claim, self._clock()).values(progress_done=done, progress_total=total)
        if not commit_apart(self._bind, shown):
            raise Lost
        self._written_at = time.monotonic()


Handler = Callable[[Mapping[str, Any], Progress], None]
"""Does one job, from its payload. It opens its own `transaction()`, keeps what is slow outside of it, and must be safe
to run twice: a worker that dies between the handler's commit and its own leaves the job to be done again. When what
the payload names is not there any more, it returns. An error means: try again later."""
