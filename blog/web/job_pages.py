"""What one asked for and goes on by itself: how far it is, and what has failed."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from blog.accounts.guards import requires, signed_in_user
from blog.accounts.permissions import Person, may_look_after_jobs, may_moderate_somewhere
from blog.clock import utcnow
from blog.database import transaction
from blog.errors import NotFound
from blog.jobs.models import Job
from blog.jobs.queries import failed_jobs, find_job, jobs_asked_by
from blog.jobs.retrying import retry_job
from blog.record.acts import Verb, record
from blog.web.forms import PersonalForm
from blog.web.job_wording import job_state
from blog.web.numbers import parse_number

bp = Blueprint("jobs", __name__, url_prefix="/desk/jobs")

FAILED = "failed"


class RetryForm(PersonalForm):
    """One button; `show` is the list that it came from."""

    show = HiddenField()


@bp.get("/")
@requires(may_moderate_somewhere)
def show_jobs() -> str:
    """One's own, or with `?show=failed` everybody's that failed, for those who look after the site."""
    user, after = signed_in_user(), parse_number(request.args.get("after", ""))
    show = FAILED if request.args.get("show") == FAILED and may_look_after_jobs(user) else None
    jobs, has_more = failed_jobs(after) if show else jobs_asked_by(user.id, after)
    return render_template(
        "jobs/jobs.html",
        jobs=jobs,
        show=show,
        may_see_all=may_look_after_jobs(user),
        following=url_for("jobs.show_jobs", show=show, after=jobs[-1].id) if has_more else None,
        retry_form=RetryForm(formdata=None, data={"show": show or ""}),
        now=utcnow(),
    )


@bp.get("/<int:job_id>")
@requires(may_moderate_somewhere)
def show_job(job_id: int) -> dict[str, object]:
    """For the script that keeps `components/_job_progress.html` up to date."""
    job, now = _get_job(job_id, signed_in_user()), utcnow()
    return {
        "id": job.id,
        "state": job.state_at(now).value,
        "done": job.progress_done,
        "total": job.progress_total,
        "text": job_state(job, now),
    }


@bp.post("/<int:job_id>/tries")
@requires(may_moderate_somewhere)
def create_try(job_id: int) -> ResponseReturnValue:
    form = RetryForm()
    if not form.is_valid():
        abort(400)
    with transaction():
        user, at = signed_in_user(), utcnow()
        job = _get_job(job_id, user)
        retry_job(job, at)
        record(Verb.JOB_RETRIED, user.as_actor(), at, job.id, name=job.name)
    return redirect(url_for("jobs.show_jobs", show=FAILED if form.show.data == FAILED else None), 303)


def _get_job(job_id: int, for_: Person) -> Job:
    """One that this person asked for, or any for whoever looks after them. Raises NotFound."""
    job = find_job(job_id)
    if job is None or not (job.asked_by_id == for_.id or may_look_after_jobs(for_)):
        raise NotFound
    return job
