"""Where the blocks of an author's text begin, so that a preview can be kept beside the text."""

from blog.text import budget
from blog.text.markdown import post_markdown
from blog.text.plain import storable

_markdown = post_markdown()
_LONGEST = 100_000  # characters; the parser goes through a longer text once only, for its HTML


def block_lines(text: str) -> list[int]:
    """The line, counted from 0, on which each outermost block begins; none for a text that is shown as it is typed."""
    text = storable(text)
    if len(text) > _LONGEST or budget.excess(text, budget.POST):
        return []
    return [token.map[0] for token in _markdown.parse(text) if token.map and token.level == 0 and token.nesting >= 0]
