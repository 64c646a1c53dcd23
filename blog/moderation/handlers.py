"""The jobs of moderation, as they are enqueued by name."""

from collections.abc import Mapping
from typing import Any

from blog.clock import utcnow
from blog.jobs.progress import Progress
from blog.moderation.retention import periods, purge_expired


def purge_expired_replies(_: Mapping[str, Any], progress: Progress) -> None:
    done = 0
    for count in purge_expired(periods(), utcnow()):
        done += count
        progress.report(done, done)
