"""JSON in a script of data."""

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.text.script_data import ScriptData, script_data

ATTACKS = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>",
    "a & b",
    "\u2028\u2029",
    "\ud800",
    "\"'\\",
    "\x00",
]


class Scripts(HTMLParser):
    """What a page holds beside the text of its first script."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.data: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.data.append(data)


@pytest.mark.parametrize("text", ATTACKS)
def test_no_text_ends_the_script(text: str) -> None:
    assert_stays_inside(text)


@given(text=st.text(st.sampled_from('<>/!-script&;\u2028"\\ x')))
def test_nothing_made_of_such_pieces_does_either(text: str) -> None:
    assert_stays_inside(text)


def assert_stays_inside(text: str) -> None:
    written = script_data({"headline": text, "keywords": [text]})
    page = Scripts(f'<script type="application/ld+json">{written}</script><p>x</p>')

    assert isinstance(written, ScriptData)
    assert page.tags == ["script", "p"]
    assert not set(written) & set("<>&\u2028\u2029\ud800")
    assert json.loads("".join(page.data[:-1])) == {"headline": text, "keywords": [text]}


def test_letters_of_any_script_stay_as_they_are() -> None:
    assert script_data({"a": "Σωστά 𝔘"}) == '{"a":"Σωστά 𝔘"}'
