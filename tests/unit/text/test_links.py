"""Where links lead, and whether their words say so."""

import pytest

from blog.text.links import link_to, links_in
from blog.text.render import render_comment


@pytest.mark.parametrize(
    ("words", "address", "named"),
    [
        ("paypal.com", "https://evil.example/", "paypal.com"),
        ("https://paypal.com/login", "https://evil.example/", "paypal.com"),
        ("see www.paypal.com today", "https://evil.example/", "paypal.com"),
        ("http://paypal.com@evil.example/", "http://paypal.com@evil.example/", "paypal.com"),
        ("pay\u200bpal.com", "https://evil.example/", "paypal.com"),
        ("ｐａｙｐａｌ.com", "https://evil.example/", "paypal.com"),
        ("paypal.com", "https://paypal.com.evil.example/", "paypal.com"),
        ("paypal.com", "https://www.paypal.com/x", ""),
        ("www.example.com/x", "https://blog.example.com/", ""),
        ("blog.example.com", "https://EXAMPLE.com./", ""),
        ("bücher.example", "https://xn--bcher-kva.example/", ""),
        ("node.js", "https://nodejs.org/", ""),
        ("my page", "https://evil.example/", ""),
        ("I came. I saw.Then I left", "https://evil.example/", ""),
        ("", "https://evil.example/", ""),
    ],
)
def test_words_that_name_another_host_are_found(words: str, address: str, named: str) -> None:
    assert link_to(address, words).named == named


def test_links_are_read_from_what_readers_are_shown() -> None:
    html = render_comment(
        "[a <b>b</b> & c](https://x.example/?a=1&b=2) `<a href=https://no.example>` www.y.example"
    ).html
    assert [(link.address, link.host, link.words) for link in links_in(html)] == [
        ("https://x.example/?a=1&b=2", "x.example", "a b & c"),
        ("http://www.y.example", "www.y.example", "www.y.example"),
    ]


def test_a_host_with_foreign_letters_is_known_in_both_forms() -> None:
    [link] = links_in(render_comment("[x](http://аррӏе.com/)").html)
    assert (link.host, link.shown_host, link.is_foreign) == ("xn--80ak6aa92e.com", "аррӏе.com", True)
    assert not link_to("https://example.com/").is_foreign


@pytest.mark.parametrize(
    "address", ["mailto:", "http://[::1", "https://xn--a/", "https://xn--" + "9" * 80 + ".example/"]
)
def test_an_odd_address_is_no_error(address: str) -> None:
    assert link_to(address, address).address == address


def test_a_mail_link_leads_to_its_domain() -> None:
    assert link_to("mailto:a@b.example?subject=x", "write to a@c.example").host == "b.example"
