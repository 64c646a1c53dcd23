"""Jobs in words. Whoever adds a handler in `blog/app.py` adds what people call its work here."""

from datetime import datetime

from blog.errors import N_
from blog.jobs.models import Job, JobState
from blog.web.language import gettext

TITLES = {
    "count_rule_hits": N_("Count what the rules caught"),
    "forget_notices": N_("Forget what was told by mail long ago"),
    "reply_held": N_("Find out who is to hear of a reply"),
    "score_reply": N_("Score a reply whose words were changed"),
    "send_digest": N_("Mail what waits to one person"),
    "send_notice": N_("Mail to one person that a reply waits"),
    "decide_matching": N_("Decide about many replies"),
    "index_comment": N_("Make a reply findable"),
    "index_post": N_("Make a post findable"),
    "make_renditions": N_("Make a picture in other sizes"),
    "purge_expired_replies": N_("Delete for good what was spam or trash for long enough"),
    "read_replies": N_("Read the replies of an older release"),
    "rebuild_search": N_("Make everything findable anew"),
    "remove_media_files": N_("Remove the files of a deleted picture"),
}

STATES = {
    JobState.WAITING: N_("Waits for its turn"),
    JobState.RUNNING: N_("Under way"),
    JobState.DONE: N_("Done"),
    JobState.FAILED: N_("Failed"),
}


def job_title(job: Job) -> str:
    """What is done, as people call it."""
    return gettext(TITLES[job.name]) if job.name in TITLES else gettext("Something that this release does not know")


def job_state(job: Job, now: datetime) -> str:
    """How far it is, in words."""
    state = job.state_at(now)
    if state is JobState.RUNNING and job.progress_total:
        return gettext("%(done)d of %(total)d", done=job.progress_done, total=job.progress_total)
    if state is JobState.WAITING and job.tries:
        return gettext("Did not work yet, and will be tried again")
    return gettext(STATES[state])
