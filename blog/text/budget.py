"""What a text may ask of the parsers, counted in linear passes before any of them sees it.

Hostile text makes parsers slow by a few means. Some bounds stand alone. The other limits are each
what, by measurement, costs about as much again as ordinary text of the largest size; a text may use
all of one or some of each, so their shares add up.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from blog.text.elements import CLOSED_BY_THE_NEXT, VOID

_STEERING = re.compile(r"[\[\]()*_`~<>&\\!^|\xa0]")
_LINK = re.compile(r"\]\((?:https?://)?|://(?:www\.)?|www\.", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[\^|\^\[")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)")
_TAG_TO_ITS_END = re.compile(r"<[a-zA-Z/!?](?:[^>\n]|\n(?!\n))*")
_MARKER = re.compile(r">|(?:[-+*]|[0-9]{1,9}[.)])(?=[ \t\n]|\Z)")
_MARKERS = re.compile(rf"^[ \t]*(?:(?:{_MARKER.pattern})[ \t]*)+", re.MULTILINE)
_RULE = re.compile(r"^[ \t]*(?:-[-\t ]*|\*[*\t ]*|_[_\t ]*)$", re.MULTILINE)
_BLANK_LINE = re.compile(r"\n[ \t>]*\n")
_TABLE_RULE = re.compile(r"^[ \t>]*[|:-][-:| \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Budget:
    alone: Mapping[str, int]
    shared: Mapping[str, int]


COMMENT = Budget(
    alone=MappingProxyType({"open_tags": 20, "tag_length": 2_000, "nesting": 20}),
    shared=MappingProxyType(
        {"steering": 3_000, "brackets": 2_000, "tags": 1_200, "lines": 2_200, "markers": 800, "links": 600}
    ),
)
POST = Budget(
    alone=MappingProxyType({"open_tags": 40, "tag_length": 4_000, "nesting": 20, "cells": 2_000}),
    shared=MappingProxyType(
        {
            "steering": 16_000,
            "brackets": 4_000,
            "tags": 6_000,
            "lines": 8_000,
            "markers": 3_000,
            "links": 3_000,
            "footnotes": 300,
        }
    ),
)


def excess(text: str, budget: Budget) -> str | None:
    """The name of the limit that the text is over; when its shares add up to too much, of the largest."""
    for name, limit in budget.alone.items():
        if _COUNTS[name](text) > limit:
            return name
    shares = {name: _COUNTS[name](text) / limit for name, limit in budget.shared.items()}
    return max(shares, key=lambda name: shares[name]) if sum(shares.values()) > 1 else None


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
    "open_tags": _open_tags,
    "tag_length": _tag_length,
    "nesting": _nesting,
    "cells": _cells,
}
