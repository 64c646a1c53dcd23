"""The two doors of this room: what a reader or an author wrote becomes HTML that is safe to show."""

from dataclasses import replace

from blog.text import budget
from blog.text.markdown import comment_markdown, post_markdown
from blog.text.markdown.sources import rendered_with_sources
from blog.text.markup import POLICY_VERSION, RemovalRule, Rendered, removal
from blog.text.outline import outline_of, with_anchors
from blog.text.pictures import NO_PICTURES, Pictures
from blog.text.plain import storable
from blog.text.policy import AUTHORS, READERS
from blog.text.sanitize import Sanitized, plain_html, sanitize

_to_comment = comment_markdown()
_to_post = post_markdown()


def render_comment(text: str) -> Rendered:
    """What a reader wrote, in Markdown with the few elements that readers may use."""
    text = storable(text)
    if limit := budget.excess(text, budget.COMMENT):
        return _plain(text, limit)
    html, sources = rendered_with_sources(_to_comment, text)
    return _formatted(sanitize(html, READERS, sources=sources))


def render_post(text: str, pictures: Pictures = NO_PICTURES) -> Rendered:
    """What an author wrote, in Markdown with figures, tables, footnotes and safe HTML.

    `pictures` are those that the site has stored, by address: `blog.media.queries.pictures_in`.
    """
    text = storable(text)
    if broken := budget.broken_at(text, budget.POST):
        plain = _plain(text, broken.limit, broken.line)
        return replace(plain, over_budget=broken)
    rendered = _formatted(sanitize(_to_post.render(text, {"pictures": pictures}), AUTHORS, finish=with_anchors))
    return replace(rendered, outline=outline_of(rendered.html))


def _plain(text: str, limit: str, line: int = 0) -> Rendered:
    note = replace(removal(RemovalRule.OVER_BUDGET, limit, text), line=line)
    return Rendered(plain_html(text), (note,), is_plain=True, policy_version=POLICY_VERSION)


def _formatted(clean: Sanitized) -> Rendered:
    return Rendered(clean.html, clean.removals, is_plain=False, policy_version=POLICY_VERSION)
