"""What a text may ask of the parsers, counted in linear passes before any of them sees it.

Hostile text makes parsers slow by a few means. Some bounds stand alone. The other limits are each
what, by measurement, costs about as much again as ordinary text of the largest size; a text may use
all of one or some of each, so their shares add up.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from blog.text.elements import CLOSED_BY_THE_NEXT, VOID
from blog.text.markup import OverBudget

_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_HTML_OVER_BLANK_LINES = re.compile(r"<(?:script|pre|style|textarea|[!?])", re.IGNORECASE)
_ESCAPED = re.compile("[<>&]")
_LINE_END = re.compile("\n")
_STEERING = re.compile(r"[\[\]()*_`~<>&\\!^|\xa0]")
_LINK = re.compile(r"\]\((?:https?://)?|://(?:www\.)?|www\.", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[\^|\^\[")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)")
_TAG_TO_ITS_END = re.compile(r"<[a-zA-Z/!?](?:[^>\n]|\n(?!\n))*")
_MARKER = re.compile(r">|(?:[-+*]|[0-9]{1,9}[.)])(?=[ \t\n]|\Z)")
_MARKERS = re.compile(rf"^[ \t]*(?:(?:{_MARKER.pattern})[ \t]*)+", re.MULTILINE)
_RULE = re.compile(r"^[ \t]*(?:-[-\t ]*|\*[*\t ]*|_[_\t ]*)$", re.MULTILINE)
_HEADING = re.compile(r"(?:^|[ \t>])#{1,6}(?=[ \t\n]|\Z)|<h[1-6]|^[ \t>]*(?:=+|-+)[ \t]*$", re.MULTILINE)
_BLANK_LINE = re.compile(r"\n[ \t>]*\n")
_TABLE_RULE = re.compile(r"^[ \t>]*[|:-][-:| \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Budget:
    """`alone` are bounds for any text, `shared` the limits for one of up to `size` characters.

    A longer one may hold as much more: what is counted there costs in proportion, as do the words around it.
    """

    size: int
    alone: Mapping[str, int]
    shared: Mapping[str, int]


COMMENT = Budget(
    size=65_525,
    alone=MappingProxyType({"open_tags": 20, "tag_length": 2_000, "nesting": 20}),
    shared=MappingProxyType(
        {"steering": 3_000, "brackets": 2_000, "tags": 1_200, "lines": 2_200, "markers": 800, "links": 600}
    ),
)
POST = Budget(
    size=100_000,
    alone=MappingProxyType({"open_tags": 40, "tag_length": 4_000, "nesting": 20}),
    shared=MappingProxyType(
        {
            "steering": 12_000,
            "brackets": 6_000,
            "tags": 6_000,
            "lines": 11_000,
            "markers": 3_000,
            "links": 4_000,
            "footnotes": 1_000,
            "headings": 1_500,
            "cells": 6_000,
        }
    ),
)


def excess(text: str, budget: Budget, length: int = 0) -> str | None:
    """The name of the limit that the text is over; when its shares add up to too much, of the largest.

    `length` is that of the whole text, of which this is the beginning.
    """
    times = max(1, (length or len(text)) / budget.size)
    text = _without_code(text)
    for name, limit in budget.alone.items():
        if _COUNTS[name](text) > limit:
            return name
    shares = {name: _COUNTS[name](text) / (limit * times) for name, limit in budget.shared.items()}
    return max(shares, key=lambda name: shares[name]) if sum(shares.values()) > 1 else None


def broken_at(text: str, budget: Budget) -> OverBudget | None:
    """Where the text is over the budget: the first line with which what stands up to it is."""
    limit = excess(text, budget)
    if limit is None:
        return None
    ends = [match.end() for match in _LINE_END.finditer(text)]
    line = bisect_left(ends, True, key=lambda end: excess(text[:end], budget, len(text)) is not None)
    if line < len(ends):
        limit = excess(text[: ends[line]], budget, len(text)) or limit
    return OverBudget(limit, line + 1)


def _without_code(text: str) -> str:
    """The text with only those signs of fenced code that have to be escaped: more of it costs the parsers nothing.

    Only of fences that no reading of Markdown can take for something else: at the start of a line after an empty one,
    and before anything that might begin a block of HTML that reaches over empty lines.
    """
    if "```" not in text and "~~~" not in text:
        return text
    kept: list[str] = []
    fence = before = ""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if fence:
            kept[-1] += " ".join(_ESCAPED.findall(line))
            fence = "" if _closes(line, fence) else fence
        elif not before and (opening := _FENCE.match(line)):
            fence = opening.group(1) or opening.group(2)
            kept.append("")
        elif _HTML_OVER_BLANK_LINES.search(line):
            return "\n".join(kept + lines[number:])
        else:
            kept.append(line)
        before = line
    return "\n".join(kept)


def _closes(line: str, fence: str) -> bool:
    indent = len(line) - len(line.lstrip(" "))
    return indent <= 3 and line.strip(" \t").startswith(fence) and not line.strip(" \t" + fence[0])


def _steering(text: str) -> int:
    return len(_STEERING.findall(text))


def _brackets(text: str) -> int:
    """Each that opens a link may send the parser once through the rest of the paragraph."""
    return text.count("[")


def _tags(text: str) -> int:
    return len(_TAG.findall(text))


def _lines(text: str) -> int:
    """Lines; the parser looks for the rest of a nested list or quotation in each, level by level."""
    return text.count("\n") * (4 + _nesting(text)) // 4


def _markers(text: str) -> int:
    """Signs at the start of lines that begin a list item or a quotation, and lines that look like a rule."""
    return sum(len(_MARKER.findall(run)) for run in _MARKERS.findall(text)) + len(_RULE.findall(text))


def _links(text: str) -> int:
    return len(_LINK.findall(text))


def _footnotes(text: str) -> int:
    return len(_FOOTNOTE.findall(text))


def _headings(text: str) -> int:
    """Each has an anchor, and is a link."""
    return len(_HEADING.findall(text))


def _open_tags(text: str) -> int:
    """The most elements open at once, as far as tags can tell."""
    most = now = 0
    for slash, name in _TAG.findall(text):
        if name.lower() not in VOID | CLOSED_BY_THE_NEXT:
            now = max(0, now - 1) if slash else now + 1
            most = max(most, now)
    return most


def _tag_length(text: str) -> int:
    """The longest piece from the start of a tag to its end, or to the blank line that ends all tags."""
    return max((len(piece) for piece in _TAG_TO_ITS_END.findall(text)), default=0)


def _nesting(text: str) -> int:
    """How deep lists and quotations stand in each other, at most: each inner marker is further right."""
    deepest = 0
    columns: list[int] = []
    for run in _MARKERS.findall(text):
        for marker in _MARKER.finditer(run.expandtabs(4)):
            while columns and columns[-1] >= marker.start():
                columns.pop()
            columns.append(marker.start())
        deepest = max(deepest, len(columns))
    return deepest


def _cells(text: str) -> int:
    """Table cells: every row gets as many as the row of dashes has, written or not."""
    return sum(_cells_of(block) for block in _BLANK_LINE.split(text) if "-" in block)


def _cells_of(block: str) -> int:
    columns = max((rule.count("|") + 1 for rule in _TABLE_RULE.findall(block)), default=0)
    return columns * (block.count("\n") + 1) if columns > 1 or "|" in block else 0


_COUNTS = {
    "steering": _steering,
    "brackets": _brackets,
    "tags": _tags,
    "lines": _lines,
    "markers": _markers,
    "links": _links,
    "footnotes": _footnotes,
    "headings": _headings,
    "open_tags": _open_tags,
    "tag_length": _tag_length,
    "nesting": _nesting,
    "cells": _cells,
}
