"""The phases of screening that ask rules of words and bans."""

from blog.comments.incoming import Context, Submission
from blog.comments.screening import Finding, FindingCode, Outcome
from blog.moderation.known_rules import matcher
from blog.moderation.rule_matching import Match, Written
from blog.moderation.rule_shapes import RuleKind

MOST_RULES_TOLD = 50
OUTCOMES = {
    RuleKind.DISALLOWED: (FindingCode.DISALLOWED_WORD, Outcome.SPAM),
    RuleKind.HELD: (FindingCode.HELD_WORD, Outcome.HOLD),
}


def words_on_the_list(submission: Submission, context: Context) -> Finding | None:
    """The strictest of the rules that fit says what becomes of the reply; all of them are named, and marked."""
    rules = matcher()
    if rules.is_empty:
        return None
    written = Written(submission.text, context.rendered.html, submission.name, submission.url)
    matches = rules.matches(written)
    if not matches.found:
        return None if matches.is_complete else Finding(FindingCode.RULES_UNFINISHED, Outcome.HOLD)
    return word_finding(matches.found)


def word_finding(found: list[Match]) -> Finding:
    """What these rules, the strictest first, say of a reply."""
    first = found[0]
    code, outcome = OUTCOMES[first.rule.kind]
    marks = dict.fromkeys(mark for match in found for mark in match.marks)
    return Finding(
        code,
        outcome,
        {
            "rule": first.rule.text,
            "rule_id": first.rule.id,
            "rules": [str(match.rule.id) for match in found[:MOST_RULES_TOLD]],
            "where": first.where.value,
            "written": first.written or next(iter(first.marks), ""),
            "marks": list(marks)[:MOST_RULES_TOLD],
        },
    )
