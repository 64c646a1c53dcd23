"""The two doors of this room: what a reader or an author wrote becomes HTML that is safe to show."""

from collections.abc import Callable

from blog.text import budget
from blog.text.markdown import comment_markdown, post_markdown
from blog.text.markup import POLICY_VERSION, RemovalRule, Rendered, removal
from blog.text.plain import storable
from blog.text.policy import AUTHORS, READERS, Policy
from blog.text.sanitize import plain_html, sanitize

_to_comment = comment_markdown()
_to_post = post_markdown()


def render_comment(text: str) -> Rendered:
    """What a reader wrote, in Markdown with the few elements that readers may use."""
    return _render(storable(text), budget.COMMENT, _to_comment.render, READERS)


def render_post(text: str) -> Rendered:
    """What an author wrote, in Markdown with figures, tables, footnotes and safe HTML."""
    return _render(storable(text), budget.POST, _to_post.render, AUTHORS)


def _render(text: str, limits: budget.Budget, to_html: Callable[[str], str], policy: Policy) -> Rendered:
    limit = budget.excess(text, limits)
    if limit:
        note = removal(RemovalRule.OVER_BUDGET, limit, text)
        return Rendered(plain_html(text), (note,), is_plain=True, policy_version=POLICY_VERSION)
    clean = sanitize(to_html(text), policy)
    return Rendered(clean.html, clean.removals, is_plain=False, policy_version=POLICY_VERSION)
