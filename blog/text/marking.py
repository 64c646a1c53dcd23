"""Marks in safe HTML: the places that a moderator should look at.

After the sanitizer, and yet no other door: text that stands between two tags is cut, and `<mark>` put around pieces of
it. No tag is touched, nothing moves; without its marks the result is, letter for letter, what went in. A place that
goes over inline tags is marked piece by piece, and none goes over the border of a block.
"""

import re
from bisect import bisect_right
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
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_GAP = re.compile(rf"[\s{_UNSEEN}]+")
_WHITE = re.compile(r"\s")
_GOES_ON_BEFORE, _GOES_ON_AFTER = re.compile(r"\w[^\W_]"), re.compile(r"[^\W_]\w")  # of two letters
_BORDER = "\0"  # stands in no stored text, and so in no mark
_Place = tuple[int, int]


def marked_html(html: SafeHtml, marks: Iterable[str]) -> SafeHtml:
    """The same HTML with `<mark>` around these words, wherever they stand as they are written here.

    What is found as a word of its own is not marked within other words.
    """
    source = str(html)
    read = _read(source)
    places = _places(_Compact(read), _wanted(marks))
    return SafeHtml("".join(_written(source, places))) if places else html


def _read(source: str) -> str:
    """The text as one line, a border where a block begins or ends."""
    return "".join(
        unescape(text) if text else ("" if name in INLINE else _BORDER) for _, name, text in _TOKENS.findall(source)
    )


def _wanted(marks: Iterable[str]) -> list[str]:
    """The marks as they are looked for, each once."""
    compact = (_Compact(mark[:LONGEST_MARK]).text.strip() for mark in marks)
    return list(islice(dict.fromkeys(filter(None, compact)), MOST_MARKS))


class _Compact:
    """A text without what nobody sees, all white space as one blank; and the way back.

    A mark is looked for in it letter by letter: a pattern would try each of its letters at each of the text's.
    """

    def __init__(self, read: str) -> None:
        self._starts: list[int] = []
        self._sources: list[int] = []
        pieces: list[str] = []
        length = at = 0
        for gap in (*_GAP.finditer(read), None):
            begin, end = gap.span() if gap else (len(read), len(read))
            blank = " " if gap and _WHITE.search(gap.group()) else ""
            for piece, source in ((read[at:begin], at), (blank, begin)):
                self._starts.append(length)
                self._sources.append(source)
                pieces.append(piece)
                length += len(piece)
            at = end
        self.text = "".join(pieces)

    def find(self, mark: str) -> Iterator[_Place]:
        """Where it stands in the compact text, one behind the other."""
        start = self.text.find(mark)
        while start >= 0:
            yield start, start + len(mark)
            start = self.text.find(mark, start + len(mark))

    def is_word(self, place: _Place) -> bool:
        """Whether no letter goes on before or after it."""
        (start, end), text = place, self.text
        goes_on_before = start and _GOES_ON_BEFORE.fullmatch(text[start - 1 : start + 1])
        return not (goes_on_before or _GOES_ON_AFTER.fullmatch(text[end - 1 : end + 1]))

    def place(self, place: _Place) -> _Place:
        """The same in the text as it was."""
        return self._source(place[0]), self._source(place[1] - 1) + 1

    def _source(self, at: int) -> int:
        number = bisect_right(self._starts, at) - 1
        return self._sources[number] + at - self._starts[number]


def _places(text: _Compact, marks: Iterable[str]) -> list[_Place]:
    """Where the marks stand, in order, none within another."""
    found: list[_Place] = []
    for mark in marks:
        as_words = list(islice(filter(text.is_word, text.find(mark)), MOST_PLACES))
        found += map(text.place, as_words or islice(text.find(mark), MOST_PLACES))
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
