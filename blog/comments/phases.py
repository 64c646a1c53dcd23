"""The phases of screening that need nothing but replies. The order of the lists below is the policy."""

from blog.comments.incoming import Context, Submission
from blog.comments.screening import Finding, FindingCode, Outcome, Phase
from blog.text.plain import emails_in, unturned

HIDDEN = "…@…"


def hold(code: FindingCode, **values: str | int | float | list[str]) -> Finding:
    return Finding(code, Outcome.HOLD, dict(values))


def who_may_moderate_the_post(submission: Submission, context: Context) -> Finding | None:
    """People who could approve it anyway. Being signed in counts; a typed name or address never does."""
    return Finding(FindingCode.MAY_MODERATE, Outcome.ADMIT) if context.may_moderate else None


def everything_waits(submission: Submission, context: Context) -> Finding | None:
    return hold(FindingCode.EVERYTHING_WAITS) if context.settings.everything_waits else None


def filled_trap(submission: Submission, context: Context) -> Finding | None:
    """The field that people don't see. Programs like to put an address there, which is kept nowhere in clear."""
    if not submission.trap:
        return None
    shown = HIDDEN if emails_in(submission.trap) else submission.trap[:100]
    return hold(FindingCode.FILLED_TRAP, filled_in=shown)


def too_quick(submission: Submission, context: Context) -> Finding | None:
    """A script on the page tells how long the writing took. Without the script there is nothing to find."""
    seconds = submission.seconds_taken
    if seconds is None or seconds >= context.settings.quickest:
        return None
    return hold(FindingCode.TOO_QUICK, seconds=round(seconds, 1))


def shows_address(submission: Submission, context: Context) -> Finding | None:
    """The writer was asked about an e-mail address in the name or text, and wants it shown."""
    return hold(FindingCode.SHOWS_ADDRESS) if submission.shows_address else None


def turned_name(submission: Submission, context: Context) -> Finding | None:
    """Marks of direction can make a name read as another one. It is printed without them."""
    return hold(FindingCode.TURNED_NAME) if unturned(submission.name) != submission.name else None


def first_replies(submission: Submission, context: Context) -> Finding | None:
    """The first replies of every writer wait, and so does whoever can't prove to be that writer."""
    needed = context.settings.first_replies
    if not needed:
        return Finding(FindingCode.NO_OBJECTION, Outcome.APPROVE)
    return hold(FindingCode.FIRST_REPLIES, approved=0, needed=needed)


# What needs no look-up, the cheapest first.
FIRST_PHASES: tuple[Phase, ...] = (
    who_may_moderate_the_post,
    everything_waits,
    filled_trap,
    too_quick,
    shows_address,
    turned_name,
    first_replies,
)

# What compares with other replies.
LAST_PHASES: tuple[Phase, ...] = ()
