"""Code, with its language as a class; what else stands behind a fence was typed to be read."""

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from blog.text.writer import attribute, escaped

_LANGUAGE = re.compile(r"[A-Za-z0-9+#._-]{1,40}")


def plugin(markdown: MarkdownIt) -> None:
    markdown.add_render_rule("fence", _fence)
    markdown.add_render_rule("code_block", _block)
    markdown.add_render_rule("code_inline", _inline)


def _fence(renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    """A first line like ```` ```print(1) ```` is no language but code that began too early."""
    token = tokens[index]
    info = token.info.strip()
    if not info:
        return _pre("", token.content)
    if _LANGUAGE.fullmatch(info):
        return _pre(attribute("class", f"language-{info}"), token.content)
    return _pre("", f"{info}\n{token.content}")


def _block(renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    return _pre("", tokens[index].content)


def _inline(renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    return f"<code>{escaped(tokens[index].content)}</code>"


def _pre(attributes: str, content: str) -> str:
    return f"<pre><code{attributes}>{escaped(content)}</code></pre>\n"
