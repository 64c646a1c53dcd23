import pytest

from bench.cleaning import HOSTILE_UNITS, LARGEST, as_many_as_allowed, milliseconds, ordinary, spread
from blog.text.budget import COMMENT, POST, excess
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
