"""One Markdown library, two presets: what readers type in a comment, and what authors write in a post."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination, parseLinkLabel, parseLinkTitle

from blog.text.markdown import bare_links, code, figures, footnotes, headings, html_blocks, lines, sources, tables
from blog.text.schemes import LONGEST_ADDRESS, absolute_address

_NOT_IN_COMMENTS = ["heading", "lheading", "image", "reference"]


def comment_markdown() -> MarkdownIt:
    """Every line end breaks the line. Headings, rules, images, tables and references stay as they were typed."""
    markdown = _Markdown("commonmark", {"breaks": True}, may_link=absolute_address)
    markdown.enable("strikethrough").disable(_NOT_IN_COMMENTS)
    for plugin in (lines.no_rules, html_blocks.plugin, bare_links.plugin, code.in_comments, sources.plugin):
        markdown.use(plugin)
    return markdown


def post_markdown() -> MarkdownIt:
    """CommonMark with tables, footnotes, strikethrough, figures and coloured code; no h1 but the title of the post.

    What CommonMark calls a link or picture is one, and where it may not lead, the sanitizer tells the author.
    """
    markdown = _Markdown("commonmark")
    markdown.enable(["strikethrough", "table"])
    for plugin in (footnotes.plugin, figures.plugin, headings.plugin, tables.plugin, bare_links.plugin, code.in_posts):
        markdown.use(plugin)
    return markdown


class _Markdown(MarkdownIt):
    """`may_link` refuses an address by None: such a link is none from the start, and stays as it was typed."""

    def __init__(
        self,
        preset: str,
        options: dict[str, bool] | None = None,
        may_link: Callable[[str], str | None] | None = None,
    ) -> None:
        super().__init__(preset, options)
        self._may_link = may_link
        self.helpers: Any = SimpleNamespace(
            parseLinkDestination=_destination, parseLinkLabel=parseLinkLabel, parseLinkTitle=parseLinkTitle
        )
        self.add_render_rule("text", lines.text)

    # The name is the library's.
    def validateLink(self, url: str) -> bool:  # noqa: N802
        return self._may_link(url) is not None if self._may_link else super().validateLink(url)


def _destination(text: str, start: int, end: int) -> Any:
    """Thousands of addresses that never end would each be followed to the end of the text."""
    return parseLinkDestination(text, start, min(end, start + LONGEST_ADDRESS))
