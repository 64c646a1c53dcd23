"""What changed between two texts, as people read it: paragraphs side by side, words marked within them.

Data, no HTML: a list of blocks with their pieces, that a template prints. Comparing can cost the cube of a text's
length where the same word stands again and again, so every step is priced before it is taken and paid from one
purse; what is too dear is shown as a whole paragraph taken away and a whole one put in, which is no less true.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import Match, SequenceMatcher
from enum import StrEnum
from itertools import accumulate, groupby

PURSE = 3_000_000  # steps of comparison for one pair of texts: one to three seconds, at the very worst
A_WORD = 8  # characters
A_TRY = 200  # steps that a look at two paragraphs costs, whatever stands in them
MOST_PAIRS = 200  # paragraphs taken away times paragraphs put in, at one place, that are tried on each other
ALIKE = 0.4  # the share of common words from which on two paragraphs are one that was changed

_PARAGRAPHS = re.compile(r"\n[ \t]*\n+")
_EAST_ASIAN = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"  # written without spaces: each letter is a word
_WORDS = re.compile(rf"(?:[{_EAST_ASIAN}]|[^\W{_EAST_ASIAN}]+(?:['’][^\W{_EAST_ASIAN}]+)*|[^\w\s])\s*|\s+")
_LETTERS = re.compile(rf"[{_EAST_ASIAN}]|[^\W{_EAST_ASIAN}]+")  # the words without signs, which all texts share


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"  # of a block: some of its pieces are added or removed


@dataclass(frozen=True)
class Piece:
    """Some words: the same in both texts, added, or removed."""

    change: Change
    text: str


@dataclass(frozen=True)
class Block:
    """A paragraph."""

    change: Change
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Run:
    """Neighbouring blocks. Those of a `folded` run are the same in both texts, far from any change."""

    blocks: tuple[Block, ...]
    is_folded: bool


@dataclass
class _Purse:
    left: int = field(default=PURSE)

    def pays(self, price: int) -> bool:
        if price > self.left:
            return False
        self.left -= price
        return True


class _TooDear(Exception):
    pass


class _Matcher(SequenceMatcher[str]):
    """Pays for each search before it begins: a search looks at every pair of equal words once."""

    def __init__(self, old: list[str], new: list[str], purse: _Purse) -> None:
        super().__init__(None, old, new, autojunk=False)
        places = Counter(new)
        self.purse = purse
        self.pairs_before = list(accumulate((1 + places[word] for word in old), initial=0))

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        end = len(self.pairs_before) - 1 if ahi is None else ahi
        if not self.purse.pays(self.pairs_before[end] - self.pairs_before[alo]):
            raise _TooDear
        return super().find_longest_match(alo, ahi, blo, bhi)


def difference(old: str, new: str) -> list[Block]:
    """The paragraphs of both texts in their order; what both hold stands there once."""
    purse = _Purse()
    return list(_blocks(_paragraphs(old), _paragraphs(new), purse))


def word_difference(old: str, new: str) -> tuple[Piece, ...]:
    """The words of both, of texts as short as a title."""
    return _pieces(old, new, _Purse()) or (Piece(Change.REMOVED, old), Piece(Change.ADDED, new))


def is_changed(blocks: Sequence[Block]) -> bool:
    return any(block.change is not Change.SAME for block in blocks)


def folded(blocks: Sequence[Block], around: int = 1) -> list[Run]:
    """The blocks in runs: what is further than `around` paragraphs from any change may be folded away."""
    changed = [number for number, block in enumerate(blocks) if block.change is not Change.SAME]
    near = {place for number in changed for place in range(number - around, number + around + 1)}
    numbered = groupby(enumerate(blocks), key=lambda each: each[0] not in near)
    return [Run(tuple(block for _, block in group), is_folded=is_far) for is_far, group in numbered]


def _paragraphs(text: str) -> list[str]:
    return [part for part in _PARAGRAPHS.split(text.strip("\n")) if part.strip()]


def _blocks(old: list[str], new: list[str], purse: _Purse) -> Iterator[Block]:
    """Between paragraphs that stand once in both texts, and in the same order, there are only small gaps to look at."""
    done_old = done_new = 0
    for at_old, at_new in [*_anchors(old, new), (len(old), len(new))]:
        yield from _gap(old[done_old:at_old], new[done_new:at_new], purse)
        if at_old < len(old):
            yield _same(new[at_new])
        done_old, done_new = at_old + 1, at_new + 1


def _anchors(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Places of paragraphs that both texts hold exactly once: the longest row of them that rises in both."""
    once_old, once_new = _places_of_single(old), _places_of_single(new)
    pairs = [(place, once_new[text]) for text, place in once_old.items() if text in once_new]
    return _longest_rising(pairs)


