"""The score: multinomial naive Bayes over the signals of a reply.

Each signal counts once a reply, and its rates are taken of replies: how many of those that were spam have it, and how
many of the others. Three things differ from the textbook, each because it was measured to be better on labelled
comments (`tests/corpora/test_learned_score.py`): one reply is added to both sides so that what was seen once proves
little; both kinds count as equally frequent, so that a flood of spam does not make every reply suspicious; and the sum
is divided by the square root of the number of signals, for neighbouring words are no independent witnesses.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log, sqrt

from blog.spam.signals import Signal

EVERY_REPLY = 0  # the key under which the replies themselves are counted
ENOUGH = 20  # replies of each kind; with fewer there is no score
ADDED = 1.0  # replies


@dataclass(frozen=True)
class Count:
    """In how many replies of each kind something was seen."""

    spam: int = 0
    ham: int = 0


UNSEEN = Count()


@dataclass(frozen=True)
class Reason:
    """What one signal adds to the score: above 0 it speaks for spam, below against it."""

    signal: Signal
    weight: float
    count: Count


@dataclass(frozen=True)
class Score:
    """`probability` is from 0 to 1. The reasons are all that was known, the strongest first."""

    probability: float
    reasons: tuple[Reason, ...]


def score_signals(signals: Iterable[Signal], counts: Mapping[int, Count]) -> Score | None:
    """`counts` by the keys of the signals, and of every reply. None until enough was learned."""
    learned = counts.get(EVERY_REPLY, UNSEEN)
    if min(learned.spam, learned.ham) < ENOUGH:
        return None
    known = [(signal, count) for signal in signals if (count := counts.get(signal.key, UNSEEN)) != UNSEEN]
    scale = sqrt(len(known)) or 1
    reasons = [Reason(signal, _weight(count, learned) / scale, count) for signal, count in known]
    reasons.sort(key=lambda reason: -abs(reason.weight))
    return Score(_probability(sum(reason.weight for reason in reasons)), tuple(reasons))


def _weight(count: Count, learned: Count) -> float:
    added = ADDED / (learned.spam + learned.ham)
    return log((count.spam / learned.spam + added) / (count.ham / learned.ham + added))


def _probability(log_odds: float) -> float:
    return 1 / (1 + exp(-max(-700.0, min(700.0, log_odds))))
