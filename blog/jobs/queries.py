"""Reading jobs."""

from sqlalchemy import Select, select, tuple_

from blog.database import db
from blog.jobs.models import Job

PAGE = 25


def find_job(job_id: int) -> Job | None:
    return db.session.get(Job, job_id)


def jobs_asked_by(user_id: int, after: int | None = None) -> tuple[list[Job], bool]:
    """One page of what this person asked for, the newest first, below the id `after`; and whether more follow."""
    query = select(Job).where(Job.asked_by_id == user_id).order_by(Job.id.desc())
    return _page(query if after is None else query.where(Job.id < after))


def failed_jobs(after: int | None = None) -> tuple[list[Job], bool]:
    """One page of all that failed, the latest first, beginning below the job `after`; and whether more follow."""
    query = select(Job).where(Job.failed_at.is_not(None)).order_by(Job.failed_at.desc(), Job.id.desc())
    if after is not None:
        query = query.where(
            tuple_(Job.failed_at, Job.id)
            < select(Job.failed_at, Job.id).where(Job.id == after).correlate(None).scalar_subquery()
        )
    return _page(query)


def _page(query: Select[Job]) -> tuple[list[Job], bool]:
    jobs = list(db.session.scalars(query.limit(PAGE + 1)))
    return jobs[:PAGE], len(jobs) > PAGE
