"""A picture alone in its paragraph is a figure.

`![what it shows](/static/psoas.svg "The *psoas* from the front"){.left}`: the title is the caption and
may hold Markdown. What follows says where it stands: `{.left}`, `{.right}` (so it does without
saying) or `{.wide}`, which takes the whole measure.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_CLASSES = {"": "float-end", "right": "float-end", "left": "float-start", "wide": "wide"}
_PLACE = re.compile(r"\s*\{\.(left|right|wide)\}\s*")


def plugin(markdown: MarkdownIt) -> None:
    # Before the rule that gathers the footnotes, so that a caption may have one.
    markdown.core.ruler.after("inline", "figures", _make_figures)


def _make_figures(state: StateCore) -> None:
    for opening, inline, closing in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if opening.type == "paragraph_open" and inline.children:
            place, rest = _place(inline.children)
            if image := _only_image(rest):
                opening.tag = closing.tag = "figure"
                opening.hidden = closing.hidden = False
                opening.attrs["class"] = _CLASSES[place]
                inline.children = [*rest, *_caption(image, state)]
    for token in state.tokens:
        _load_late(token.children or [])


def _place(children: list[Token]) -> tuple[str, list[Token]]:
    """Where the author wants the picture, and what stands before that."""
    match = _PLACE.fullmatch(children[-1].content) if children[-1].type == "text" else None
    return (match.group(1), children[:-1]) if match else ("", children)


def _only_image(children: list[Token]) -> Token | None:
    kinds = [child.type for child in children]
    if kinds == ["image"]:
        return children[0]
    return children[1] if kinds == ["link_open", "image", "link_close"] else None


def _caption(image: Token, state: StateCore) -> list[Token]:
    words = str(image.attrs.pop("title", ""))
    if not words:
        return []
    inside: list[Token] = []
    state.md.inline.parse(words, state.md, state.env, inside)
    return [Token("caption_open", "figcaption", 1), *inside, Token("caption_close", "figcaption", -1)]


def _load_late(children: list[Token]) -> None:
    for child in children:
        if child.type == "image":
            child.attrs["loading"] = "lazy"
