"""A text as somebody reads it, word by word, each with its place in what was written.

It takes HTML and plain text alike: tags within a line, comments, references, invisible characters and stars of Markdown
hide nothing from a reader, so a word goes on through them. Linear in the length of the text, whatever is in it.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from blog.text.lookalikes import BOXED_LETTERS, SIGNS, fold, is_lookalike, is_mostly_latin, latin, skeleton

LONGEST_WORD = 100  # characters as it is written, with what hides in it; what is longer is no word
MOST_PIECES = 30  # of one word that is written apart

_BLOCKS = (
    "address|article|aside|blockquote|br|caption|center|col|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    "h[1-6]|header|hr|img|input|legend|li|main|nav|ol|option|p|pre|section|select|summary|table|tbody|td|textarea|"
    "tfoot|th|thead|title|tr|ul"
)
_TAG = r"<[/!?a-zA-Z][^<>]*+>"
_TAG_IN_A_LINE = rf"<(?!/?(?:{_BLOCKS})\b)[/!?a-zA-Z][^<>]*+>"
_COMMENT = r"<!--.{0,200}?-->"
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\U000e0000-\U000e01ef"
)
_MARKS = "".join(chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code))[0] == "M")
_UNSPACED = (  # scripts that put no spaces between words: each character counts as one
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17b3\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_NAMED = "[a-zA-Z](?:grave|acute|circ|tilde|uml|ring|cedil)|szlig|shy|zwnj|zwj"
_REFERENCE = rf"&(?:\#[0-9]{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|{_NAMED});"
_LETTER = rf"[^\W_{_UNSPACED}]|[{BOXED_LETTERS}]|[{SIGNS}](?=[^\W_])|{_REFERENCE}"
_GLUE = rf"{_COMMENT}|{_TAG_IN_A_LINE}|[{_UNSEEN}{_MARKS}*~`]"
_PIECE = re.compile(
    rf"(?P<word>[{_UNSPACED}]|(?:{_LETTER})(?:(?:{_GLUE})*+(?:{_LETTER}))*+)"
    rf"|(?P<space>{_COMMENT}|{_TAG}|&[a-zA-Z]{{2,31}};)",
    re.DOTALL,
)
_HIDDEN = re.compile(rf"{_COMMENT}|{_TAG}", re.DOTALL)
_UNREAD = re.compile(rf"[{_UNSEEN}*~`]")
_PART = re.compile(rf"[^{SIGNS}]+")
_SIGN = re.compile(rf"[{SIGNS}]")
_INNER_DIGITS = re.compile(r"[a-z][0-9]+[a-z]")
_TURNED_CASE = re.compile(r"[a-z]I|[A-Z]l[A-Z]|^l[A-Z]{2}")  # gambIing, VlAGRA
_APART = frozenset("-_")


class Word(NamedTuple):
    """`plain` is the folded word, `skeleton` what may be meant if something in it `is_odd`; then its place."""

    plain: str
    skeleton: str
    is_odd: bool
    start: int
    end: int


class Reading:
    """`words` are in order; `joined` are words that are written apart (v i a g r a) or with signs in them (c@sino)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[Word] = []
        self.joined: list[Word] = []
        self._known: dict[str, tuple[str, str, bool] | None] = {}
        for match in _PIECE.finditer(text):
            if match.lastgroup == "word":
                self._take(match.group(), match.start(), match.end())
        self.joined += [_join(run) for run in self._runs()]

    def as_read(self, start: int, end: int) -> str:
        """What a reader sees of this place."""
        return html.unescape(_HIDDEN.sub("", self.text[start:end])).strip()

    @cached_property
    def seen(self) -> "Seen":
        return Seen(self)

    def _take(self, raw: str, start: int, end: int) -> None:
        if raw not in self._known:
            self._known[raw] = self._read(raw)
        found = self._known[raw]
        if found is None:
            return
        if _SIGN.search(found[0]) is None:
            self.words.append(Word(*found, start, end))
            return
        self.joined.append(Word(*found, start, end))
        for part in _PART.finditer(raw):
            self._take(part.group(), start + part.start(), start + part.end())

    def _read(self, raw: str) -> tuple[str, str, bool] | None:
        """A word without its place; None for what is too long to be one."""
        shown = raw if raw.isascii() and raw.isalnum() else _shown(raw)
        if len(shown) > LONGEST_WORD:
            return None
        folded = fold(shown)
        if folded.isascii():
            return folded, skeleton(folded), bool(_SIGN.search(folded)) or _is_odd(folded, shown)
        return folded, skeleton(folded), self._is_disguised(folded)

    def _is_disguised(self, folded: str) -> bool:
        """Whether letters of one script stand in for those of another."""
        if any("a" <= character <= "z" for character in folded):
            return any(map(is_lookalike, folded))
        return latin(folded).isascii() and self._is_latin

    @cached_property
    def _is_latin(self) -> bool:
        return is_mostly_latin(self.text)

    def _runs(self) -> Iterator[list[Word]]:
        """Words that may be one: single letters with the same thing between them, and parts with a hyphen between."""
        run: list[Word] = []
        between = ""
        for before, word in pairwise(self.words):
            gap = self._gap_of_one(before, word)
            if gap and (not run or gap == between) and len(run) < MOST_PIECES:
                run, between = [*(run or [before]), word], gap
            elif gap or run:
                if _is_word(run):
                    yield run
                run, between = ([before, word], gap) if gap else ([], "")
        if _is_word(run):
            yield run

    def _gap_of_one(self, before: Word, word: Word) -> str:
        """What stands between two pieces, if they can be pieces of one word."""
        if word.start - before.end > 3:
            return ""
        gap = self.text[before.end : word.start]
        return gap if gap in _APART or len(before.plain) == len(word.plain) == 1 else ""


