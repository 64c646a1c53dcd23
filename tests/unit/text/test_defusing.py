"""A stranger's words in a mail can't be clicked and hold nobody's address."""

import re

import pytest

from blog.text.defusing import HIDDEN, defused


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Sit tall, count to 3.5, e.g. thrice.", "Sit tall, count to 3.5, e.g. thrice."),
        ("See https://evil.example/path?q=1 now", "See (→ evil[.]example) now"),
        ("(http://evil.example:80/x).", "((→ evil[.]example))."),
        ("http://u:p@evil.example:80/x", HIDDEN),
        ("HTTPS://EVIL.example", "(→ EVIL[.]example)"),
        ("www.evil.example/a", "(→ www[.]evil[.]example)"),
        ("evil.example/a and a.b.co.uk!", "evil[.]example/a and a[.]b[.]co[.]uk!"),
        ("[x](javascript:alert(1))", "[x]((→ alert(1)))"),
        ("ftp://evil.example", "(→ evil[.]example)"),
        ("write to me@evil.example, please", f"write to {HIDDEN} please"),
        ("me＠evil.example", HIDDEN),
        ("me&#64;evil.example", HIDDEN),
        ("mailto:me@evil.example?subject=x", HIDDEN),
        ("two\n\nlines  kept", "two\n\nlines  kept"),
        ("a \u202eturned", "a turned"),
        ("δοκιμή.ελ", "δοκιμή[.]ελ"),
        ("xn--80ak6aa92e.xn--p1ai", "xn--80ak6aa92e[.]xn--p1ai"),
    ],
)
def test_addresses_are_told_in_words(text: str, told: str) -> None:
    assert defused(text) == told


@pytest.mark.parametrize(
    "text", ["https://" * 2000, "a." * 20_000, "@." * 10_000, "www." * 10_000, "x." + "x" * 65_525]
)
def test_long_nonsense_takes_no_time(text: str) -> None:
    result = defused(text)

    assert not re.search(r"https?://\w", result)
