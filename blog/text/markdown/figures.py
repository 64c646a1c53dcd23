"""A picture alone in its paragraph is a figure; several are a gallery.

`![what it shows](/static/psoas.svg "The *psoas* from the front"){.left}`: the title is the caption and
may hold Markdown. What follows says where it stands: `{.left}`, `{.right}` (so it does without
saying) or `{.wide}`, which takes the whole measure, as a gallery does anyway.

Of a picture that the site has stored, the page is told the size and the smaller copies: `env["pictures"]`.
"""

import re
from collections.abc import Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from blog.text.pictures import AMONG_WORDS, FLOATING, IN_A_GALLERY, NO_PICTURES, WIDE, Place, sources_of
from blog.text.writer import attribute

MOST_WITH_COPIES = 200  # pictures of one text; naming the copies of thousands would make a page of megabytes

_CLASSES = {"": "float-end", "right": "float-end", "left": "float-start", "wide": "wide"}
_PLACE = re.compile(r"\s*\{\.(left|right|wide)\}\s*")
_LINKED = ["link_open", "image", "link_close"]


def plugin(markdown: MarkdownIt) -> None:
    # Before the rule that gathers the footnotes, so that a caption may have one.
    markdown.core.ruler.after("inline", "figures", _make_figures)
    markdown.add_render_rule("image", _image)


def _make_figures(state: StateCore) -> None:
    for opening, inline, closing in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if opening.type == "paragraph_open" and inline.children:
            where, rest = _place(inline.children)
            pictures = _only_pictures(rest)
            if len(pictures) == 1:
                _become(opening, closing, "figure", _CLASSES[where])
                inline.children = _with_caption(pictures[0], WIDE if where == "wide" else FLOATING, state)
            elif pictures:
                _become(opening, closing, "div", "gallery wide" if where == "wide" else "gallery")
                inline.children = list(_gallery(pictures, state))
    _load_late(state)


def _place(children: list[Token]) -> tuple[str, list[Token]]:
    """Where the author wants the pictures, and what stands before that."""
    match = _PLACE.fullmatch(children[-1].content) if children[-1].type == "text" else None
    return (match.group(1), children[:-1]) if match else ("", children)


def _only_pictures(children: list[Token]) -> list[list[Token]]:
    """The pictures, each with the link around it if there is one; none when anything else stands there."""
    shown = [child for child in children if not _is_gap(child)]
    pictures = []
    while shown:
        length = 1 if shown[0].type == "image" else 3
        if length == 3 and [child.type for child in shown[:3]] != _LINKED:
            return []
        pictures.append(shown[:length])
        shown = shown[length:]
    return pictures


def _is_gap(token: Token) -> bool:
    return token.type in ("softbreak", "hardbreak") or (token.type == "text" and not token.content.strip())


def _become(opening: Token, closing: Token, tag: str, name: str) -> None:
    opening.tag = closing.tag = tag
    opening.hidden = closing.hidden = False
    opening.attrs["class"] = name


def _gallery(pictures: list[list[Token]], state: StateCore) -> Iterator[Token]:
    for picture in pictures:
        yield Token("figure_open", "figure", 1)
        yield from _with_caption(picture, IN_A_GALLERY, state)
        yield Token("figure_close", "figure", -1)


def _with_caption(picture: list[Token], place: Place, state: StateCore) -> list[Token]:
    image = next(token for token in picture if token.type == "image")
    image.meta["place"] = place
    return [*picture, *_caption(image, state)]


def _caption(image: Token, state: StateCore) -> list[Token]:
    words = str(image.attrs.pop("title", ""))
    if not words:
        return []
    inside: list[Token] = []
    state.md.inline.parse(words, state.md, state.env, inside)
    return [Token("caption_open", "figcaption", 1), *inside, Token("caption_close", "figcaption", -1)]


def _load_late(state: StateCore) -> None:
    """The first picture is wanted at once, and all others when somebody comes near. Only so many name their copies."""
    images = [child for token in state.tokens for child in token.children or [] if child.type == "image"]
    for number, image in enumerate(images):
        image.attrs["loading"] = "lazy" if number else "eager"
        image.meta["has_copies"] = number < MOST_WITH_COPIES


def _image(renderer: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    token.attrs["alt"] = renderer.renderInlineAsText(token.children or [], options, env)
    address = str(token.attrs["src"])
    picture = env.get("pictures", NO_PICTURES).get(address)
    if picture is None:
        return renderer.renderToken(tokens, index, options, env)
    token.attrs |= {"width": picture.width, "height": picture.height, "decoding": "async"}
    place = token.meta.get("place", AMONG_WORDS) if token.meta.get("has_copies") else None
    sources = "".join(_source(vars(each)) for each in sources_of(address, picture, place)) if place else ""
    shown = renderer.renderToken(tokens, index, options, env)
    return f"<picture>{sources}{shown}</picture>" if sources else shown


def _source(attributes: dict[str, str]) -> str:
    return f"<source{''.join(attribute(name, value) for name, value in attributes.items() if value)}>"
