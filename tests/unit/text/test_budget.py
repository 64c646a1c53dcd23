import pytest

from bench.articles import article
from bench.cleaning import HOSTILE_UNITS, LARGEST, as_many_as_allowed, milliseconds, ordinary, spread
from blog.text.budget import COMMENT, POST, broken_at, excess
from blog.text.markup import OverBudget
from blog.text.render import render_comment, render_post


@pytest.mark.parametrize("size", [1000, 20_000, LARGEST])
def test_ordinary_text_of_any_size_is_within_the_budget(size: int) -> None:
    assert excess(ordinary(size), COMMENT) is None
    assert excess(ordinary(size), POST) is None


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("*" * 3001, "steering"),
        ("[" * 1900, "brackets"),
        ("<b></b>" * 800, "tags"),
        ("a\n" * 2201, "lines"),
        ("- a\n" * 801, "markers"),
        ("http://a.example " * 601, "links"),
        ("<b>" * 21, "open_tags"),
        ("<b title='" + "a" * 2001 + "'>", "tag_length"),
        ("> " * 21, "nesting"),
        ("".join("  " * depth + "- a\n" for depth in range(21)), "nesting"),
    ],
)
def test_each_limit_is_named(text: str, limit: str) -> None:
    assert excess(text, COMMENT) == limit


def test_some_of_each_is_as_much_as_all_of_one() -> None:
    half_of_two = "*" * 1600 + "a\n" * 1200
    assert excess("*" * 1600, COMMENT) is None
    assert excess("a\n" * 1200, COMMENT) is None
    assert excess(half_of_two, COMMENT) is not None


@pytest.mark.parametrize("size", [30_000, 100_000, 300_000])
def test_a_long_article_of_every_kind_of_thing_is_within_the_budget(size: int) -> None:
    text = article(size)
    assert all(sign in text for sign in ("```", "|:--", "[^1]:", "](https:", "\n- ", "\n> "))
    assert len(text) > 0.8 * size
    assert excess(text, POST) is None


def test_a_post_of_nothing_but_code_is_within_the_budget() -> None:
    assert excess("```c\n" + "if (a[*b] && (c->d)) { *e = _f_(g); }\n" * 7500 + "```\n", POST) is None


@pytest.mark.parametrize(
    "text",
    [
        "<!--\n\n```\n{}\n```\n-->",
        "a\n\n<pre>\n\n```\n{}\n```",
        "<div>\n```\n{}\n```",
        "``` a ` b\n{}\n```",
        "- ```\n{}\n```",
        "    ```\n{}\n```",
        "``\n{}\n``",
        "```\na\n```\n{}",
        "~~~\n```\n~~~\n{}",
    ],
)
def test_what_is_not_surely_code_is_counted(text: str) -> None:
    assert excess(text.format("*a " * 13_000), POST) == "steering"


@pytest.mark.parametrize("text", ["```\n{}\n```", "```\n{}", "a\n\n~~~ b ` c\n{}\n ~~~~~", "````\n```\n{}\n````"])
def test_code_is_not(text: str) -> None:
    assert excess(text.format("*a " * 13_000), POST) is None


def test_an_author_is_told_the_line_where_the_budget_broke() -> None:
    text = "a\n" * 100 + "\n|a|b|\n|-|-|\n" + "|c|d|\n" * 3_500
    broken = broken_at(text, POST)
    assert broken is not None
    lines = text.splitlines(keepends=True)
    assert broken.limit == "cells"
    assert excess("".join(lines[: broken.line]), POST) == "cells"
    assert excess("".join(lines[: broken.line - 1]), POST) is None
    assert broken_at("a\n" * 30 + "*a " * 20_000, POST) == OverBudget("steering", 31)
    assert broken_at(ordinary(100_000), POST) is None


def test_a_text_three_times_as_long_may_hold_three_times_as_much() -> None:
    assert excess("*a " * 11_000 + "a" * 60_000, POST) is None
    assert excess("*a " * 33_000 + "a" * 201_000, POST) is None
    assert excess("*a " * 38_000 + "a" * 186_000, POST) == "steering"


@pytest.mark.parametrize("unit", ["<p>a\n", "<li>a", "a<br>", "- a\n", "> a\n", "a < b "])
def test_what_many_people_leave_open_is_no_nesting(unit: str) -> None:
    assert excess(unit * 100, COMMENT) is None


def test_code_that_is_far_to_the_right_is_no_nesting() -> None:
    assert excess("```\n" + (" " * 60 + "- a\n") * 30 + "```", COMMENT) is None


@pytest.fixture(scope="module")
def usual() -> float:
    return milliseconds(render_comment, ordinary(LARGEST))


@pytest.mark.parametrize("name", HOSTILE_UNITS)
def test_no_hostile_text_costs_three_times_an_ordinary_one(name: str, usual: float) -> None:
    unit = HOSTILE_UNITS[name]
    allowed = as_many_as_allowed(unit)
    for text in ((unit * LARGEST)[:LARGEST], allowed, spread(unit, len(allowed) // len(unit))):
        assert any(milliseconds(render_comment, text, runs=1) < 3 * usual for _ in range(3))


@pytest.mark.parametrize("name", HOSTILE_UNITS)
def test_no_hostile_post_costs_seconds(name: str) -> None:
    assert milliseconds(render_post, (HOSTILE_UNITS[name] * LARGEST)[:LARGEST], runs=1) < 2000
