"""The words that say most about a text, found without knowing its language: the long ones of its first lines."""

import re
import unicodedata

SHORTEST, MOST = 5, 12  # letters of a word; words of a text
_WORD = re.compile(r"[^\W\d_]+")


def keywords(title: str, summary: str) -> tuple[str, ...]:
    """Each once and folded, those of the title first."""
    folded = unicodedata.normalize("NFKC", f"{title} {summary}").casefold()
    long_ones = (word[:40] for word in _WORD.findall(folded) if len(word) >= SHORTEST)
    return tuple(dict.fromkeys(long_ones))[:MOST]
