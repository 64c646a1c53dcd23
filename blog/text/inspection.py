"""What a careful editor sees in an author's text before it is published: each remark with its line.

Only what can be told from the text alone; whether an address on this site leads anywhere is asked with `addresses`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from markdown_it.token import Token

from blog.text import budget
from blog.text.markdown import post_markdown
from blog.text.plain import storable

LONGEST = 100_000  # characters of a text that is looked through; a longer one is parsed once only, for its HTML
LONGEST_QUOTE = 120

_markdown = post_markdown()
_IMG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_HEADING = re.compile(r"<h([1-6])\b", re.IGNORECASE)
_ADDRESS = re.compile(r"""\b(?:href|src)\s*=\s*["']?([^\s"'>]+)""", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*(?:"[^"]*\S[^"]*"|'[^']*\S[^']*'|[^\s"'>])""", re.IGNORECASE)


class Remark(StrEnum):
    NO_ALTERNATIVE = "no_alternative"
    SKIPPED_LEVEL = "skipped_level"
    OVER_BUDGET = "over_budget"
    TOO_LONG_TO_CHECK = "too_long_to_check"


@dataclass(frozen=True)
class Place:
    """Something in the text: the line that it stands on, counted from 1, and the address that it names, if any."""

    line: int
    address: str = ""


@dataclass(frozen=True)
class Inspection:
    """What was found; `addresses` are those of links and pictures, in the order of the text."""

    remarks: tuple[tuple[Remark, Place], ...]
    addresses: tuple[Place, ...] = ()


def inspect(text: str) -> Inspection:
    text = storable(text)
    if limit := budget.excess(text, budget.POST):
        return Inspection(((Remark.OVER_BUDGET, Place(1, limit)),))
    if len(text) > LONGEST:
        return Inspection(((Remark.TOO_LONG_TO_CHECK, Place(1)),))
    tokens = _markdown.parse(text)
    remarks = [*_without_alternative(tokens), *_skipped_levels(tokens)]
    return Inspection(tuple(sorted(remarks, key=lambda each: each[1].line)), tuple(_addresses(tokens)))


def line_of(text: str, line: int) -> str:
    """A line of the text, counted from 1, as far as it is quoted."""
    lines = storable(text).split("\n")
    quoted = lines[line - 1].strip() if line <= len(lines) else ""
    return quoted if len(quoted) <= LONGEST_QUOTE else f"{quoted[: LONGEST_QUOTE - 1]}…"


def _without_alternative(tokens: list[Token]) -> Iterator[tuple[Remark, Place]]:
    for token, line in _with_lines(tokens):
        if token.type == "image" and not token.content.strip():
            yield Remark.NO_ALTERNATIVE, Place(line, str(token.attrs.get("src", "")))
        if token.type in ("html_inline", "html_block"):
            for match in _IMG.finditer(token.content):
                if not _ALT.search(match[0]):
                    yield (
                        Remark.NO_ALTERNATIVE,
                        Place(_line_within(token, line, match.start()), _first_address(match[0])),
                    )


def _skipped_levels(tokens: list[Token]) -> Iterator[tuple[Remark, Place]]:
    """The title is the first level, and each heading is at most one below the one before it."""
    before = 1
    for token, line in _with_lines(tokens):
        for level, place in _headings(token, line):
            if level > before + 1:
                yield Remark.SKIPPED_LEVEL, Place(place)
            before = level


def _headings(token: Token, line: int) -> Iterator[tuple[int, int]]:
    if token.type == "heading_open":
        yield int(token.tag[1]), line
    elif token.type == "html_block":
        for match in _HEADING.finditer(token.content):
            yield max(2, int(match[1])), _line_within(token, line, match.start())


def _addresses(tokens: list[Token]) -> Iterator[Place]:
    for token, line in _with_lines(tokens):
        if token.type in ("link_open", "image"):
            yield Place(line, str(token.attrs.get("href") or token.attrs.get("src") or ""))
        elif token.type in ("html_inline", "html_block"):
            for match in _ADDRESS.finditer(token.content):
                yield Place(_line_within(token, line, match.start()), match[1])


def _with_lines(tokens: list[Token]) -> Iterator[tuple[Token, int]]:
    """Every token with its line; those inside a paragraph are counted on from where it begins."""
    line = 1
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        yield token, line
        inner = line
        for child in token.children or []:
            yield child, inner
            inner += child.type in ("softbreak", "hardbreak") or child.content.count("\n")


def _line_within(token: Token, line: int, position: int) -> int:
    return line + token.content.count("\n", 0, position)


def _first_address(tag: str) -> str:
    match = _ADDRESS.search(tag)
    return match[1] if match else ""
