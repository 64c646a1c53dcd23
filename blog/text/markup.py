"""The values that leave this room: safe HTML, and what was taken away to make it safe."""

from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

# Raised whenever a change in this room could alter what is derived from a text that is already stored.
POLICY_VERSION = 4

EVIDENCE_LIMIT = 500
NAME_LIMIT = 60


class SafeHtml(Markup):
    """HTML that the sanitizer wrote. Templates print nothing else unescaped."""


class RemovalRule(StrEnum):
    ELEMENT = "element"
    ELEMENT_WITH_CONTENT = "element_with_content"
    MISPLACED = "misplaced"
    ATTRIBUTE = "attribute"
    SCHEME = "scheme"
    PICTURE = "picture"
    COMMENT = "comment"
    DECLARATION = "declaration"
    OVER_BUDGET = "over_budget"
    SECOND_PASS = "second_pass"  # noqa: S105


@dataclass(frozen=True)
class Removal:
    """One thing that the sanitizer took away.

    `source` is evidence, as it stood in the render, cut to 500 characters. `text` is the readable
    text that went with it, whole; empty where the text stayed in the result. `line` is where in a post
    its budget broke, and 0 where there is no such place. `places` are its starts and ends in what a reader
    typed, the end tag after the start tag; none where nobody typed it so.
    """

    rule: str
    name: str
    source: str
    text: str = ""
    line: int = 0
    places: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class OverBudget:
    """The name of the limit that a text is over, and the line, counted from 1, where it passed it."""

    limit: str
    line: int


@dataclass(frozen=True)
class Heading:
    """A heading of a post. `id` is its anchor, `text` its words."""

    level: int
    id: str
    text: str


@dataclass(frozen=True)
class Rendered:
    """`outline` is empty for a comment, and for a text that is shown plain; `over_budget` says why a post is."""

    html: SafeHtml
    removals: tuple[Removal, ...]
    is_plain: bool
    policy_version: int
    outline: tuple[Heading, ...] = ()
    over_budget: OverBudget | None = None


def removal(rule: RemovalRule, name: str, source: str, text: str = "", place: tuple[int, int] | None = None) -> Removal:
    return Removal(rule, name[:NAME_LIMIT], source[:EVIDENCE_LIMIT], text, places=(place,) if place else ())
