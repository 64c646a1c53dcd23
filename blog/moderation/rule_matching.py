"""Rules of words against what somebody wrote: which of them fit, and where.

Words and phrases are looked up in one tree of words, so that five thousand of them cost one pass over the text.
Patterns run on an engine whose time is linear in the text; their size is bounded, and so is the time of all of them.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import re2

from blog.moderation.rule_shapes import (
    RuleHow,
    RuleKind,
    RuleWhere,
    Wanted,
    compile_pattern,
    domain_of,
    folded_words,
    with_parents,
)
from blog.text.links import Link, link_to, links_in
from blog.text.lookalikes import skeleton
from blog.text.markup import SafeHtml
from blog.text.reading import Reading, Word

PATTERN_TIME = 1.0  # seconds that all patterns together may take on one reply
MOST_MARKS, LONGEST_MARK = 5, 100  # of one rule in one reply
MOST_HOSTS = 100


@dataclass(frozen=True)
class Written:
    """What somebody wrote. `source` is the text as it was typed, `html` as it is shown, the rest as it was given."""

    source: str
    html: SafeHtml
    name: str = ""
    website: str = ""

    @property
    def links(self) -> list[Link]:
        """The links of the text, of each host the first."""
        found = {link.host: link for link in reversed(links_in(self.html)) if link.host}
        return list(found.values())[:MOST_HOSTS]


@dataclass
class Match:
    """A rule that fits: where first, the places as a reader sees them, and the first as it was written."""

    rule: Wanted
    where: RuleWhere
    marks: list[str] = field(default_factory=list)
    written: str = ""


@dataclass
class Matches:
    """The rules that fit, each once, the disallowed first; `is_complete` unless patterns ran out of their time."""

    found: list[Match]
    is_complete: bool = True


@dataclass
class _Node:
    following: dict[str, "_Node"] = field(default_factory=dict)
    ends: list[tuple[Wanted, tuple[str, ...]]] = field(default_factory=list)


class Matcher:
    """All rules of a site, ready for any number of texts."""

    def __init__(self, rules: Iterable[Wanted]) -> None:
        self._root = _Node()
        self._domains: dict[str, list[Wanted]] = {}
        self._patterns: list[tuple[Wanted, re2._Regexp]] = []
        for rule in rules:
            self._add(rule)

    @property
    def is_empty(self) -> bool:
        return not (self._root.following or self._patterns)

    def matches(self, written: Written) -> Matches:
        found: dict[int, Match] = {}
        deadline = time.monotonic() + PATTERN_TIME
        is_complete = True
        for place in _places(written):
            reading = Reading(place.text)
            for rule, start, end in self._phrases(reading, place):
                if rule.id not in found or len(found[rule.id].marks) < MOST_MARKS:
                    _note(found, rule, place.where, reading.as_read(start, end))
            is_complete &= self._look_for_patterns(found, place, reading, deadline)
        self._tell_as_written(found, written.source)
        ordered = sorted(found.values(), key=lambda match: (match.rule.kind is RuleKind.HELD, match.rule.id))
        return Matches(ordered, is_complete)

    def _add(self, rule: Wanted) -> None:
        if rule.how is RuleHow.PATTERN:
            self._patterns.append((rule, compile_pattern(rule.text)))
            return
        if domain := domain_of(rule.text):
            self._domains.setdefault(domain, []).append(rule)
        words, node = folded_words(rule.text), self._root
        for word in words:
            node = node.following.setdefault(skeleton(word), _Node())
        node.ends.append((rule, words))

    def _phrases(self, reading: Reading, place: "_Place") -> Iterator[tuple[Wanted, int, int]]:
        """Words and phrases with their places. Of a host, a domain is asked for as a domain."""
        if place.host:
            yield from self._domains_in(place, reading)
        for first, word in enumerate(reading.words):
            if word.skeleton in self._root.following:
                yield from self._phrases_at(reading.words, first, place)
        for word in reading.joined:
            yield from self._phrases_at([word], 0, place)

    def _phrases_at(self, words: list[Word], first: int, place: "_Place") -> Iterator[tuple[Wanted, int, int]]:
        node: _Node | None = self._root
        for last in range(first, len(words)):
            word = words[last]
            node = node.following.get(word.skeleton) if node else None
            if node is None:
                return
            for rule, wanted in node.ends:
                if place.is_looked_at(rule) and _says(words[first : last + 1], wanted):
                    yield rule, words[first].start, word.end

    def _domains_in(self, place: "_Place", reading: Reading) -> Iterator[tuple[Wanted, int, int]]:
        for domain in with_parents(place.host):
            for rule in self._domains.get(domain, ()):
                if rule.where in (RuleWhere.ALL, place.where):
                    yield rule, 0, len(reading.text)

    def _look_for_patterns(self, found: dict[int, Match], place: "_Place", reading: Reading, deadline: float) -> bool:
        """Whether there was time for all. A pattern is tried on what is read, and then on what was typed."""
        for rule, pattern in self._patterns:
            if rule.where not in (RuleWhere.ALL, place.where):
                continue
            if time.monotonic() > deadline:
                return False
            if seen := pattern.search(reading.seen.text):
                _note(found, rule, place.where, reading.as_read(*reading.seen.place_of(*seen.span())), seen.group())
            elif typed := pattern.search(place.typed):
                _note(found, rule, place.where, typed.group(), typed.group())
        return True

    def _tell_as_written(self, found: dict[int, Match], source: str) -> None:
        """Once something was found in the text, look where it stands in what was typed, with all that hid it."""
        if not any(match.where is RuleWhere.TEXT and not match.written for match in found.values()):
            return
        reading = Reading(source)
        for rule, start, end in self._phrases(reading, _Place(RuleWhere.TEXT, source, source)):
            if rule.id in found and not found[rule.id].written:
                found[rule.id].written = source[start:end][:LONGEST_MARK]


@dataclass(frozen=True)
class _Place:
    """A field to look at: as it is read, as it was typed, and, of an address, its host."""

    where: RuleWhere
    text: str
    typed: str
    host: str = ""

    def is_looked_at(self, rule: Wanted) -> bool:
        """Whether the words of a rule are looked for here. Of a host, a domain is asked for as a domain."""
        return rule.where in (RuleWhere.ALL, self.where) and not (self.host and domain_of(rule.text))


def _places(written: Written) -> Iterator[_Place]:
    yield _Place(RuleWhere.TEXT, str(written.html), written.source)
    yield _Place(RuleWhere.NAME, written.name, written.name)
    if written.website:
        yield _Place(RuleWhere.WEBSITE, written.website, written.website, link_to(written.website).host)
    for link in written.links:
        yield _Place(RuleWhere.HOSTS, link.shown_host, link.host, link.host)


def _says(words: list[Word], wanted: tuple[str, ...]) -> bool:
    return all(
        word.plain == each or (word.is_odd and word.skeleton == skeleton(each))
        for word, each in zip(words, wanted, strict=True)
    )


def _note(found: dict[int, Match], rule: Wanted, where: RuleWhere, mark: str, written: str = "") -> None:
    match = found.setdefault(rule.id, Match(rule, where, written=written[:LONGEST_MARK]))
    mark = mark[:LONGEST_MARK]
    if mark and mark not in match.marks:
        match.marks.append(mark)
