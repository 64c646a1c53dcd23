"""What can be said against a text from the text alone, with the line that it is about."""

import pytest

from blog.text.inspection import LONGEST, Remark, inspect, line_of


def remarks(text: str) -> list[tuple[str, int]]:
    return [(remark.value, place.line) for remark, place in inspect(text).remarks]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("![A hip](/static/hip.svg)", []),
        ("One.\n\n![](/static/hip.svg)", [("no_alternative", 3)]),
        ("One\ntwo ![ ](/static/hip.svg)\nthree ![](/x.png)", [("no_alternative", 2), ("no_alternative", 3)]),
        ("- one\n- two\n\n  ![](/x.png)", [("no_alternative", 4)]),
        ("<div>\n<img src='/x.png'>\n<img src='/x.png' alt='A hip'>\n</div>", [("no_alternative", 2)]),
        ('An <img src="/x.png" alt=""> here', [("no_alternative", 1)]),
        ("`![](/x.png)`\n\n```\n![](/x.png)\n```", []),
    ],
)
def test_pictures_without_words(text: str, found: list[tuple[str, int]]) -> None:
    assert remarks(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("## A\n\n### B\n\n#### C\n\n## D", []),
        ("# A\n\n## B", []),
        ("### A", [("skipped_level", 1)]),
        ("## A\n\nText.\n\n#### C", [("skipped_level", 5)]),
        ("A\n---\n\n##### E", [("skipped_level", 4)]),
        ("## A\n\n<h5>E</h5>", [("skipped_level", 3)]),
    ],
)
def test_skipped_levels_of_headings(text: str, found: list[tuple[str, int]]) -> None:
    assert remarks(text) == found


def test_addresses_are_told_with_their_lines() -> None:
    text = "[a](/one/)\nand [b][ref]\n\n<a href='/three/'>c</a> ![d](/four.png)\n\n[ref]: /two/"

    found = [(place.line, place.address) for place in inspect(text).addresses]

    assert found == [(1, "/one/"), (2, "/two/"), (4, "/three/"), (4, "/four.png")]


def test_a_text_over_its_budget_is_said_to_be_and_not_parsed() -> None:
    assert remarks("<b>" * 100) == [("over_budget", 1)]


def test_a_very_long_text_is_not_looked_through() -> None:
    assert remarks("word " * (LONGEST // 5 + 1)) == [(Remark.TOO_LONG_TO_CHECK, 1)]


def test_a_line_is_quoted_and_cut() -> None:
    assert line_of("One.\r\n\r\n  Two. ", 3) == "Two."
    assert len(line_of("w" * 500, 1)) == 120
    assert line_of("One.", 7) == ""
