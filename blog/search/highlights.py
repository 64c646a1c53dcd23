"""The piece of a text in which the hits stand, and the hits in it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from blog.text.folding import Word, words_in
from blog.text.search_query import Term

LONGEST_SNIPPET = 260  # characters
READ_FOR_HITS = 100_000  # characters of a text that are looked through
_BEFORE_THE_HIT = 60  # characters


@dataclass(frozen=True)
class Piece:
    """A piece of text, to be printed as text."""

    text: str
    is_hit: bool = False


def highlight(text: str, terms: Sequence[Term]) -> list[Piece]:
    """The whole text in pieces."""
    return _pieces(text, _places(text, terms))


def snippet(text: str, terms: Sequence[Term]) -> list[Piece]:
    """The stretch with the most hits, in pieces, in one line; the beginning where there is no hit."""
    text = " ".join(text[:READ_FOR_HITS].split())
    places = _places(text, terms)
    start = _best_start(text, places)
    end = _word_end(text, start + LONGEST_SNIPPET)
    inside = [(first - start, last - start) for first, last in places if start <= first and last <= end]
    pieces = _pieces(text[start:end], inside)
    before, after = [Piece("… ")] * (start > 0), [Piece(" …")] * (end < len(text))
    return [*before, *pieces, *after]


def _places(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Where the terms stand, in order, none within another."""
    read = _Read(list(words_in(text)))
    found = sorted(place for term in terms for place in read.places_of(term))
    apart: list[tuple[int, int]] = []
    for first, last in found:
        if apart and first < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(last, apart[-1][1]))
        else:
            apart.append((first, last))
    return apart


class _Read:
    """The words of a text as one folded line: to find a phrase in it costs little, however often its words come."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._line = f" {' '.join(word.folded for word in words)} "
        self._starts = [0, *accumulate(len(word.folded) + 1 for word in words)]

    def places_of(self, term: Term) -> Iterator[tuple[int, int]]:
        needle = f" {' '.join(term.words)}" + ("" if term.is_prefix else " ")
        at = self._line.find(needle)
        while at >= 0:
            number = bisect_left(self._starts, at)
            yield self._words[number].start, self._words[number + len(term.words) - 1].end
            at = self._line.find(needle, at + 1)


def _best_start(text: str, places: Sequence[tuple[int, int]]) -> int:
    """The start of the stretch that holds the most hits, a few words before its first."""
    most, best = 0, 0
    last = 0
    for number, (start, _) in enumerate(places):
        while last < len(places) and places[last][1] <= start + LONGEST_SNIPPET - _BEFORE_THE_HIT:
            last += 1
        if last - number > most:
            most, best = last - number, start
    if best <= _BEFORE_THE_HIT or len(text) <= LONGEST_SNIPPET:
        return 0
    return text.rfind(" ", 0, best - _BEFORE_THE_HIT) + 1 or best


def _word_end(text: str, end: int) -> int:
    """The end of the last word before it, where there are words of usual length."""
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", end - 40, end)
    return space if space > 0 else end


def _pieces(text: str, places: Sequence[tuple[int, int]]) -> list[Piece]:
    pieces, done = [], 0
    for start, end in places:
        pieces += [Piece(text[done:start]), Piece(text[start:end], is_hit=True)]
        done = end
    return [piece for piece in (*pieces, Piece(text[done:])) if piece.text]
