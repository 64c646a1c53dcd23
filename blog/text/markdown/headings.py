"""The title of a post is the only first heading of its page."""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore


def plugin(markdown: MarkdownIt) -> None:
    markdown.core.ruler.push("no_first_headings", _lower_first_headings)


def _lower_first_headings(state: StateCore) -> None:
    for token in state.tokens:
        if token.tag == "h1":
            token.tag = "h2"
