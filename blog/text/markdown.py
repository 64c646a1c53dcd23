"""One Markdown library, two presets: what readers type in a comment, and what authors write in a post."""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

_LITERAL_IN_COMMENTS = ["heading", "lheading", "hr", "image", "reference"]


def comment_markdown() -> MarkdownIt:
    """Every line end breaks the line; what could lose text or shout stays literal."""
    return MarkdownIt("commonmark", {"breaks": True}).enable("strikethrough").disable(_LITERAL_IN_COMMENTS)


def post_markdown() -> MarkdownIt:
    """The title of a post is its only h1, so a first heading in the body is an h2."""
    markdown = MarkdownIt("commonmark").enable(["strikethrough", "table"])
    markdown.core.ruler.push("second_headings", _second_headings)
    return markdown


def _second_headings(state: StateCore) -> None:
    for token in state.tokens:
        if token.tag == "h1":
            token.tag = "h2"
