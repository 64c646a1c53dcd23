"""Findings in words. They are stored as codes and values; here they become sentences."""

from typing import Any

from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment, StoredFinding
from blog.comments.screening import FindingCode
from blog.errors import N_
from blog.web.language import gettext

FINDINGS = {
    FindingCode.MAY_MODERATE: (N_("Own people"), N_("Written by someone signed in who may moderate this post.")),
    FindingCode.FILLED_TRAP: (N_("Trap"), N_("The field that people don't see was filled in: “%(filled_in)s”.")),
    FindingCode.TOO_QUICK: (N_("Quick"), N_("Sent %(seconds)s seconds after the page was opened.")),
    FindingCode.SHOWS_ADDRESS: (N_("Shows an address"), N_("Holds an e-mail address; the writer wants it shown.")),
    FindingCode.TURNED_NAME: (N_("Turned name"), N_("The name held marks that make letters read the other way round.")),
    FindingCode.EVERYTHING_WAITS: (N_("Every reply waits"), N_("On this site every reply is read before it is shown.")),
    FindingCode.POST_WAITS: (N_("This post waits"), N_("Every reply to this post is read before it is shown.")),
    FindingCode.FIRST_HOURS: (
        N_("New post"),
        N_("The post was %(hours)s hours old; replies wait in its first %(limit)s hours."),
    ),
    FindingCode.HELD_WRITER: (N_("Held writer"), N_("A moderator wants every reply of this writer to wait.")),
    FindingCode.MARKED_AS_SPAM: (
        N_("Spam before"),
        N_("Earlier replies with this address that moderators marked as spam: %(count)s."),
    ),
    FindingCode.TRUSTED: (
        N_("Trusted"),
        N_("From the browser that sent earlier replies by this writer; approved of those: %(approved)s."),
    ),
    FindingCode.FIRST_REPLIES: (
        N_("First replies"),
        N_("A writer's replies wait until %(needed)s of them are approved; so far: %(approved)s."),
    ),
    FindingCode.UNPROVEN: (
        N_("Unproven"),
        N_("The address has approved replies (%(approved)s), but anybody can type it: this browser sent none of them."),
    ),
    FindingCode.NO_OBJECTION: (N_("Nothing found"), N_("Nothing was found that holds a reply on this site.")),
    FindingCode.MANY_LINKS: (N_("Links"), N_("It holds %(count)s links; more than %(limit)s wait.")),
    FindingCode.LYING_LINK: (
        N_("Lying link"),
        N_("The words of a link say %(shown)s, but it leads to %(host)s. Such links: %(count)s."),
    ),
    FindingCode.REPEATED: (
        N_("Repeated"),
        N_("The same words came %(seconds)s seconds before, in reply to “%(title)s”."),
    ),
    FindingCode.BUSY_NETWORK: (
        N_("Busy network"),
        N_("%(count)s replies came from the same network within an hour; more than %(limit)s wait."),
    ),
    FindingCode.DISALLOWED_WORD: (
        N_("Disallowed word"),
        N_("“%(written)s” fits the rule “%(rule)s” for what goes straight to spam."),
    ),
    FindingCode.HELD_WORD: (N_("Held word"), N_("“%(written)s” fits the rule “%(rule)s” for what waits.")),
    FindingCode.RULES_UNFINISHED: (
        N_("Patterns unfinished"),
        N_("The patterns among the rules took too long on this reply, so not all of them were tried."),
    ),
    FindingCode.BANNED_WRITER: (N_("Banned writer"), N_("This writer is banned. The reason given: %(reason)s")),
    FindingCode.BANNED_HOST: (N_("Banned site"), N_("It links to %(value)s, which is banned: %(reason)s")),
    FindingCode.BANNED_NETWORK: (
        N_("Banned network"),
        N_("It came from %(value)s, a network that is banned: %(reason)s"),
    ),
    FindingCode.SCORED: (N_("Score"), N_("The learned score is %(percent)s of 100.")),
    FindingCode.HIGH_SCORE: (N_("High score"), N_("The learned score is %(percent)s of 100, as of most spam.")),
    FindingCode.SCORED_AS_SPAM: (
        N_("Spam by score"),
        N_("The learned score is %(percent)s of 100, and what has %(threshold)s or more goes to spam by itself."),
    ),
}

# What holds replies whatever they say.
OF_ALL = {
    FindingCode.EVERYTHING_WAITS,
    FindingCode.POST_WAITS,
    FindingCode.FIRST_HOURS,
    FindingCode.FIRST_REPLIES,
    FindingCode.UNPROVEN,
}


def findings_to_show(comment: Comment) -> list[StoredFinding]:
    """What a moderator should know of: every reason why a reply waits, and what was found in one that waits no longer.
    That all replies wait, or all of new writers, says nothing of that one; the score is shown in a place of its own."""
    waits = comment.status is CommentStatus.PENDING
    shown = (finding for finding in comment.findings if finding.code != FindingCode.SCORED)
    return [finding for finding in shown if waits or finding.code not in OF_ALL]


def finding_chip(code: str) -> str:
    """A word or two for a chip."""
    return gettext(FINDINGS[FindingCode(code)][0]) if code in FINDINGS else code


def finding_sentence(code: str, values: dict[str, Any]) -> str:
    """The reason with its evidence."""
    return gettext(FINDINGS[FindingCode(code)][1]) % values if code in FINDINGS else code
