"""Marks in safe HTML: the places that a moderator should look at.

After the sanitizer, and yet no other door: text that stands between two tags is cut, and `<mark>` put around pieces of
it. No tag is touched, nothing moves; without its marks the result is, letter for letter, what went in. A place that
goes over inline tags is marked piece by piece, and none goes over the border of a block.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import islice

from blog.text.elements import INLINE
from blog.text.markup import SafeHtml
from blog.text.writer import escaped

MOST_MARKS = 50
MOST_PLACES = 500
LONGEST_MARK = 300  # characters

_TOKENS = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>|([^<]+)")
_UNSEEN = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
_UNSEEN_HERE = re.compile(_UNSEEN)
_BORDER = "\0"  # stands in no stored text, and so in no mark
_Place = tuple[int, int]


def marked_html(html: SafeHtml, marks: Iterable[str]) -> SafeHtml:
    """The same HTML with `<mark>` around these words, wherever they stand as they are written here.

    What is found as a word of its own is not marked within other words.
    """
    source = str(html)
    read = _read(source)
    places = _places(read, _patterns(marks))
    return SafeHtml("".join(_written(source, places))) if places else html


def _read(source: str) -> str:
    """The text as one line, a border where a block begins or ends."""
    return "".join(
        unescape(text) if text else ("" if name in INLINE else _BORDER) for _, name, text in _TOKENS.findall(source)
    )


def _patterns(marks: Iterable[str]) -> Iterator[tuple[re.Pattern[str], re.Pattern[str]]]:
    """For each mark: as a word of its own, and anywhere. White space, and what nobody sees, may differ."""
    for mark in list(dict.fromkeys(marks))[:MOST_MARKS]:
        words = _UNSEEN_HERE.sub("", mark[:LONGEST_MARK]).split()
        if words:
            anywhere = r"\s+".join(f"{_UNSEEN}*".join(map(re.escape, word)) for word in words)
            before = r"(?<!\w)" if words[0][0].isalnum() else ""
            after = r"(?!\w)" if words[-1][-1].isalnum() else ""
            yield re.compile(before + anywhere + after), re.compile(anywhere)


def _places(read: str, patterns: Iterable[tuple[re.Pattern[str], re.Pattern[str]]]) -> list[_Place]:
    """Where the marks stand, in order, none within another."""
    found: list[_Place] = []
    for as_word, anywhere in patterns:
        places = [match.span() for match in as_word.finditer(read)]
        found += places or [match.span() for match in anywhere.finditer(read)]
    joined: list[_Place] = []
    for start, end in sorted(found)[:MOST_PLACES]:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _written(source: str, places: list[_Place]) -> Iterator[str]:
    """The tokens as they were, the text cut at the places. `at` counts as `_read` does."""
    at = number = 0
    for token in _TOKENS.finditer(source):
        if not token[3]:
            at += token[2] not in INLINE
            yield token[0]
            continue
        text = unescape(token[3])
        end = at + len(text)
        while number < len(places) and places[number][1] <= at:
            number += 1
        yield _cut(text, at, islice(places, number, None)) if escaped(text) == token[3] else token[3]
        at = end


def _cut(text: str, at: int, places: Iterable[_Place]) -> str:
    pieces, done = [], 0
    for first, last in places:
        start, end = max(first - at, 0), min(last - at, len(text))
        if start >= len(text):
            break
        pieces += [escaped(text[done:start]), "<mark>", escaped(text[start:end]), "</mark>"]
        done = end
    return "".join((*pieces, escaped(text[done:])))
