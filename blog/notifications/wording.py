"""What a link of a mail leads to, in words."""

from blog.comments.lifecycle import Action
from blog.errors import N_
from blog.moderation.models import Decision
from blog.moderation.wording import DONE, actor_name
from blog.notifications.act_links import Looked
from blog.web.language import gettext, moment

QUESTIONS = {
    Action.APPROVE: N_("Approve this reply?"),
    Action.SPAM: N_("Mark this reply as spam?"),
    Action.TRASH: N_("Move this reply to the trash?"),
}


def question(looked: Looked) -> str:
    return gettext(QUESTIONS[looked.link.action])


def decided_sentence(decision: Decision | None) -> str:
    """Who decided what, and when."""
    if decision is None:
        return gettext("This reply waits no longer.")
    return gettext(
        "%(name)s: %(done)s, %(time)s.",
        name=actor_name(decision.act),
        done=gettext(DONE[decision.action]),
        time=moment(decision.act.at),
    )
