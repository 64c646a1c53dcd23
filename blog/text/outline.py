"""The headings of a post: an anchor for each, the outline that they make, and a table of contents for long texts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from blog.text.excerpt import plain_text
from blog.text.markup import Heading, SafeHtml
from blog.text.slugs import digest_of, distinct_slug

ANCHOR_PREFIX = "h-"
FEWEST_HEADINGS = 4
FEWEST_WORDS = 900

# Headings as the sanitizer writes them: whole, none inside another, with no attribute but an anchor.
_HEADING = re.compile(r'<(h[2-6])(?: id="([^"]*)")?>(.*?)</\1>', re.DOTALL)
_FOOTNOTE_MARK = re.compile(r"<sup><a [^>]*>[^<]*</a></sup>")
# Two signs of Chinese or Japanese are about as much as a word.
_WORD = re.compile("[\u3040-\u30ff\u3400-\u9fff]{1,2}|[^\\s\u3040-\u30ff\u3400-\u9fff]+")


def with_anchors(html: str) -> str:
    """Clean HTML in which each heading with words has an anchor of its own, and links to it.

    An anchor is made of the heading's words alone, so it stays when other headings change; of several that read the
    same, the later ones are numbered. An anchor that the author typed stays. A heading that holds a link, or the mark
    of a footnote, is not made a link itself.
    """
    anchors = _Anchors(typed for _, typed, _ in _HEADING.findall(html))
    return _HEADING.sub(lambda heading: _anchored(heading, anchors), html)


def outline_of(html: SafeHtml) -> tuple[Heading, ...]:
    """The headings that have an anchor, in order."""
    return tuple(
        Heading(int(name[1]), anchor, _words_of(inner)) for name, anchor, inner in _HEADING.findall(html) if anchor
    )


@dataclass(frozen=True)
class Section:
    """A line of the table of contents with the lines below it."""

    heading: Heading
    parts: tuple[Heading, ...]


def contents_of(outline: Sequence[Heading], html: SafeHtml) -> tuple[Section, ...]:
    """The table of contents, two levels deep; empty for a text that needs none, being short or of few parts."""
    if len(outline) < FEWEST_HEADINGS or len(_WORD.findall(plain_text(html))) < FEWEST_WORDS:
        return ()
    top = min(heading.level for heading in outline)
    sections: list[tuple[Heading, list[Heading]]] = []
    for heading in outline:
        if heading.level == top or not sections:
            sections.append((heading, []))
        elif heading.level == top + 1:
            sections[-1][1].append(heading)
    return tuple(Section(heading, tuple(parts)) for heading, parts in sections)


class _Anchors:
    """Gives each anchor of one post once."""

    def __init__(self, typed: Iterable[str]) -> None:
        self._typed = set(typed)
        self._given: set[str] = set()
        self._last_number: dict[str, int] = {}

    def give(self, typed: str, words: str) -> str:
        anchor = typed if typed and typed not in self._given else self._new(ANCHOR_PREFIX + _spelled(words))
        self._given.add(anchor)
        return anchor

    def _new(self, anchor: str) -> str:
        number = self._last_number.get(anchor, 1)
        candidate = anchor if number == 1 else f"{anchor}-{number}"
        while candidate in self._given or candidate in self._typed:
            number += 1
            candidate = f"{anchor}-{number}"
        self._last_number[anchor] = number
        return candidate


def _anchored(heading: re.Match[str], anchors: _Anchors) -> str:
    name, typed, inner = heading.groups("")
    words = _words_of(inner)
    if not (typed or words):
        return heading.group()
    anchor = anchors.give(typed, words)
    linked = inner if "<a " in inner else f'<a href="#{anchor}">{inner}</a>'
    return f'<{name} id="{anchor}">{linked}</{name}>'


def _words_of(inner: str) -> str:
    return " ".join(plain_text(SafeHtml(_FOOTNOTE_MARK.sub("", inner))).split())


def _spelled(words: str) -> str:
    """The words as an anchor; where they are signs only, a digest of them."""
    return distinct_slug(words) or digest_of(words)
