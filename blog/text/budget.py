"""What a text may ask of the parsers, counted in one linear pass before any of them sees it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_STEERING = re.compile(r"[\[\]()*_`~<>&]")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)")
_LONG_TAG = re.compile(r"<[a-zA-Z/!?](?:[^>\n]|\n(?!\n)){2000}")
_VOID = frozenset(
    {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_CLOSED_BY_THE_NEXT = frozenset({"p", "li", "dt", "dd", "td", "th", "tr", "option"})
_DELIMITER_ROW = re.compile(r"[ \t>]*[|:-][-:| \t]*")


@dataclass(frozen=True)
class Budget:
    steering: int
    tags: int
    open_tags: int
    lines: int
    nesting: int
    cells: int


COMMENT = Budget(steering=2_000, tags=1_000, open_tags=20, lines=4_000, nesting=20, cells=0)
POST = Budget(steering=20_000, tags=4_000, open_tags=40, lines=20_000, nesting=20, cells=2_000)


def excess(text: str, budget: Budget) -> str | None:
    """The name of the first limit that the text is over; None within the budget."""
    return next(_excesses(text, budget), None)


def _excesses(text: str, budget: Budget) -> Iterator[str]:
    if len(_STEERING.findall(text)) > budget.steering:
        yield "steering"
    if text.count("\n") > budget.lines:
        yield "lines"
    if "<" in text:
        yield from _excesses_of_tags(text, budget)


def _excesses_of_tags(text: str, budget: Budget) -> Iterator[str]:
    tags = _TAG.findall(text)
    if len(tags) > budget.tags:
        yield "tags"
    if _most_open(tags) > budget.open_tags:
        yield "open_tags"
    if _LONG_TAG.search(text):
        yield "tag_length"


def _most_open(tags: list[tuple[str, str]]) -> int:
    most = now = 0
    for slash, name in tags:
        if name.lower() in _VOID or name.lower() in _CLOSED_BY_THE_NEXT:
            continue
        now = max(0, now - 1) if slash else now + 1
        most = max(most, now)
    return most
