"""In comments a block of HTML ends with its first element; people go on in Markdown on the next line."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.token import Token

_FIRST_ELEMENT = re.compile(r"\s*<([a-zA-Z][a-zA-Z0-9]*)")


def plugin(markdown: MarkdownIt) -> None:
    markdown.block.ruler.at("html_block", _one_element, {"alt": ["paragraph", "reference", "blockquote"]})


def _one_element(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not html_block(state, start, end, silent):
        return False
    if not silent and (last := _last_line_of_first_element(state, state.tokens[-1], start)):
        state.tokens[-1].content = state.getLines(start, last, state.blkIndent, True)
        state.tokens[-1].map = [start, last]
        state.line = last
    return True


def _last_line_of_first_element(state: StateBlock, block: Token, start: int) -> int | None:
    """The line after the one with its end tag; None where it has none in this block."""
    first = _FIRST_ELEMENT.match(block.content)
    if not first:
        return None
    tag = re.compile(rf"<(/?){first.group(1)}\b", re.IGNORECASE)
    depth = 0
    for line in range(start, state.line):
        for slash in tag.findall(state.getLines(line, line + 1, 0, True)):
            depth += -1 if slash else 1
        if depth <= 0:
            return line + 1
    return None
