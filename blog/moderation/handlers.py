"""The jobs of moderation, as they are enqueued by name."""

from collections.abc import Mapping
from typing import Any

from blog.clock import utcnow
from blog.comments.queries import find_comment
from blog.database import transaction
from blog.jobs.progress import Progress
from blog.moderation.retention import periods, purge_expired
from blog.moderation.rule_hits import count_hits


def purge_expired_replies(_: Mapping[str, Any], progress: Progress) -> None:
    done = 0
    for count in purge_expired(periods(), utcnow()):
        done += count
        progress.report(done, done)


def count_rule_hits(payload: Mapping[str, Any], progress: Progress) -> None:
    with transaction():
        comment = find_comment(payload["comment_id"])
        if comment:
            count_hits(comment)
