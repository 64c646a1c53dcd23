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
}


def findings_to_show(comment: Comment) -> list[StoredFinding]:
    """What a moderator should know of. That every reply waits says nothing of one that waits no longer, or of one
    that something was found in."""
    found = [finding for finding in comment.findings if finding.code != FindingCode.EVERYTHING_WAITS]
    return found or (comment.findings if comment.status is CommentStatus.PENDING else [])


def finding_chip(code: str) -> str:
    """A word or two for a chip."""
    return gettext(FINDINGS[FindingCode(code)][0]) if code in FINDINGS else code


def finding_sentence(code: str, values: dict[str, Any]) -> str:
    """The reason with its evidence."""
    return gettext(FINDINGS[FindingCode(code)][1]) % values if code in FINDINGS else code
