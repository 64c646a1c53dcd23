"""The words of safe HTML without the HTML, whole or the first of them."""

import re
import unicodedata
from html import unescape

from blog.text.markup import SafeHtml

_TAG = re.compile("<[^>]*>")
_BREAK = re.compile(
    "<br>|</?(?:p|blockquote|pre|[uo]l|li|h[2-6]|hr|div|section|details|summary|figure|figcaption|d[ldt]"
    "|table|caption|t(?:head|body|foot|[rhd]))(?: [^>]*)?>"
)
_NOT_THE_STORY = re.compile(
    "<figure[ >].*?</figure>|<section[ >].*?</section>|<sup><a [^>]*>[^<]*</a></sup>", re.DOTALL
)
_JOINER = "\u200d"
_SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_SPACES = re.compile(r"[ \t]+")
_LINES = re.compile(r"\s*\n\s*")


def plain_text(html: SafeHtml) -> str:
    """The text that a reader sees, a line for each block and line break."""
    text = unescape(_TAG.sub("", _BREAK.sub("\n", str(html))))
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()


def excerpt(html: SafeHtml, limit: int = 280) -> str:
    """The beginning as plain text in one line, cut between words, "…" when cut; at most `limit` characters.

    Pictures and footnotes are left out.
    """
    text = " ".join(plain_text(SafeHtml(_NOT_THE_STORY.sub("", str(html)))).split())
    return text if len(text) <= limit else _cut(text, limit - 1) + "…"


def _cut(text: str, limit: int) -> str:
    head = text[: limit + 1].rpartition(" ")[0] or text[: _end_of_a_character(text, limit)]
    return head.rstrip(" ,;:–—-")


def _end_of_a_character(text: str, position: int) -> int:
    """The last place up to this one where nobody sees a character taken apart."""
    end = position
    while end and (_joins(text[end]) or text[end - 1] == _JOINER):
        end -= 1
    return end or position


def _joins(character: str) -> bool:
    return character == _JOINER or unicodedata.category(character).startswith("M") or character in _SKIN_TONES
