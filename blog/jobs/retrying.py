"""Having a job tried again that has failed for good."""

from datetime import datetime

from blog.errors import N_, Conflict
from blog.jobs.models import Job


class NotFailed(Conflict):
    default = N_("This has not failed, or is being tried again already.")


def retry_job(job: Job, at: datetime) -> None:
    """From the beginning, and as often as a new one. Raises NotFailed."""
    if job.failed_at is None:
        raise NotFailed
    job.failed_at = None
    job.due_at = at
    job.tries = job.progress_done = 0
    job.progress_total = None
