"""How often the score was right about replies that people decided about afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

WINDOW = 200  # decisions
NEEDED = 0.99  # of what would have gone to spam, before it may
LOWEST, HIGHEST = 50, 99  # percent that a threshold can be


class Label(StrEnum):
    """What people said that a reply is."""

    SPAM = "spam"
    HAM = "ham"


@dataclass(frozen=True)
class Judged:
    """What the score said when a reply arrived, and people afterwards."""

    score: float
    label: Label


@dataclass(frozen=True)
class Accuracy:
    """The confusion at one threshold: spam above it (`caught`) and below (`missed`), other replies likewise."""

    threshold: float
    caught: int
    missed: int
    mistaken: int
    passed: int

    @property
    def total(self) -> int:
        return self.caught + self.missed + self.mistaken + self.passed

    @property
    def precision(self) -> float | None:
        """Of what the score took for spam, how much was; None when it took nothing for spam."""
        return _share(self.caught, self.caught + self.mistaken)

    @property
    def recall(self) -> float | None:
        """Of the spam, how much the score took for it; None when there was none."""
        return _share(self.caught, self.caught + self.missed)

    @property
    def is_measured(self) -> bool:
        """Whether there were enough decisions, spam and other replies among them."""
        return self.total >= WINDOW and self.caught + self.missed > 0 and self.mistaken + self.passed > 0

    @property
    def may_act_alone(self) -> bool:
        return self.is_measured and self.precision is not None and self.precision >= NEEDED

    @property
    def was_wrong_too_often(self) -> bool:
        """Since it acts alone: a score that leaves nothing to decide can't be measured, and was not wrong."""
        return self.precision is not None and self.precision < NEEDED


def accuracy_at(threshold: float, judged: Sequence[Judged]) -> Accuracy:
    spam = [each.score >= threshold for each in judged if each.label is Label.SPAM]
    ham = [each.score >= threshold for each in judged if each.label is Label.HAM]
    return Accuracy(threshold, sum(spam), len(spam) - sum(spam), sum(ham), len(ham) - sum(ham))


def lowest_possible(judged: Sequence[Judged]) -> int | None:
    """The lowest threshold, in percent, at which it was right often enough; None if there is none."""
    possible = (percent for percent in range(LOWEST, HIGHEST + 1) if accuracy_at(percent / 100, judged).may_act_alone)
    return next(possible, None)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
