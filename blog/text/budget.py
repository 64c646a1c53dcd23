"""What a text may ask of the parsers, counted in one linear pass before any of them sees it.

Hostile text makes parsers slow by a few means: characters that steer Markdown, tags, short lines,
markers of lists and quotations, links. Each limit is what, by measurement, costs about as much again
as ordinary text of the largest size. A text may use all of one or some of each, so the shares add up.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from blog.text.elements import CLOSED_BY_THE_NEXT, VOID

LONGEST_TAG = 2_000

_STEERING = re.compile(r"[\[\]()*_`~<>&\\!^|]")
_LINKS = re.compile(r"\]\(|://|www\.", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)")
_LONG_TAG = re.compile(rf"<[a-zA-Z/!?](?:[^>\n]|\n(?!\n)){{{LONGEST_TAG}}}")
_MARKER = r"(?:>|(?:[-+*]|[0-9]{1,9}[.)])(?=[ \t\n]|\Z))"
_MARKERS = re.compile(rf"^[ \t]*(?:{_MARKER}[ \t]*)+", re.MULTILINE)
_ONE_MARKER = re.compile(_MARKER)
_TABLE_RULE = re.compile(r"^[ \t>]*[|:-][-:| \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Budget:
    """Counts that share one purse (the first five), and bounds that stand alone."""

    steering: int
    tags: int
    lines: int
    markers: int
    links: int
    open_tags: int = 20
    nesting: int = 20
    cells: int = 0


COMMENT = Budget(steering=2_000, tags=1_000, lines=2_500, markers=600, links=400)
POST = Budget(steering=10_000, tags=4_000, lines=10_000, markers=3_000, links=2_000, cells=2_000)


def excess(text: str, budget: Budget) -> str | None:
    """The name of the limit that the text is over, the worst of them when several are; None within the budget."""
    return next(_bounds_passed(text, budget), None) or _purse_overdrawn(text, budget)


def _bounds_passed(text: str, budget: Budget) -> Iterator[str]:
    if "<" in text:
        if _most_open(_TAG.findall(text)) > budget.open_tags:
            yield "open_tags"
        if _LONG_TAG.search(text):
            yield "tag_length"
    if _nesting(text) > budget.nesting:
        yield "nesting"
    if budget.cells and _cells(text) > budget.cells:
        yield "cells"


def _purse_overdrawn(text: str, budget: Budget) -> str | None:
    nesting = _nesting(text)
    shares = {
        "steering": len(_STEERING.findall(text)) / budget.steering,
        "tags": len(_TAG.findall(text)) / budget.tags,
        # A line that goes on in a nested list or quotation is looked for on every level.
        "lines": text.count("\n") * (1 + nesting / 4) / budget.lines,
        "markers": sum(len(_ONE_MARKER.findall(run)) for run in _MARKERS.findall(text)) / budget.markers,
        "links": len(_LINKS.findall(text)) / budget.links,
    }
    return max(shares, key=lambda name: shares[name]) if sum(shares.values()) > 1 else None