def _places_of_single(paragraphs: list[str]) -> dict[str, int]:
    counts = Counter(paragraphs)
    return {text: place for place, text in enumerate(paragraphs) if counts[text] == 1}


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of `pairs`, which rise in the first number, that rises in the second as well."""
    ends: list[int] = []  # of the best row of each length: the second number of its last pair, and that pair's place
    last: list[int] = []
    before: list[int | None] = []
    for place, (_, second) in enumerate(pairs):
        length = bisect_left(ends, second)
        ends[length:] = [second] if length == len(ends) else [second, *ends[length + 1 :]]
        last[length : length + 1] = [place]
        before.append(last[length - 1] if length else None)
    row: list[tuple[int, int]] = []
    at = last[-1] if last else None
    while at is not None:
        row.append(pairs[at])
        at = before[at]
    return row[::-1]


def _gap(old: list[str], new: list[str], purse: _Purse) -> Iterator[Block]:
    """What was taken away at one place and what was put in: each paragraph beside the one that it became."""
    done_old = done_new = 0
    for at_old, at_new in [*_partners(old, new, purse), (len(old), len(new))]:
        yield from (_whole(Change.REMOVED, text) for text in old[done_old:at_old])
        yield from (_whole(Change.ADDED, text) for text in new[done_new:at_new])
        if at_old < len(old):
            yield from _pair(old[at_old], new[at_new], purse)
        done_old, done_new = at_old + 1, at_new + 1


def _partners(old: list[str], new: list[str], purse: _Purse) -> list[tuple[int, int]]:
    """Which paragraphs are the same or alike, in their order; the row that is alike the most in all.

    Where there are too many to try each on each, those at the same place are tried, as after a change in every one.
    """
    if not purse.pays(A_TRY * min(len(old), len(new))):
        return []
    bags_old, bags_new = ([Counter(_LETTERS.findall(text)) for text in side] for side in (old, new))
    if len(old) * len(new) > MOST_PAIRS or not purse.pays(_price_of_trying(old, new)):
        beside = enumerate(zip(bags_old, bags_new, strict=False))
        return [(place, place) for place, (one, other) in beside if _alike(one, other)]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[_alike(one, other) for other in bags_new] for one in bags_old]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], alike[i][j] + best[i + 1][j + 1] if alike[i][j] else 0.0)
    return list(_walk(best, alike))


def _walk(best: list[list[float]], alike: list[list[float]]) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < len(alike) and j < len(alike[0]):
        if alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            yield i, j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _price_of_trying(old: list[str], new: list[str]) -> int:
    return (len(new) * sum(map(len, old)) + len(old) * sum(map(len, new))) // A_WORD


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """The share of words that both hold; 0 where it is so small that nobody would call them the same paragraph."""
    common = sum((one & other).values())
    share = 2 * common / max(1, one.total() + other.total())
    return share if share >= ALIKE else 0.0


def _pair(old: str, new: str, purse: _Purse) -> Iterator[Block]:
    pieces = _pieces(old, new, purse)
    if pieces is None:
        yield _whole(Change.REMOVED, old)
        yield _whole(Change.ADDED, new)
    else:
        is_same = all(piece.change is Change.SAME for piece in pieces)
        yield Block(Change.SAME if is_same else Change.CHANGED, pieces)


def _pieces(old: str, new: str, purse: _Purse) -> tuple[Piece, ...] | None:
    """The words of two paragraphs; None when the purse can't pay for comparing them."""
    words_old, words_new = _words(old), _words(new)
    keys_old, keys_new = _keys(words_old), _keys(words_new)
    start, end = _common_ends(keys_old, keys_new)
    inner_old, inner_new = (keys[start : len(keys) - end] for keys in (keys_old, keys_new))
    try:
        steps = _Matcher(inner_old, inner_new, purse).get_opcodes()
    except _TooDear:
        return None
    found = [Piece(Change.SAME, "".join(words_new[:start]))]
    for tag, i1, i2, j1, j2 in steps:
        kept, put_in = "".join(words_old[start + i1 : start + i2]), "".join(words_new[start + j1 : start + j2])
        same = [Piece(Change.SAME, put_in)]
        found += same if tag == "equal" else [Piece(Change.REMOVED, kept), Piece(Change.ADDED, put_in)]
    found.append(Piece(Change.SAME, "".join(words_new[len(words_new) - end :])))
    return _joined(found)


def _words(text: str) -> list[str]:
    return _WORDS.findall(text)


def _keys(words: list[str]) -> list[str]:
    """What is compared: a line that was broken elsewhere is no change."""
    return [word.strip() for word in words]


def _common_ends(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many words both begin with, and how many of the rest both end with."""
    shorter = min(len(old), len(new))
    start = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    rest = shorter - start
    end = next((place for place in range(rest) if old[-1 - place] != new[-1 - place]), rest)
    return start, end


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Without empty pieces, and where changes follow one another: first what was removed, then what was added."""
    result: list[Piece] = []
    for is_same, group in groupby((each for each in pieces if each.text), key=lambda each: each.change is Change.SAME):
        run = list(group)
        for change in (Change.SAME,) if is_same else (Change.REMOVED, Change.ADDED):
            if text := "".join(piece.text for piece in run if piece.change is change):
                result.append(Piece(change, text))
    return tuple(result)


def _same(text: str) -> Block:
    return _whole(Change.SAME, text)


def _whole(change: Change, text: str) -> Block:
    return Block(change, (Piece(change, text),))
