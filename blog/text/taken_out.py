"""What the sanitizer took away, shown where it stood: the lines of a text in pieces, and beside each line the rules."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice
from typing import Any

LONGEST_LINE = 300  # characters; of a longer line what is near to something removed is shown
AROUND = 60  # characters
LONGEST_WHOLE = 400  # lines of a text that is shown whole

Removed = dict[str, Any]  # a removal as it is stored


@dataclass(frozen=True)
class Piece:
    text: str
    is_removed: bool = False
    is_gap: bool = False  # stands for what is left out


@dataclass
class Line:
    """`number` counts from 1. `removals` begin in this line."""

    number: int
    pieces: list[Piece] = field(default_factory=list)
    removals: list[Removed] = field(default_factory=list)

    @property
    def is_touched(self) -> bool:
        return any(piece.is_removed for piece in self.pieces)


def lines_with_removals(text: str, removals: Sequence[Removed], at_most: int = LONGEST_WHOLE) -> list[Line]:
    """The lines in which something was removed, the first of them."""
    return list(islice(_lines(text, removals, is_whole=False), at_most))


def all_lines(text: str, removals: Sequence[Removed]) -> list[Line]:
    """Every line; of a text of more than LONGEST_WHOLE lines those in which something was removed."""
    if text.count("\n") >= LONGEST_WHOLE:
        return lines_with_removals(text, removals)
    return list(_lines(text, removals, is_whole=True))


def without_place(text: str, removals: Sequence[Removed]) -> list[Removed]:
    """Those that were not typed so, or of which nobody knows where."""
    return [removal for removal in removals if not _places(removal, len(text))]


def _lines(text: str, removals: Sequence[Removed], is_whole: bool) -> Iterator[Line]:
    """Every line, or those alone in which something was removed, one after the other as they are asked for."""
    rows = text.split("\n")
    starts = list(accumulate((len(row) + 1 for row in rows), initial=0))[:-1]
    beginning: dict[int, list[Removed]] = {}
    for removal in removals:
        for place in _places(removal, len(text))[:1]:
            beginning.setdefault(bisect_right(starts, place[0]), []).append(removal)
    spans = _joined(sorted(place for removal in removals for place in _places(removal, len(text))))
    first = 0
    for number, (row, start) in enumerate(zip(rows, starts, strict=True), start=1):
        while first < len(spans) and spans[first][1] <= start:
            first += 1
        if not is_whole and (first == len(spans) or spans[first][0] >= start + len(row)):
            continue
        yield Line(number, list(_shortened(list(_pieces(row, start, spans, first)))), beginning.get(number, []))


def _places(removal: Removed, length: int) -> list[tuple[int, int]]:
    return [(start, end) for start, end in removal.get("places", ()) if 0 <= start < end <= length]


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _pieces(row: str, at: int, spans: list[tuple[int, int]], first: int) -> Iterator[Piece]:
    """One line, cut where something removed begins or ends; `spans` that are over before it come before `first`."""
    done = 0
    for number in range(first, len(spans)):
        start, end = max(spans[number][0] - at, 0), min(spans[number][1] - at, len(row))
        if start >= len(row):
            break
        if start > done:
            yield Piece(row[done:start])
        yield Piece(row[start:end], is_removed=True)
        done = end
    if done < len(row):
        yield Piece(row[done:])


def _shortened(pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces of one line, of a long one only what is near to what was removed."""
    if sum(len(piece.text) for piece in pieces) <= LONGEST_LINE:
        yield from pieces
        return
    for number, piece in enumerate(pieces):
        before = 0 if number == 0 else AROUND
        after = 0 if number == len(pieces) - 1 and len(pieces) > 1 else AROUND
        if piece.is_removed:
            before = after = LONGEST_LINE // 2
        yield from _ends(piece, before, after)


def _ends(piece: Piece, before: int, after: int) -> Iterator[Piece]:
    """The beginning and the end of a piece."""
    text = piece.text
    if len(text) <= before + after:
        yield piece
        return
    if before:
        yield Piece(text[:before], piece.is_removed)
    yield Piece("…", piece.is_removed, is_gap=True)
    if after:
        yield Piece(text[-after:], piece.is_removed)
