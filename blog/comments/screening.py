"""Screening: one ordered list of small phases, and what they find.

A phase is a function `(submission, context) -> Finding | None`. The order of the list is the policy: the first finding
that approves ends it, any other holds. A submission in which no phase finds anything waits too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from blog.comments.incoming import Context, Submission
from blog.comments.lifecycle import CommentStatus
from blog.text.plain import emails_in, unturned


class Outcome(StrEnum):
    APPROVE = "approve"
    HOLD = "hold"


class FindingCode(StrEnum):
    """What can be found. `blog.comments.wording` has the sentence for each."""

    MAY_MODERATE = "may_moderate"
    FILLED_TRAP = "filled_trap"
    TOO_QUICK = "too_quick"
    SHOWS_ADDRESS = "shows_address"
    TURNED_NAME = "turned_name"
    EVERYTHING_WAITS = "everything_waits"


@dataclass(frozen=True)
class Finding:
    """What a phase saw, with its evidence as plain values, and what it asks for."""

    code: FindingCode
    outcome: Outcome
    values: dict[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True)
class Screening:
    status: CommentStatus
    findings: tuple[Finding, ...]


Phase = Callable[[Submission, Context], Finding | None]

HIDDEN = "…@…"
QUICKEST = 3.0  # seconds; people need longer to write a sentence, and their browsers tell how long they took


def screen(submission: Submission, context: Context, phases: Sequence[Phase]) -> Screening:
    """Ask the phases in their order. Whoever is approved needs no further question."""
    findings: list[Finding] = []
    for phase in phases:
        finding = phase(submission, context)
        if finding is None:
            continue
        if finding.outcome is Outcome.APPROVE:
            return Screening(CommentStatus.APPROVED, (finding,))
        findings.append(finding)
    return Screening(CommentStatus.PENDING, tuple(findings))


def who_may_moderate_the_post(submission: Submission, context: Context) -> Finding | None:
    """People who could approve it anyway. Being signed in counts; a typed name or address never does."""
    return Finding(FindingCode.MAY_MODERATE, Outcome.APPROVE) if context.may_moderate else None


def filled_trap(submission: Submission, context: Context) -> Finding | None:
    """The field that people don't see. Programs like to put an address there, which is kept nowhere in clear."""
    if not submission.trap:
        return None
    shown = HIDDEN if emails_in(submission.trap) else submission.trap[:100]
    return Finding(
        FindingCode.FILLED_TRAP,
        Outcome.HOLD,
        {"filled_in": shown},
    )


def too_quick(submission: Submission, context: Context) -> Finding | None:
    """A script on the page tells how long the writing took. Without the script there is nothing to find."""
    seconds = submission.seconds_taken
    if seconds is None or seconds >= QUICKEST:
        return None
    return Finding(FindingCode.TOO_QUICK, Outcome.HOLD, {"seconds": round(seconds, 1)})


def shows_address(submission: Submission, context: Context) -> Finding | None:
    """The writer was asked about an e-mail address in the name or text, and wants it shown."""
    return Finding(FindingCode.SHOWS_ADDRESS, Outcome.HOLD) if submission.shows_address else None


def turned_name(submission: Submission, context: Context) -> Finding | None:
    """Marks of direction can make a name read as another one. It is printed without them."""
    is_turned = unturned(submission.name) != submission.name
    return Finding(FindingCode.TURNED_NAME, Outcome.HOLD) if is_turned else None


def everything_waits(submission: Submission, context: Context) -> Finding | None:
    return Finding(FindingCode.EVERYTHING_WAITS, Outcome.HOLD)


PHASES: tuple[Phase, ...] = (
    who_may_moderate_the_post,
    filled_trap,
    too_quick,
    shows_address,
    turned_name,
    everything_waits,
)
