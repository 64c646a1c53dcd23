"""Making addresses absolute alters addresses, and nothing else, whatever the HTML."""

import re
from dataclasses import replace
from types import MappingProxyType

from hypothesis import given, settings
from hypothesis import strategies as st

from blog.text.absolute import absolute_html
from blog.text.markup import SafeHtml
from blog.text.policy import AUTHORS
from blog.text.sanitize import sanitize
from blog.text.schemes import absolute_address, image_address
from blog.text.tokens import Kind, tokens
from tests.property.test_sanitize import soups

SITE = "https://blog.example"
PAGE = "https://blog.example/2026/04/hips/"
TRICKS = (
    '<a href="/a">x</a>',
    "<a href='#b' title='x href=\"/c\" y'>x</a>",
    "<abbr title=' src='>/</abbr>",
    '<a title=" href=" href=/a/b>',
    "<img src=/a alt='\" src=\"/b'>",
    '<p>src="/a" <code> href="#b"</code>',
)
html = st.lists(st.one_of(st.sampled_from(TRICKS), soups), max_size=8).map("".join)


def away(address: str) -> str | None:
    return absolute_address(address) or image_address(address)


# As authors may write, but for pictures: those have addresses of this site, which absolute ones no longer look like.
AWAY = replace(
    AUTHORS,
    attributes=MappingProxyType(
        {**AUTHORS.attributes, "img": MappingProxyType({**AUTHORS.attributes["img"], "src": away})}
    ),
)


@given(html=html)
@settings(max_examples=300, deadline=None)
def test_the_sanitizer_has_nothing_to_take_from_the_result(html: str) -> None:
    led_out = absolute_html(sanitize(html, AUTHORS).html, SITE, PAGE)
    again = sanitize(led_out, AWAY)

    assert again.html == led_out
    assert again.removals == ()


@given(html=html)
@settings(max_examples=300, deadline=None)
def test_only_addresses_change_and_none_stays_local(html: str) -> None:
    clean = sanitize(html, AUTHORS).html
    led_out = absolute_html(clean, SITE, PAGE)

    assert led_back(led_out) == led_back(clean)
    for token in tokens(str(led_out)):
        for name, value in token.attributes if token.kind is Kind.START else ():
            assert name not in ("href", "src") or re.match("https?://|mailto:", value, re.IGNORECASE), value


def led_back(html: SafeHtml) -> list[object]:
    """What a parser reads in it, with absolute addresses of this site made local again."""
    return [
        (token.kind, token.name, token.text, [(name, local(name, value)) for name, value in token.attributes])
        for token in tokens(str(html))
    ]


def local(name: str, value: str) -> str:
    return value.removeprefix(PAGE).removeprefix(SITE) if name in ("href", "src") else value
