"""The words of a text and the hosts of its links, however they are dressed up."""

import re
from collections.abc import Iterator

from blog.text.folding import words_in
from blog.text.lookalikes import is_mostly_latin, latin

FIRST, LAST = 300, 100  # words of a text that count; a long beginning can't push out what the end has to sell
LONGEST_TEXT = 20_000  # characters that are looked at, half of them at either end

_LINK = re.compile(
    r"\b(?:https?:/{1,3}|www\.)(?P<whole>[^\s<>\"')\]/?#:]{1,253})"
    r"|(?<![\w.@-])(?P<bare>[a-z0-9-]{2,63}(?:\.[a-z0-9-]{2,63}){0,3}"
    r"\.(?:com|net|org|info|biz|shop|online|site|xyz|top|club|ru|cn|tv|uk))\b(?!@)",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u034f\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"))


def ends_of(text: str) -> str:
    """The text; of a very long one only its beginning and its end."""
    half = LONGEST_TEXT // 2
    return text if len(text) <= LONGEST_TEXT else f"{text[:half]}\n{text[-half:]}"


def folded_words(text: str) -> list[str]:
    """Its words without case, accents, inline tags and invisible characters; look-alike letters as the Latin ones."""
    bare = _TAG.sub("", text).translate(_UNSEEN)
    is_latin = is_mostly_latin(bare)
    words = [_as_read(word.folded, is_latin) for word in words_in(bare)]
    return words if len(words) <= FIRST + LAST else words[:FIRST] + words[-LAST:]


def _as_read(folded: str, is_latin: bool) -> str:
    """A word of another script stays what it is, unless it has Latin letters in it or stands in a Latin text."""
    if folded.isascii():
        return folded
    is_mixed = any("a" <= character <= "z" for character in folded)
    read = latin(folded) if is_mixed or is_latin else folded
    return read if read.isascii() else folded


def hosts_in(text: str) -> Iterator[str]:
    """The hosts of links, and names of sites that stand there without a link, in small letters, as often as given."""
    for match in _LINK.finditer(text.translate(_UNSEEN)):
        host = (match["whole"] or match["bare"]).lower()
        yield host.rpartition("@")[2].removeprefix("www.").rstrip(".,;!")
