"""The score and its reasons in words."""

from dataclasses import dataclass

from blog.comments.models import Comment, StoredFinding
from blog.comments.screening import OF_THE_SCORE
from blog.errors import N_
from blog.learning.scoring import KeptReason
from blog.spam.shape import step_of
from blog.spam.signals import Signal, SignalKind
from blog.web.language import gettext

QUOTED = {
    SignalKind.WORD: N_("“%(value)s”"),
    SignalKind.PAIR: N_("“%(value)s”"),
    SignalKind.HOST: N_("a link to %(value)s"),
    SignalKind.NAME: N_("“%(value)s” in the name"),
}
MEASURES = {
    "length": N_("length: %(range)s characters"),
    "words": N_("words: %(range)s"),
    "word_length": N_("letters in a word, on average: %(range)s"),
    "links": N_("links: %(range)s"),
    "capitals": N_("capitals: %(range)s percent of the letters"),
    "digits": N_("digits: %(range)s percent of the characters"),
    "longest_number": N_("digits of the longest number: %(range)s"),
    "exclamations": N_("exclamation marks: %(range)s"),
    "questions": N_("question marks: %(range)s"),
    "seconds": N_("seconds that the writing took: %(range)s"),
}
MARKS = {
    "money": N_("a sign of money"),
    "exclamation_run": N_("exclamation marks in a row"),
    "repeated_letter": N_("a letter three times in a row"),
    "dots": N_("three dots"),
    "markup": N_("signs of HTML"),
    "link_markup": N_("a link with words of its own"),
    "small_start": N_("begins with a small letter"),
    "shouted_word": N_("a word in capitals"),
    "capital_inside": N_("a capital inside a word"),
    "no_space_after_stop": N_("no space after a stop"),
    "repeated_word": N_("a word three times or more"),
    "website": N_("a website was given"),
    "digit_in_name": N_("a digit in the name"),
    "untold": N_("nothing told how long the writing took"),
}
SCRIPT = N_("letters of this script: %(value)s")


@dataclass(frozen=True)
class ShownReason:
    """One reason, whether it speaks for spam, and in how many learned replies it was seen then."""

    words: str
    is_for_spam: bool
    spam: int
    ham: int


@dataclass(frozen=True)
class ShownScore:
    """In percent, with the strongest reasons, as it was when the reply was scored last."""

    percent: int
    reasons: tuple[ShownReason, ...]


def shown_score(comment: Comment) -> ShownScore | None:
    """None before enough was learned, and until edited words have a score. Reads what is loaded, and no query."""
    finding = next((finding for finding in comment.findings if finding.code in OF_THE_SCORE), None)
    return ShownScore(finding.values["percent"], _reasons(finding)) if finding else None


def _reasons(finding: StoredFinding) -> tuple[ShownReason, ...]:
    kept = [KeptReason.parse(line) for line in finding.values["reasons"]]
    return tuple(ShownReason(signal_words(k.signal), k.weight > 0, k.count.spam, k.count.ham) for k in kept)


def signal_words(signal: Signal) -> str:
    if signal.kind in QUOTED:
        return gettext(QUOTED[signal.kind]) % {"value": signal.value}
    measure, _, step = signal.value.partition("=")
    if measure in MEASURES:
        return gettext(MEASURES[measure]) % {"range": _range(measure, int(step))}
    return gettext(MARKS[measure]) if measure in MARKS else gettext(SCRIPT) % {"value": step}


def _range(measure: str, step: int) -> str:
    since, below = step_of(measure, step)
    if since is None:
        return "0" if below == 1 else gettext("less than %(below)s", below=_number(below or 0))
    if below is None:
        return gettext("%(since)s or more", since=_number(since))
    if since + 1 == below and float(since).is_integer():
        return _number(since)
    return gettext("%(since)s to less than %(below)s", since=_number(since), below=_number(below))


def _number(number: float) -> str:
    return f"{number:g}"
