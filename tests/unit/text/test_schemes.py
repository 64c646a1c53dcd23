import pytest

from blog.text.schemes import absolute_address, image_address, link_address, scheme_of

WHOLE = [
    "http://a.example",
    "HTTPS://a.example:8080/b?c=d#e",
    "https://user:pass@a.example/",
    "http://127.0.0.1/",
    "http://[::1]:80/",
    "http://bücher.example/",
    "http://xn--bcher-kva.example/",
    "http://a_b.example./c d",
]
NOT_WHOLE = [
    "",
    "//a.example",
    "http:",
    "http://",
    "http:a.example",
    "http:/a.example",
    "http:\\\\a.example",
    "http://a.example\\b",
    "http://a b.example/",
    "http://a.example:65536/",
    "http://[::1/",
    "http://[1.2.3.4]/",
    "http://1.2.3.999/",
    "http://0x7f.1/",
    "http://xn--a/",
    "http://a\u2100b.example/",
    "http://%41.example/",
    "ftp://a.example",
    "javascript://a.example/%0aalert(1)",
    "javascript:123",
    "mailto:",
    "http://a.example/" + "b" * 2000,
]


@pytest.mark.parametrize("address", [*WHOLE, "mailto:a@b.example?subject=c"])
def test_whole_addresses_stay(address: str) -> None:
    assert absolute_address(address) == address


@pytest.mark.parametrize("address", [*NOT_WHOLE, "/a", "#a"])
def test_every_other_address_is_refused(address: str) -> None:
    assert absolute_address(address) is None


def test_an_address_is_read_as_browsers_read_it() -> None:
    assert absolute_address("\x00 \tht\ntp://a.example\r\n/b ") == "http://a.example/b"
    assert scheme_of(" java\tscript:alert(1)") == "javascript"
    assert scheme_of("a/b:c") == "relative"


@pytest.mark.parametrize("address", ["/", "/a/b?c#d", "#a"])
def test_authors_may_link_into_the_site_and_the_page(address: str) -> None:
    assert link_address(address) == address


@pytest.mark.parametrize("address", [*NOT_WHOLE, "/\\a.example", "/\t/a.example", "//a.example", "a", "#"])
def test_authors_may_not_link_anywhere_else(address: str) -> None:
    assert link_address(address) is None


def test_pictures_come_from_the_web_or_this_site() -> None:
    assert image_address("/static/a.svg") == "/static/a.svg"
    assert image_address("https://a.example/b.png") is None
    assert image_address("//a.example/b.png") is None
    assert image_address("data:image/png;base64,AAAA") is None
    assert image_address("mailto:a@b.example") is None
