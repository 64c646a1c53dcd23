"""What follows from a score."""

from enum import StrEnum

from blog.spam.score import Reason, Score

MIDDLE, HIGH = 0.4, 0.8
SHOWN = 5


class Verdict(StrEnum):
    CLEAR = "clear"  # nothing speaks against it
    HOLD = "hold"
    SPAM = "spam"


def judge(score: Score, alone: float | None) -> Verdict:
    """`alone` is from where on the score acts alone; None where it may not."""
    if alone is not None and score.probability >= alone:
        return Verdict.SPAM
    return Verdict.HOLD if score.probability >= HIGH else Verdict.CLEAR


def strongest(score: Score, count: int = SHOWN) -> tuple[Reason, ...]:
    """The reasons that matter most, in either direction."""
    return tuple(reason for reason in score.reasons[:count] if reason.weight)
