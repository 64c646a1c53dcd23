"""HTML cut into tokens by html5lib's tokenizer, each with the piece of source that it came from.

Two things differ from a browser, both so that a slip of the pen costs nobody their words: a tag or
comment that never ends is text, and so is whatever follows it; an element that swallows text
(`script`, `textarea` …) swallows only up to an end tag that is really there.
"""

import html
import re
from collections.abc import Iterator
from enum import Enum, auto
from functools import cache
from typing import Any, NamedTuple

from bleach.html5lib_shim import HTMLTokenizer, constants

from blog.text.elements import FOREIGN, RAW_TEXT, RAW_TEXT_WITH_REFERENCES

# A tag with more is text: the tokenizer compares every attribute with all before it.
MOST_ATTRIBUTES = 100
MOST_UNFINISHED = 20

_NOT_FOR_READING = RAW_TEXT | FOREIGN
_TAG = re.compile("<[^>]*>")
_LONG_REFERENCE = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")
_REFERENCE_ZEROS = re.compile(r"&#([xX]?)0+(?=[0-9a-fA-F])")
_COMMENT_END = re.compile(r"--!?>\Z|\A<!--+>\Z")

_TYPES = constants.tokenTypes
_CHARACTERS = frozenset({_TYPES["Characters"], _TYPES["SpaceCharacters"]})
_PARSE_ERROR, _START_TAG, _END_TAG = _TYPES["ParseError"], _TYPES["StartTag"], _TYPES["EndTag"]
_TAGS = frozenset({_START_TAG, _END_TAG})


class Kind(Enum):
    TEXT = auto()
    START = auto()
    END = auto()
    WHOLE = auto()  # an element with all in it that is not for reading; `text` is what stands in it
    COMMENT = auto()
    DECLARATION = auto()


class Token(NamedTuple):
    kind: Kind
    name: str
    text: str
    attributes: tuple[tuple[str, str], ...]
    source: str


def tokens(markup: str) -> Iterator[Token]:
    """The tokens of a fragment of HTML; their sources together are the fragment."""
    source = Source(with_short_references(markup))
    for _ in range(MOST_UNFINISHED):
        yield from _tokens_of_one_run(source)
        if source.at_end:
            return
        yield Token(Kind.TEXT, "", "<", (), "<")
        source.position += 1
    rest = source.text[source.position :]
    yield Token(Kind.TEXT, "", rest, (), rest)


class Source:
    """What the tokenizer reads from: a text and a place in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.errors: list[str] = []
        self.never_closed: set[str] = set()

    @property
    def at_end(self) -> bool:
        return self.position >= len(self.text)

    def char(self) -> str | None:
        position = self.position
        self.position = position + 1
        return self.text[position] if position < len(self.text) else None

    # The name is the tokenizer's.
    def charsUntil(self, characters: Any, opposite: bool = False) -> str:  # noqa: N802
        start = self.position
        match = _run_of(characters, opposite).match(self.text, start)
        self.position = match.end() if match else start
        return self.text[start : self.position]

    def unget(self, character: str | None) -> None:
        self.position -= 1


@cache
def _run_of(characters: Any, opposite: bool) -> re.Pattern[str]:
    listed = "".join(re.escape(character) for character in sorted(characters))
    return re.compile(f"[{'' if opposite else '^'}{listed}]*")


def with_short_references(markup: str) -> str:
    """Numbers that no character has become U+FFFD here: the tokenizer fails on thousands of digits."""
    if "&#" not in markup:
        return markup
    return _LONG_REFERENCE.sub("\ufffd", _REFERENCE_ZEROS.sub(r"&#\1", markup))


def _tokens_of_one_run(source: Source) -> Iterator[Token]:
    """Tokens up to the end, or up to a tag or comment that doesn't end; `source` then stands at its start."""
    tokenizer = HTMLTokenizer("")
    tokenizer.stream = source
    begin = source.position
    for raw in _raw_tokens(tokenizer):
        token = _token(raw, source, begin)
        if token is None:
            break
        yield token
        begin = source.position
    source.position = begin


def _raw_tokens(tokenizer: Any) -> Iterator[Any]:
    """What html5lib finds, parse errors left out, ending at a tag with too many attributes."""
    queue: list[Any] = []
    tokenizer.tokenQueue = queue
    while tokenizer.state():
        if queue:
            yield from (raw for raw in queue if raw["type"] != _PARSE_ERROR)
            queue.clear()
        elif _is_overgrown(tokenizer.currentToken):
            return


def _is_overgrown(token: Any) -> bool:
    return bool(token) and token["type"] in _TAGS and len(token["data"]) > MOST_ATTRIBUTES


def _token(raw: Any, source: Source, begin: int) -> Token | None:
    """None for a comment or declaration that doesn't end."""
    kind, piece = raw["type"], source.text[begin : source.position]
    if kind in _CHARACTERS:
        return Token(Kind.TEXT, "", raw["data"], (), piece)
    if kind == _START_TAG:
        attributes = tuple((name, value) for name, value in raw["data"].items())
        whole = None if piece.endswith("/>") else _whole_element(raw["name"], source, begin)
        return whole or Token(Kind.START, raw["name"], "", attributes, piece)
    if kind == _END_TAG:
        return Token(Kind.END, raw["name"], "", (), piece)
    return _hidden(piece)


def _hidden(piece: str) -> Token | None:
    is_comment = piece.startswith("<!--")
    if not (_COMMENT_END.search(piece) if is_comment else piece.endswith(">")):
        return None
    if is_comment:
        return Token(Kind.COMMENT, "", piece, (), piece)
    return Token(Kind.DECLARATION, piece[1:].split(maxsplit=1)[0].rstrip(">").lower(), piece, (), piece)


def _whole_element(name: str, source: Source, begin: int) -> Token | None:
    """The element up to its end tag, when what stands in it is not for reading and the end tag is there."""
    if name not in _NOT_FOR_READING or name in source.never_closed:
        return None
    end = _end_of(name, source)
    if end is None:
        source.never_closed.add(name)
        return None
    content = source.text[source.position : end.start()]
    source.position = end.end()
    return Token(Kind.WHOLE, name, _text_of(name, content), (), source.text[begin : source.position])


def _end_of(name: str, source: Source) -> re.Match[str] | None:
    if name in RAW_TEXT:
        return _end_tag_of(name).search(source.text, source.position)
    depth = 1
    for tag in _tags_of(name).finditer(source.text, source.position):
        depth += -1 if tag.group(1) else 1
        if not depth:
            return tag
    return None


def _text_of(name: str, content: str) -> str:
    if name in FOREIGN:
        content = _TAG.sub("", content)
    return content if name in RAW_TEXT - RAW_TEXT_WITH_REFERENCES else html.unescape(content)


@cache
def _end_tag_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?:[\s/][^>]{{0,200}})?>", re.IGNORECASE)


@cache
def _tags_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){name}(?:[\s/][^<>]{{0,2000}})?(?<!/)>", re.IGNORECASE)
