"""The learned score as a phase of screening. It comes last, for it asks the database for every word."""

from blog.comments.incoming import Context, Submission
from blog.comments.screening import Finding, FindingCode, Outcome, Value
from blog.learning.measuring import last_judged
from blog.learning.scoring import KeptReason, score_writing
from blog.spam.accuracy import accuracy_at
from blog.spam.score import Score
from blog.spam.signals import Writing
from blog.spam.verdict import Verdict, judge, strongest

FOUND = {
    Verdict.CLEAR: (FindingCode.SCORED, Outcome.NOTE),
    Verdict.HOLD: (FindingCode.HIGH_SCORE, Outcome.HOLD),
    Verdict.SPAM: (FindingCode.SCORED_AS_SPAM, Outcome.SPAM),
}


def learned_score(submission: Submission, context: Context) -> Finding | None:
    """Every reply gets a score, with its strongest reasons, as soon as enough was learned."""
    score = score_writing(Writing(submission.name, submission.url, submission.text, submission.seconds_taken))
    return found(score, context.settings.spam_threshold) if score else None


def found(score: Score, percent: int) -> Finding:
    """`percent` is the threshold that an admin has set, 0 where none is."""
    alone = percent / 100 if percent else None
    verdict = judge(score, alone)
    if verdict is Verdict.SPAM and alone is not None and accuracy_at(alone, last_judged()).was_wrong_too_often:
        verdict = judge(score, None)
    code, outcome = FOUND[verdict]
    reasons = [str(KeptReason.of(reason)) for reason in strongest(score)]
    values: dict[str, Value] = {"percent": as_percent(score.probability), "threshold": percent, "reasons": reasons}
    return Finding(code, outcome, values, score.probability)


def as_percent(probability: float) -> int:
    """Rounded down, and never 0 or 100: nothing is that sure."""
    return max(1, min(99, int(probability * 100)))