def _is_word(run: list[Word]) -> bool:
    return sum(len(word.plain) for word in run) > 2


def _join(run: list[Word]) -> Word:
    plain = "".join(word.plain for word in run)
    return Word(plain, skeleton(plain), True, run[0].start, run[-1].end)


class Seen:
    """The text with its words as they are read, small letters throughout, for a pattern to look at."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._starts: list[int] = []
        self._places: list[tuple[int, int]] = []
        pieces: list[str] = []
        length = at = 0
        for word in reading.words:
            if word.start < at:
                continue
            for piece, place in (
                (_gap(reading.text[at : word.start]), (at, word.start)),
                (latin(word.plain) if word.is_odd else word.plain, (word.start, word.end)),
            ):
                if piece:
                    self._starts.append(length)
                    self._places.append(place)
                    pieces.append(piece)
                    length += len(piece)
            at = word.end
        self._starts.append(length)
        self._places.append((at, len(reading.text)))
        self.text = "".join([*pieces, _gap(reading.text[at:])])

    def place_of(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text this place was written, from the beginning of a word to the end of one."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, max(start, end - 1)) - 1
        return self._places[first][0], self._places[last][1]


def _shown(raw: str) -> str:
    """A word without what hides in it."""
    return _UNREAD.sub("", html.unescape(_HIDDEN.sub("", raw)))


def _gap(raw: str) -> str:
    return raw if raw.isspace() else html.unescape(_HIDDEN.sub("\n", raw)).lower()


def _is_odd(folded: str, shown: str) -> bool:
    """Whether something in a Latin word is unusual: digits between letters, or letters of the wrong size."""
    if folded.isalpha():
        return not (shown.islower() or shown.isupper()) and bool(_TURNED_CASE.search(shown))
    letters = sum(map(str.isalpha, folded))
    if letters < 2 or letters * 2 < len(folded):
        return False
    return len(folded) > 3 or bool(_INNER_DIGITS.search(folded))
