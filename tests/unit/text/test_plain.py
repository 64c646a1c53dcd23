import pytest

from blog.text.plain import emails_in, is_blank, storable


def test_what_is_stored_has_one_kind_of_line_end_and_only_what_xml_allows() -> None:
    assert storable("a\r\nb\rc\n\td\x00\x0b\x1b\ud800\ufffe\uffffe\x85\U0001f4a9") == "a\nb\nc\n\tde\x85\U0001f4a9"


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\u200b\u2060\ufeff", "\u2800\u3164\u115f", "\u202e\u2066", "\u0301\ufe0f", "\xad\xa0\u3000"]
)
def test_nothing_to_see_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", ".", " \u200bx", "é", "💩", "日", "e\u0301", "1"])
def test_anything_to_see_is_not_blank(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("write to Ada@Example.ORG, please", ("ada@example.org",)),
        ("<mailto:a.b+c@d-e.example.org>", ("a.b+c@d-e.example.org",)),
        ("ａｄａ＠ｅｘａｍｐｌｅ．ｏｒｇ", ("ada@example.org",)),
        ("ada&#64;example.org ada&commat;example.net", ("ada@example.org", "ada@example.net")),
        ("a\u200bda@exam\u00adple.org", ("ada@example.org",)),
        ("jörg@müller.example, o'neil&co@example.org", ("jörg@müller.example", "o'neil&co@example.org")),
        ("a@b.example a@b.example A@B.example", ("a@b.example",)),
        ("(ada@example.org.)", ("ada@example.org",)),
        ("@ada a@ @b.example ada@localhost 5 @ 3.50", ()),
        ("", ()),
    ],
)
def test_addresses_that_can_be_read_are_found(text: str, found: tuple[str, ...]) -> None:
    assert emails_in(text) == found


@pytest.mark.parametrize("text", ["@" * 65_525, "a@" * 32_000, "a.a" * 20_000 + "@", "a@b." * 16_000])
def test_looking_for_addresses_takes_no_time_that_grows(text: str) -> None:
    assert len(emails_in(text)) <= len(text)
