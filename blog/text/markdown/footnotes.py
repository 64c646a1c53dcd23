"""Footnotes whose anchors differ from post to post, since a page may show several."""

import zlib
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin


def plugin(markdown: MarkdownIt) -> None:
    markdown.use(footnote_plugin)
    markdown.core.ruler.push("footnote_anchors", _name_anchors)
    markdown.add_render_rule("footnote_ref", _mark)
    markdown.add_render_rule("footnote_block_open", _block_open)
    markdown.add_render_rule("footnote_block_close", _block_close)
    markdown.add_render_rule("footnote_open", _note_open)
    markdown.add_render_rule("footnote_anchor", _way_back)


def _name_anchors(state: StateCore) -> None:
    state.env["post"] = f"{zlib.crc32(state.src.encode()):08x}"


def _mark(renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    meta = tokens[index].meta
    note, mark = _note_id(meta, env), _mark_id(meta, env)
    return f'<sup><a href="#{note}" id="{mark}">{meta["id"] + 1}</a></sup>'


def _block_open(renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    return '<section class="footnotes">\n<ol>\n'


def _block_close(renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    return "</ol>\n</section>\n"


def _note_open(renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    return f'<li id="{_note_id(tokens[index].meta, env)}">'


def _way_back(renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    # The last character asks for a plain arrow, not a coloured picture of one.
    return f' <a href="#{_mark_id(tokens[index].meta, env)}">↩\ufe0e</a>'


def _note_id(meta: dict[str, Any], env: Any) -> str:
    return f"fn-{env['post']}-{meta['id'] + 1}"


def _mark_id(meta: dict[str, Any], env: Any) -> str:
    again = f"-{meta['subId'] + 1}" if meta.get("subId") else ""
    return f"fnref-{env['post']}-{meta['id'] + 1}{again}"
