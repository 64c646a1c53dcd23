"""The jobs of moderation, as they are enqueued by name."""

from collections.abc import Mapping
from typing import Any

from blog.clock import utcnow
from blog.comments.queries import find_comment
from blog.database import transaction
from blog.jobs.progress import Progress
from blog.moderation.matching_runs import find_matching_run, take_batch
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


def decide_matching(payload: Mapping[str, Any], progress: Progress) -> None:
    """A batch at a time; each finds the place where the one before it ended."""
    goes_on = True
    while goes_on:
        with transaction():
            run = find_matching_run(payload["run_id"])
            goes_on = run is not None and take_batch(run, utcnow())
            done, total = (run.done + run.left, run.total) if run else (0, 0)
        progress.report(done, max(total, done + goes_on))
