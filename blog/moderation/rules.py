"""Making, changing and deleting rules of words, and putting that back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, tuple_

from blog.database import db
from blog.errors import N_, Conflict, NotFound, Refused
from blog.moderation.known_rules import rules_changed
from blog.moderation.rule_models import Rule
from blog.moderation.rule_shapes import RuleHow, RuleKind, RuleWhere, Wanted, read_rule
from blog.record.acts import Actor, Verb, record
from blog.record.models import Act

MOST_RULES, MOST_PATTERNS = 20_000, 100


class RuleChangedSince(Conflict):
    default = N_("The rules were changed since, so this can't be put back. Change the rules themselves.")


@dataclass(frozen=True)
class NewRules:
    """One line of a list each, all of the same kind."""

    lines: tuple[str, ...]
    kind: RuleKind
    where: RuleWhere
    are_patterns: bool = False

    def wanted(self) -> list[Wanted]:
        """As if they were saved. Raises Refused, field `lines`, for a line that can be none."""
        return [
            Wanted(number, self.kind, how, self.where, text)
            for number, (text, how, _) in enumerate(self.read(), start=1)
        ]

    def read(self) -> list[tuple[str, RuleHow, str]]:
        """The lines with what they are and what is compared, each once."""
        found: dict[str, tuple[str, RuleHow, str]] = {}
        for line in self.lines:
            how, folded = _read_line(line, self.are_patterns)
            found.setdefault(folded, (line, how, folded))
        if not found:
            raise Refused(N_("Write at least one word, phrase or pattern, each on a line of its own."), field="lines")
        return list(found.values())


def create_rules(new: NewRules, by: Actor, at: datetime, **told: Any) -> Act:
    """Save those that are not there yet. `told` is what the dry run had shown. Raises Refused, field `lines`."""
    read = new.read()
    known = _known_among([folded for _, _, folded in read], new)
    fresh = [(text, how, folded) for text, how, folded in read if folded not in known]
    if not fresh:
        raise Refused(N_("These rules are there already."), field="lines")
    _check_room(fresh)
    rules = [
        Rule(
            kind=new.kind,
            how=how,
            where=new.where,
            text=text,
            folded=folded,
            made_by_id=by.user_id,
            made_by_name=by.name,
            made_at=at,
        )
        for text, how, folded in fresh
    ]
    db.session.add_all(rules)
    db.session.flush()
    return _record(Verb.RULE_CREATED, rules, by, at, there_already=len(known), **told)


def switch_rule(rule: Rule, is_on: bool, by: Actor, at: datetime) -> Act:
    """Let a rule rest, or work again. Raises Conflict when somebody was quicker."""
    if rule.is_on is is_on:
        raise Conflict
    rule.is_on = is_on
    return _record(Verb.RULE_CHANGED, [rule], by, at, is_on=is_on)


def delete_rules(rules: Sequence[Rule], by: Actor, at: datetime) -> Act:
    for rule in rules:
        rule.deleted_at = at
    return _record(Verb.RULE_DELETED, rules, by, at)


def undo_rule_act(act: Act, by: Actor, at: datetime) -> Act:
    """The inverse of creating, switching or deleting. Raises Conflict when the rules are not as the act left them."""
    rules = list(db.session.scalars(select(Rule).where(Rule.id.in_(act.details["rules"])).order_by(Rule.id)))
    if act.verb == Verb.RULE_CREATED:
        return _undo_creating(rules, by, at)
    if act.verb == Verb.RULE_DELETED:
        return _undo_deleting(rules, by, at)
    is_on = bool(act.details["is_on"])
    if any(rule.deleted_at or rule.is_on is not is_on for rule in rules):
        raise RuleChangedSince
    return switch_rule(rules[0], not is_on, by, at)


def get_rule(rule_id: int) -> Rule:
    """A rule that is not deleted. Raises NotFound."""
    rule = db.session.get(Rule, rule_id)
    if rule is None or rule.deleted_at:
        raise NotFound
    return rule


def _undo_creating(rules: list[Rule], by: Actor, at: datetime) -> Act:
    there = [rule for rule in rules if rule.deleted_at is None]
    if not there:
        raise RuleChangedSince
    return delete_rules(there, by, at)


def _undo_deleting(rules: list[Rule], by: Actor, at: datetime) -> Act:
    if any(rule.deleted_at is None for rule in rules) or any(map(_is_there_again, rules)):
        raise RuleChangedSince
    for rule in rules:
        rule.deleted_at = None
    return _record(Verb.RULE_CREATED, rules, by, at, there_already=0)


def _record(verb: Verb, rules: Sequence[Rule], by: Actor, at: datetime, **details: Any) -> Act:
    rules_changed()
    subject = rules[0].id if len(rules) == 1 else None
    return record(verb, by, at, subject, rules=[rule.id for rule in rules], **details)


def _read_line(line: str, is_pattern: bool) -> tuple[RuleHow, str]:
    try:
        return read_rule(line, is_pattern)
    except Refused as refusal:
        raise Refused(refusal.message, field="lines", **refusal.values) from None


def _known_among(folded: list[str], new: NewRules) -> set[str]:
    """Those that are there already."""
    known: set[str] = set()
    for first in range(0, len(folded), 500):
        some = Rule.folded.in_(folded[first : first + 500])
        query = select(Rule.folded).where(some, Rule.kind == new.kind, Rule.where == new.where, *_are_there())
        query = query.where((Rule.how == RuleHow.PATTERN) == new.are_patterns)
        known.update(db.session.scalars(query))
    return known


def _check_room(fresh: list[tuple[str, RuleHow, str]]) -> None:
    counts = dict(db.session.execute(select(Rule.how, func.count()).where(*_are_there()).group_by(Rule.how)).all())
    patterns = sum(how is RuleHow.PATTERN for _, how, _ in fresh)
    if patterns and counts.get(RuleHow.PATTERN, 0) + patterns > MOST_PATTERNS:
        raise Refused(
            N_("There can be at most %(limit)d patterns; words and phrases cost less."),
            field="lines",
            limit=MOST_PATTERNS,
        )
    if sum(counts.values()) + len(fresh) > MOST_RULES:
        raise Refused(N_("There can be at most %(limit)d rules."), field="lines", limit=MOST_RULES)


def _are_there() -> tuple[ColumnElement[bool], ...]:
    return (Rule.deleted_at.is_(None),)


def _is_there_again(rule: Rule) -> bool:
    same = tuple_(Rule.folded, Rule.kind, Rule.where) == (rule.folded, rule.kind, rule.where)
    return db.session.scalar(select(Rule.id).where(same, *_are_there()).limit(1)) is not None
