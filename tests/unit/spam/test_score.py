"""The score, its reasons, and what follows from it."""

from blog.spam.accuracy import WINDOW, Judged, Label, accuracy_at, lowest_possible
from blog.spam.score import ENOUGH, EVERY_REPLY, Count, score_signals
from blog.spam.signals import Signal, SignalKind
from blog.spam.verdict import HIGH, Verdict, judge, strongest

FREE, CALM, SAME, NEW = (Signal(SignalKind.WORD, word) for word in ("free", "calm", "same", "new"))
COUNTS = {
    EVERY_REPLY: Count(50, 100),
    FREE.key: Count(40, 1),
    CALM.key: Count(0, 80),
    SAME.key: Count(25, 50),
}


def probability(*signals: Signal, counts: dict[int, Count] = COUNTS) -> float:
    score = score_signals(signals, counts)
    assert score
    return score.probability


def test_what_spam_says_speaks_for_spam_and_what_others_say_against_it() -> None:
    assert probability(FREE) > 0.9
    assert probability(CALM) < 0.1
    assert probability(CALM) < probability(CALM, FREE) < probability(FREE)


def test_what_is_as_frequent_in_both_says_nothing_though_one_kind_is_rarer() -> None:
    assert abs(probability(SAME) - 0.5) < 0.01


def test_what_was_never_seen_says_nothing() -> None:
    assert probability(NEW) == 0.5
    assert probability(FREE, NEW) == probability(FREE)
    assert probability() == 0.5


def test_there_is_no_score_before_enough_of_both_was_learned() -> None:
    for learned in (Count(ENOUGH - 1, 500), Count(500, ENOUGH - 1), Count()):
        assert score_signals([FREE], {**COUNTS, EVERY_REPLY: learned}) is None
    assert score_signals([FREE], {**COUNTS, EVERY_REPLY: Count(ENOUGH, ENOUGH)})
    assert score_signals([FREE], {}) is None


def test_the_reasons_add_up_to_the_score_the_strongest_first() -> None:
    score = score_signals([SAME, CALM, FREE], COUNTS)

    assert score
    assert [reason.signal for reason in score.reasons][-1] == SAME
    assert {reason.signal: reason.weight > 0 for reason in score.reasons if reason.signal != SAME} == {
        FREE: True,
        CALM: False,
    }
    assert strongest(score, 2) == score.reasons[:2]


def test_extreme_counts_give_a_probability_all_the_same() -> None:
    many = [Signal(SignalKind.WORD, str(number)) for number in range(1000)]
    counts = {EVERY_REPLY: Count(10**9, 10**9), **{signal.key: Count(10**9, 0) for signal in many}}

    assert probability(*many, counts=counts) == 1.0


def test_a_high_score_holds_and_only_a_threshold_lets_it_act_alone() -> None:
    high = score_signals([FREE], COUNTS)
    low = score_signals([CALM], COUNTS)

    assert high
    assert low
    assert high.probability > HIGH
    assert judge(high, None) is Verdict.HOLD
    assert judge(high, 0.9) is Verdict.SPAM
    assert judge(high, 0.999) is Verdict.HOLD
    assert judge(low, 0.9) is Verdict.CLEAR


def judged(spam: list[float], ham: list[float]) -> list[Judged]:
    return [Judged(score, Label.SPAM) for score in spam] + [Judged(score, Label.HAM) for score in ham]


def test_the_confusion_counts_what_is_above_and_below_the_threshold() -> None:
    found = accuracy_at(0.8, judged([0.9, 0.8, 0.7], [0.95, 0.1]))

    assert (found.caught, found.missed, found.mistaken, found.passed) == (2, 1, 1, 1)
    assert found.precision == 2 / 3
    assert found.recall == 2 / 3


def test_shares_of_nothing_are_no_numbers() -> None:
    nothing = accuracy_at(0.8, [])

    assert nothing.precision is None
    assert nothing.recall is None
    assert not nothing.may_act_alone
    assert not nothing.was_wrong_too_often


def test_it_may_act_alone_when_99_of_100_were_spam_over_enough_decisions_of_both_kinds() -> None:
    right = judged([0.95] * 99, [0.1] * (WINDOW - 99))

    assert accuracy_at(0.9, right).may_act_alone
    assert not accuracy_at(0.9, right[:-1]).may_act_alone, "one decision fewer"
    assert accuracy_at(0.9, judged([0.95] * 99, [0.95, *[0.1] * 100])).may_act_alone
    assert not accuracy_at(0.9, judged([0.95] * 98, [0.95, *[0.1] * 101])).may_act_alone, "98 of 99"
    assert not accuracy_at(0.9, judged([0.95] * WINDOW, [])).may_act_alone, "no other replies"
    assert not accuracy_at(0.9, judged([0.5] * 99, [0.1] * 101)).may_act_alone, "took nothing for spam"


def test_the_lowest_threshold_is_the_first_at_which_it_was_right_often_enough() -> None:
    assert lowest_possible(judged([0.955] * 99, [0.815, 0.815, *[0.1] * 99])) == 82
    assert lowest_possible(judged([0.95] * 50, [0.995] * 150)) is None
    assert lowest_possible([]) is None
