"""Where the HTML that a reader typed stands in their text, so that what is taken out can be shown in its place.

While a text is rendered, each piece of typed HTML is put between two signs that no text holds; and they are taken
out again for where the piece came from. A piece may go over several lines, before which quotations and lists have
signs of their own, so each line of it is placed by itself.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, html_inline
from markdown_it.token import Token

from blog.text.places import Lines, Sources, placed

_BEGIN, _END = "\ufffe", "\uffff"  # `blog.text.plain.storable` takes both from every text
_PIECES = "typed html"


def plugin(markdown: MarkdownIt) -> None:
    markdown.inline.ruler.at("html_inline", _html_inline)
    markdown.core.ruler.push("sources", _note_lines)
    markdown.add_render_rule("html_inline", _piece)
    markdown.add_render_rule("html_block", _piece)


def rendered_with_sources(markdown: MarkdownIt, text: str) -> tuple[str, Sources]:
    """The HTML, and where the typed pieces in it come from."""
    typed: list[Lines] = []
    return _parted(markdown.render(text, {_PIECES: typed}), typed)


def _parted(html: str, typed: list[Lines]) -> tuple[str, Sources]:
    parts: list[str] = []
    pieces: list[tuple[int, int, Lines]] = []
    at = 0
    first, *rest = html.split(_BEGIN)
    parts.append(first)
    at += len(first)
    for part, lines in zip(rest, typed, strict=True):
        piece, _, after = part.partition(_END)
        pieces.append((at, at + len(piece), lines))
        parts += [piece, after]
        at += len(piece) + len(after)
    return "".join(parts), Sources(tuple(pieces))


def _html_inline(state: StateInline, silent: bool) -> bool:
    begin = state.pos
    found = html_inline(state, silent)
    if found and not silent:
        state.tokens[-1].meta["at"] = begin
    return found


def _note_lines(state: StateCore) -> None:
    text = state.src.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in text)]
    for token in state.tokens:
        if token.type == "html_block" and token.map:
            token.meta["lines"] = list(_lines_of(token.content, token.map[0], text, starts))
        elif (
            token.type == "inline" and token.map and any(child.type == "html_inline" for child in token.children or [])
        ):
            lines = list(_lines_of(token.content, token.map[0], text, starts))
            for child in token.children or []:
                if child.type == "html_inline" and lines:
                    child.meta["lines"] = _from(child.meta["at"], child.content, lines)


def _lines_of(content: str, first: int, text: list[str], starts: list[int]) -> Iterator[tuple[int, int]]:
    """Where each line of the content, which is the end of a line of the text, begins in both; nothing if one is not."""
    found, at = [], 0
    for number, line in enumerate(content.split("\n"), start=first):
        if number >= len(text) or not text[number].rstrip().endswith(line.rstrip()):
            if line.strip():
                return
            break
        found.append((at, starts[number] + len(text[number].rstrip()) - len(line.rstrip())))
        at += len(line) + 1
    yield from found


def _from(at: int, content: str, lines: Lines) -> Lines:
    """The same lines as a piece sees them that begins at a place within."""
    first = bisect_right(lines, at, key=_begin)
    last = bisect_left(lines, at + len(content), key=_begin)
    return [(0, placed(at, lines)), *((start - at, source) for start, source in lines[first:last])]


def _begin(line: tuple[int, int]) -> int:
    return line[0]


def _piece(renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    content = tokens[index].content
    if _PIECES not in env:
        return content
    env[_PIECES].append(tokens[index].meta.get("lines", []))
    return f"{_BEGIN}{content}{_END}"
