"""Scoring a reply by what was learned."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from blog.database import db
from blog.learning.models import LearnedReply, SignalCount, unpacked
from blog.spam.accuracy import Label
from blog.spam.score import EVERY_REPLY, Count, Reason, Score, score_signals
from blog.spam.signals import Signal, SignalKind, Writing, extract_signals


def score_writing(writing: Writing, without: LearnedReply | None = None) -> Score | None:
    """One query, of all that is counted of its signals. None until enough was learned.

    As if the reply `without` had never been learned: nothing is to be judged by itself.
    """
    signals = extract_signals(writing)
    counts = _counts([EVERY_REPLY, *(signal.key for signal in signals)])
    return score_signals(signals, _less(counts, without) if without else counts)


def learned_replies() -> Count:
    """How many replies of each kind it has learned from."""
    return _counts([EVERY_REPLY]).get(EVERY_REPLY, Count())


@dataclass(frozen=True)
class KeptReason:
    """A reason as it stands among the values of a finding: one line of text."""

    signal: Signal
    weight: float
    count: Count

    @classmethod
    def of(cls, reason: Reason) -> "KeptReason":
        return cls(reason.signal, reason.weight, reason.count)

    def __str__(self) -> str:
        return f"{self.signal.kind.value} {self.weight:.2f} {self.count.spam} {self.count.ham} {self.signal.value}"

    @classmethod
    def parse(cls, line: str) -> "KeptReason":
        kind, weight, spam, ham, value = line.split(" ", 4)
        return cls(Signal(SignalKind(kind), value), float(weight), Count(int(spam), int(ham)))


def _less(counts: dict[int, Count], learned: LearnedReply) -> dict[int, Count]:
    spam, ham = learned.label is Label.SPAM, learned.label is Label.HAM
    keys = counts.keys() & {EVERY_REPLY, *unpacked(learned.keys)}
    return counts | {key: Count(counts[key].spam - spam, counts[key].ham - ham) for key in keys}


def _counts(keys: Sequence[int]) -> dict[int, Count]:
    columns = (SignalCount.key, SignalCount.spam, SignalCount.ham)
    rows = db.session.execute(select(*columns).where(SignalCount.key.in_(keys)))
    return {key: Count(spam, ham) for key, spam, ham in rows}
