"""What counts as the same word. Texts and queries are taken apart here, by one function, before any database sees them.

So that all databases agree, they get words in small letters with one space between, and take them as they are. Case,
accents and points are folded (Ä = a, ß = ss, ø = o), word forms are not. Where a script puts no spaces between its
words (Chinese, Japanese, Thai, Lao, Khmer, Burmese) each character is a word, and neighbours in a query a phrase.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

MOST_WORDS = 16_000  # of one text; a tsvector of PostgreSQL counts places up to 16,383
MOST_BYTES = 400_000  # of one text; a tsvector holds a mebibyte
LONGEST_WORD = 60  # characters; what is longer is cut, in texts and in queries

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_UNSEEN = "\u00ad\u034f\u200c\u200d\u2060\ufeff"  # may stand within a word
_MARKS = "".join(chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code))[0] == "M") + _UNSEEN
_LETTER = rf"[^\W_{_UNSPACED}]"
_WORD = re.compile(rf"[{_UNSPACED}][{_MARKS}]*|{_LETTER}+(?:[{_MARKS}]+{_LETTER}*)*")

# Letters with a stroke and the like, which Unicode does not take apart.
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th", "ς": "σ"}
    | dict.fromkeys(_UNSEEN)
)


@dataclass(frozen=True)
class Word:
    """A folded word, and where in the text it stands."""

    folded: str
    start: int
    end: int


def words_in(text: str) -> Iterator[Word]:
    """The words, in order. One that folds into several (½) gives them all, at the same place."""
    for match in _WORD.finditer(text):
        folded = fold(match.group())
        parts = [folded] if folded.isalnum() else _WORD.findall(folded)
        for part in parts:
            yield Word(part[:LONGEST_WORD], match.start(), match.end())


def searchable(text: str) -> str:
    """All words with one space between: what the databases are given. The end of an endless text is left out."""
    kept: list[str] = []
    size = 0
    for word in words_in(text):
        size += len(word.folded.encode()) + 1
        if len(kept) == MOST_WORDS or size > MOST_BYTES:
            break
        kept.append(word.folded)
    return " ".join(kept)


def fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    taken_apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(character for character in taken_apart if not _is_accent(character))
    return unicodedata.normalize("NFC", bare.translate(_PLAIN_LETTERS))


def _is_accent(character: str) -> bool:
    """Accents, and the points of Hebrew and Arabic; not the signs for vowels of other scripts, which are letters."""
    place = unicodedata.combining(character)
    return 10 <= place <= 36 or place >= 200
