"""Text as it stands, and lines that look like a rule but were typed as a line."""

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, hr
from markdown_it.token import Token

from blog.text.writer import escaped


def text(renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    """Quotation marks need no escape in text, and thousands of references are slow to read again."""
    return escaped(tokens[index].content)


def no_rules(markdown: MarkdownIt) -> None:
    """`* * *` would otherwise be a list in a list in a list, and its asterisks gone."""
    markdown.block.ruler.at("hr", _literal_rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _literal_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not hr(state, start, end, silent):
        return False
    if not silent:
        rule = state.tokens.pop()
        _push_paragraph(state, state.getLines(start, start + 1, state.blkIndent, False).strip(), rule.map)
    return True


def _push_paragraph(state: StateBlock, content: str, lines: list[int] | None) -> None:
    state.push("paragraph_open", "p", 1).map = lines
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = content, lines, []
    state.push("paragraph_close", "p", -1)
