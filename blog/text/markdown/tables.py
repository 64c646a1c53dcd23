"""Cells say how they are aligned in an attribute of their own: there is no style in our pages."""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

_CELLS = frozenset({"th_open", "td_open"})


def plugin(markdown: MarkdownIt) -> None:
    markdown.core.ruler.push("cell_alignment", _align)


def _align(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in _CELLS and (style := token.attrs.pop("style", None)):
            token.attrs["align"] = str(style).removeprefix("text-align:")
