"""The phases of screening that need nothing but replies. The order of the lists at the end is the policy."""

import re
from datetime import timedelta

from blog.comments.incoming import Context, Submission, WriterFacts
from blog.comments.lifecycle import Trust
from blog.comments.screening import Finding, FindingCode, Outcome, Phase, Value
from blog.settings.parsing import MOST_LINKS
from blog.text.links import links_in
from blog.text.plain import emails_in, unturned

HIDDEN = "…@…"
MOST_MARKS = 10
_WEB_ADDRESS = re.compile(r"\bhttps?://", re.IGNORECASE)


def hold(code: FindingCode, **values: Value) -> Finding:
    return Finding(code, Outcome.HOLD, values)


def who_may_moderate_the_post(submission: Submission, context: Context) -> Finding | None:
    """People who could approve it anyway. Being signed in counts; a typed name or address never does."""
    return Finding(FindingCode.MAY_MODERATE, Outcome.ADMIT) if context.may_moderate else None


def everything_waits(submission: Submission, context: Context) -> Finding | None:
    return hold(FindingCode.EVERYTHING_WAITS) if context.settings.everything_waits else None


def post_waits(submission: Submission, context: Context) -> Finding | None:
    return hold(FindingCode.POST_WAITS) if context.facts.is_post_premoderated else None


def first_hours(submission: Submission, context: Context) -> Finding | None:
    """The first hours of a post, when most come by who have never been here."""
    limit, published_at = context.settings.first_hours, context.post.published_at
    if not limit or published_at is None or context.at - published_at >= timedelta(hours=limit):
        return None
    return hold(FindingCode.FIRST_HOURS, hours=int((context.at - published_at) / timedelta(hours=1)), limit=limit)


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


def held_writer(submission: Submission, context: Context) -> Finding | None:
    """A moderator said so of this address."""
    return hold(FindingCode.HELD_WRITER) if context.facts.writer.trust is Trust.HELD else None


def marked_as_spam(submission: Submission, context: Context) -> Finding | None:
    """Anyone can spoil the name of an address that isn't theirs; who proves to be another answers for their own."""
    known = context.facts.writer
    count = known.spam_here if known.approved_here else known.spam
    return hold(FindingCode.MARKED_AS_SPAM, count=count) if count else None


def trusted(submission: Submission, context: Context) -> Finding | None:
    """Enough replies of this very writer were approved. It spares them the phase after this one, and no other."""
    known = context.facts.writer
    if not context.settings.first_replies or not _is_trusted(known, context.settings.first_replies):
        return None
    return Finding(FindingCode.TRUSTED, Outcome.APPROVE, {"approved": known.approved_here})


def first_replies(submission: Submission, context: Context) -> Finding | None:
    """The first replies of every writer wait, and so does whoever can't prove to be a writer that was here before."""
    needed, known = context.settings.first_replies, context.facts.writer
    if not needed:
        return Finding(FindingCode.NO_OBJECTION, Outcome.APPROVE)
    if _is_trusted(known, needed):
        return None
    if known.approved and not known.approved_here:
        return hold(FindingCode.UNPROVEN, approved=known.approved)
    return hold(FindingCode.FIRST_REPLIES, approved=known.approved_here, needed=needed)


def many_links(submission: Submission, context: Context) -> Finding | None:
    """Links to sites and addresses; what stayed plain text because it was too much to render counts too."""
    words = [link.words for link in links_in(context.rendered.html) if link.host]
    count = len(_WEB_ADDRESS.findall(submission.text)) if context.rendered.is_plain else len(words)
    limit = context.settings.most_links
    if count <= limit or limit == MOST_LINKS:
        return None
    return hold(FindingCode.MANY_LINKS, count=count, limit=limit, marks=_marks(words))


def lying_links(submission: Submission, context: Context) -> Finding | None:
    """The words of a link name a host, and it leads to another."""
    lies = [link for link in links_in(context.rendered.html) if link.is_lying]
    if not lies or not context.settings.lying_links:
        return None
    marks = _marks([link.words for link in lies])
    return hold(FindingCode.LYING_LINK, shown=lies[0].named, host=lies[0].shown_host, count=len(lies), marks=marks)


def repeated(submission: Submission, context: Context) -> Finding | None:
    """The same words, or nearly, came to another post within a day."""
    repeat = context.facts.repeat if context.settings.repeats else None
    if repeat is None:
        return None
    return hold(FindingCode.REPEATED, seconds=repeat.seconds_ago, title=repeat.title, comment_id=repeat.comment_id)


def busy_network(submission: Submission, context: Context) -> Finding | None:
    """Many replies from one network within an hour, whoever wrote them."""
    limit = context.settings.most_from_network
    count = context.facts.from_network + 1 if limit and submission.network else 0
    return hold(FindingCode.BUSY_NETWORK, count=count, limit=limit) if count > limit else None


def _is_trusted(known: WriterFacts, needed: int) -> bool:
    """A declared trust counts for the browsers that were here before it, and of which something was approved."""
    return known.approved_here >= (1 if known.was_trusted_here else needed)


def _marks(words: list[str]) -> list[str]:
    return list(dict.fromkeys(word for word in words if word))[:MOST_MARKS]


# What says the same of every reply, what the form tells, and who wrote it.
FIRST_PHASES: tuple[Phase, ...] = (
    who_may_moderate_the_post,
    everything_waits,
    post_waits,
    first_hours,
    filled_trap,
    too_quick,
    shows_address,
    turned_name,
    held_writer,
    marked_as_spam,
    trusted,
    first_replies,
    many_links,
    lying_links,
)

# What compares with other replies.
LAST_PHASES: tuple[Phase, ...] = (
    repeated,
    busy_network,
)
