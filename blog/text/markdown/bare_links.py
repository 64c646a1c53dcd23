"""Addresses that were typed as they are become links, where no link or code holds them already."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from blog.text.schemes import LONGEST_ADDRESS, absolute_address

_ADDRESS = re.compile(r"(?<![\w/@.:=-])(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_ENDS_A_SENTENCE = frozenset(".,:;!?'*_~]}’”»…。，、！？）】")


def plugin(markdown: MarkdownIt) -> None:
    markdown.core.ruler.push("bare_links", _link_addresses)


def _link_addresses(state: StateCore) -> None:
    for token in state.tokens:
        if token.children and _ADDRESS.search(token.content):
            token.children = list(_with_links(token.children, state.md))


def _with_links(children: list[Token], markdown: MarkdownIt) -> Iterator[Token]:
    links = 0
    for child in children:
        links += _opens_a_link(child) - _closes_a_link(child)
        if child.type == "text" and links <= 0:
            yield from _split(child, markdown)
        else:
            yield child


def _opens_a_link(token: Token) -> bool:
    return token.type == "link_open" or (token.type == "html_inline" and token.content[:3].lower() in {"<a ", "<a\n"})


def _closes_a_link(token: Token) -> bool:
    return token.type == "link_close" or (token.type == "html_inline" and token.content[:3].lower() == "</a")


def _split(token: Token, markdown: MarkdownIt) -> Iterator[Token]:
    done = 0
    for match in _ADDRESS.finditer(token.content):
        typed = _without_sentence_end(match.group())
        href = _normal(typed, markdown) if len(typed) <= LONGEST_ADDRESS else ""
        if href and absolute_address(href):
            yield _text(token.content[done : match.start()])
            yield Token("link_open", "a", 1, {"href": href}, markup="linkify", info="auto")
            yield _text(typed)
            yield Token("link_close", "a", -1, markup="linkify", info="auto")
            done = match.start() + len(typed)
    yield _text(token.content[done:]) if done else token


def _normal(typed: str, markdown: MarkdownIt) -> str:
    return markdown.normalizeLink(typed if "://" in typed[:8] else f"http://{typed}")


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _without_sentence_end(address: str) -> str:
    """Without the stops that follow an address in a sentence, and a bracket that opened before it."""
    unopened = address.count(")") - address.count("(")
    end = len(address)
    while end and (address[end - 1] in _ENDS_A_SENTENCE or (address[end - 1] == ")" and unopened > 0)):
        unopened -= address[end - 1] == ")"
        end -= 1
    return address[:end]
