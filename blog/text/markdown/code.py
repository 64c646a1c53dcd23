"""Code, with its language as a class; in posts coloured."""

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from blog.text.colours import coloured
from blog.text.writer import attribute, escaped

_LANGUAGE = re.compile(r"[A-Za-z0-9+#._-]{1,40}")


def in_comments(markdown: MarkdownIt) -> None:
    """What stands behind a fence and names no language was typed to be read."""
    markdown.add_render_rule("fence", _fence_of_a_reader)
    _plain_code(markdown)


def in_posts(markdown: MarkdownIt) -> None:
    """The first word behind a fence names the language, as CommonMark has it."""
    markdown.core.ruler.push("colours", _colour)
    markdown.add_render_rule("fence", _fence_of_an_author)
    _plain_code(markdown)


def _plain_code(markdown: MarkdownIt) -> None:
    markdown.add_render_rule("code_block", _block)
    markdown.add_render_rule("code_inline", _inline)


def _colour(state: StateCore) -> None:
    fences = [token for token in state.tokens if token.type == "fence"]
    for token, html in zip(fences, coloured([(_language_of(token), token.content) for token in fences]), strict=True):
        token.meta["html"] = html


def _fence_of_a_reader(renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    """A first line like ```` ```print(1) ```` is no language but code that began too early."""
    token = tokens[index]
    info = token.info.strip()
    if not info:
        return _pre("", escaped(token.content))
    if _LANGUAGE.fullmatch(info):
        return _pre(info, escaped(token.content))
    return _pre("", escaped(f"{info}\n{token.content}"))


def _fence_of_an_author(renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    return _pre(_language_of(token), token.meta["html"] or escaped(token.content))


def _language_of(fence: Token) -> str:
    return "".join(unescapeAll(fence.info).split(maxsplit=1)[:1])


def _block(renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    return _pre("", escaped(tokens[index].content))


def _inline(renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    return f"<code>{escaped(tokens[index].content)}</code>"


def _pre(language: str, html: str) -> str:
    named = attribute("class", f"language-{language}") if language else ""
    return f"<pre><code{named}>{html}</code></pre>\n"
