"""What was taken away, in its place."""

import time
from dataclasses import asdict

import pytest

from blog.text.render import render_comment
from blog.text.taken_out import LONGEST_WHOLE, Line, Removed, all_lines, lines_with_removals, without_place


def removals(text: str) -> list[Removed]:
    return [asdict(removal) for removal in render_comment(text).removals]


def drawn(lines: list[Line]) -> list[str]:
    """The lines with what was removed in brackets."""
    return ["".join(f"⟦{p.text}⟧" if p.is_removed else p.text for p in line.pieces) for line in lines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hi <font color=red>there</font>!", ["Hi ⟦<font color=red>⟧there⟦</font>⟧!"]),
        ('<b onclick="x()">b</b> `<b onclick>`', ['<b ⟦onclick="x()"⟧>b</b> `<b onclick>`']),
        ("> a <b\n> onclick=1>x</b>", ["> a <b", "> ⟦onclick=1⟧>x</b>"]),
        ("- one\n- <u>two\n  </u>", ["- one", "- ⟦<u>⟧two", "  ⟦</u>⟧"]),
        ("a\n\n<script>\nalert(1)\n</script>\n\nb", ["a", "", "⟦<script>⟧", "⟦alert(1)⟧", "⟦</script>⟧", "", "b"]),
        ('<a href="javascript:x">y</a>', ['⟦<a href="javascript:x">⟧y⟦</a>⟧']),
        ("a <!-- b --> c <?php d ?>", ["a ⟦<!-- b -->⟧ c ⟦<?php d ?>⟧"]),
        ('<b title="a>b" id=c>d</b>', ['<b ⟦title="a>b"⟧ ⟦id=c⟧>d</b>']),
        ("<img src=x onerror=y>", ["⟦<img src=x onerror=y>⟧"]),
        ("<b><i></b></i>", ["<b><i></b></i>"]),
        ("nothing <b>here</b>", ["nothing <b>here</b>"]),
    ],
)
def test_each_line_shows_what_was_taken_from_it(text: str, expected: list[str]) -> None:
    assert drawn(all_lines(text, removals(text))) == expected


def test_a_rule_stands_beside_the_line_where_it_begins_to_hold() -> None:
    text = "a\n<u>b\nc</u>\n<i onclick=1 class=2>d</i>"
    lines = lines_with_removals(text, removals(text))
    assert [(line.number, [removal["name"] for removal in line.removals]) for line in lines] == [
        (2, ["u"]),
        (3, []),
        (4, ["onclick", "class"]),
    ]


def test_a_long_line_is_shown_near_what_was_removed() -> None:
    text = f"{'a' * 5000} <u>b</u> {'c' * 5000}"
    [drawing] = drawn(lines_with_removals(text, removals(text)))
    assert "aaa ⟦<u>⟧b⟦</u>⟧ ccc" in drawing
    assert len(drawing) < 400
    assert drawing.count("…") == 2


def test_a_long_script_is_shown_in_part() -> None:
    text = f"<script>{'x' * 9000}</script>"
    [drawing] = drawn(all_lines(text, removals(text)))
    assert drawing.startswith("⟦<script>")
    assert len(drawing) < 500


def test_of_very_many_lines_only_those_with_removals_are_shown() -> None:
    text = "a\n" * LONGEST_WHOLE + "<u>b</u>"
    assert [line.number for line in all_lines(text, removals(text))] == [LONGEST_WHOLE + 1]


def test_what_has_no_place_is_listed_apart() -> None:
    text = "[" * 5000
    [over_budget] = removals(text)
    assert without_place(text, [over_budget]) == [over_budget]
    older = {"rule": "element", "name": "u", "source": "<u>", "text": ""}
    wrong = {**older, "places": [[0, 9]]}
    assert without_place("<u>", [older, wrong]) == [older, wrong]
    assert drawn(all_lines("<u>", [older, wrong])) == ["<u>"]


def test_the_largest_text_full_of_tags_takes_no_time() -> None:
    text = ("<u>" * 10 + "</u>" * 10 + " word" * 100 + "\n") * 55
    found = removals(text)
    begin = time.perf_counter()
    all_lines(text, found * 3)
    assert time.perf_counter() - begin < 1
