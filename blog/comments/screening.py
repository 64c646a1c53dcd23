"""Screening: one ordered list of small phases, and what they find.

A phase is a function `(submission, context) -> Finding | None`. All of them are asked, so that moderators learn every
reason, until one admits. `blog.comments.phases` has those of this room; `app.py` joins them with the phases of the
rooms above.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from blog.comments.incoming import Context, Submission
from blog.comments.lifecycle import CommentStatus

Value = str | int | float | list[str]


class Outcome(StrEnum):
    """What a phase asks for. The strongest wins: spam, then hold, then approve; with none of them a reply waits."""

    ADMIT = "admit"  # approves at once, whatever was found before; nobody is asked after that
    APPROVE = "approve"  # unless another phase holds
    HOLD = "hold"
    SPAM = "spam"  # for a phase that is sure
    NOTE = "note"  # nothing: it only tells


class FindingCode(StrEnum):
    """What can be found. `blog.comments.wording` has the sentence for each."""

    MAY_MODERATE = "may_moderate"
    FILLED_TRAP = "filled_trap"
    TOO_QUICK = "too_quick"
    SHOWS_ADDRESS = "shows_address"
    TURNED_NAME = "turned_name"
    EVERYTHING_WAITS = "everything_waits"
    POST_WAITS = "post_waits"
    FIRST_HOURS = "first_hours"
    HELD_WRITER = "held_writer"
    MARKED_AS_SPAM = "marked_as_spam"
    TRUSTED = "trusted"
    FIRST_REPLIES = "first_replies"
    UNPROVEN = "unproven"
    NO_OBJECTION = "no_objection"
    MANY_LINKS = "many_links"
    LYING_LINK = "lying_link"
    REPEATED = "repeated"
    BUSY_NETWORK = "busy_network"
    DISALLOWED_WORD = "disallowed_word"
    HELD_WORD = "held_word"
    RULES_UNFINISHED = "rules_unfinished"
    BANNED_WRITER = "banned_writer"
    BANNED_HOST = "banned_host"
    BANNED_NETWORK = "banned_network"
    SCORED = "scored"
    HIGH_SCORE = "high_score"
    SCORED_AS_SPAM = "scored_as_spam"


# What the learned score said; a reply has one of these at most.
OF_THE_SCORE = (FindingCode.SCORED, FindingCode.HIGH_SCORE, FindingCode.SCORED_AS_SPAM)


@dataclass(frozen=True)
class Finding:
    """What a phase saw, with its evidence as plain values, and what it asks for.

    `marks`, if it is among the values, lists the places in the shown text, each exactly as it is read there.
    `score` is how likely it is spam, from 0 to 1, where the phase measured that.
    """

    code: FindingCode
    outcome: Outcome
    values: dict[str, Value] = field(default_factory=dict)
    score: float | None = None


@dataclass(frozen=True)
class Screening:
    status: CommentStatus
    findings: tuple[Finding, ...]

    @property
    def score(self) -> float | None:
        return next((finding.score for finding in self.findings if finding.score is not None), None)


Phase = Callable[[Submission, Context], Finding | None]

_STATUS = (
    (Outcome.SPAM, CommentStatus.SPAM),
    (Outcome.HOLD, CommentStatus.PENDING),
    (Outcome.APPROVE, CommentStatus.APPROVED),
)


def screen(submission: Submission, context: Context, phases: Sequence[Phase]) -> Screening:
    """Ask the phases in their order. Whoever is admitted needs no further question."""
    findings: list[Finding] = []
    for phase in phases:
        finding = phase(submission, context)
        if finding is None:
            continue
        if finding.outcome is Outcome.ADMIT:
            return Screening(CommentStatus.APPROVED, (finding,))
        findings.append(finding)
    return Screening(_status({finding.outcome for finding in findings}), tuple(findings))


def _status(outcomes: set[Outcome]) -> CommentStatus:
    return next((status for outcome, status in _STATUS if outcome in outcomes), CommentStatus.PENDING)
