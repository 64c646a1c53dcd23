"""Titles as parts of an address."""

import hashlib
import re
import unicodedata

# Letters that Unicode does not decompose into an ASCII letter and a mark.
_SPELLED_OUT = str.maketrans(
    {
        "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l",
        "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i", "ħ": "h", "Ħ": "h", "ŋ": "n",
        "Ŋ": "n", "ŧ": "t", "Ŧ": "t", "ĸ": "k",
    }
)  # fmt: skip
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_NOT_WORDS = re.compile("[^a-z0-9]+")
_YEAR = re.compile("[0-9]{4}")


def slugify(title: str, limit: int = 80) -> str:
    """ASCII lower-case words joined by "-", cut between words; "" when nothing is left.

    Four digits alone would be read as a year in an address, so "1984" becomes "1984-2".
    """
    letters = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", title).translate(_SPELLED_OUT))
    ascii_only = letters.encode("ascii", "ignore").decode("ascii").lower()
    slug = _cut_between_words(_NOT_WORDS.sub("-", ascii_only).strip("-"), limit)
    return f"{slug}-2" if _YEAR.fullmatch(slug) else slug


def distinct_slug(words: str, limit: int = 80) -> str:
    """Like `slugify`, with a digest for what ASCII can't spell, so that two names in Arabic differ.

    "" only where there is neither letter nor digit.
    """
    slug = slugify(words, limit)
    letters = {character for character in words if character.isalnum()}
    if not letters or (slug and all(slugify(character) for character in letters)):
        return slug
    return f"{slug}-{digest_of(words)}" if slug else digest_of(words)


def digest_of(words: str) -> str:
    """Eight hexadecimal digits that stand for these words."""
    return hashlib.blake2b(unicodedata.normalize("NFC", words).encode(), digest_size=4).hexdigest()


def _cut_between_words(slug: str, limit: int) -> str:
    if len(slug) <= limit:
        return slug
    head = slug[: limit + 1].rpartition("-")[0]
    return head.rstrip("-") or slug[:limit]
