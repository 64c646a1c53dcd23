import re
from pathlib import Path

import pytest

from blog.text.markup import Heading, SafeHtml
from blog.text.outline import contents_of, with_anchors
from blog.text.policy import AUTHORS
from blog.text.render import render_comment, render_post
from blog.text.sanitize import sanitize

TEMPLATES = Path(__file__).parents[3] / "templates"


def anchors(text: str) -> list[str]:
    return [heading.id for heading in render_post(text).outline]


def test_a_heading_is_a_link_to_itself() -> None:
    assert render_post("## Why *we* sit").html == (
        '<h2 id="h-why-we-sit"><a href="#h-why-we-sit">Why <em>we</em> sit</a></h2>\n'
    )


def test_the_outline_names_level_anchor_and_words() -> None:
    assert render_post("# A & *b*\n\n#### `c`[^1]\n\n[^1]: d").outline == (
        Heading(2, "h-a-b", "A & b"),
        Heading(4, "h-c", "c"),
    )


@pytest.mark.parametrize("inside", ["[a](/b)", "a[^1]", "<a href=/b>a</a>", "https://a.example/"])
def test_a_heading_that_holds_a_link_has_an_anchor_and_no_link_around_it(inside: str) -> None:
    html = render_post(f"## {inside} c\n\n[^1]: d").html
    assert html.startswith('<h2 id="h-')
    assert '><a href="#h-' not in html


def test_an_anchor_stays_when_other_headings_change() -> None:
    assert anchors("## One\n\n## Two")[1] == anchors("## First\n\n### More\n\n## Two")[-1] == "h-two"


def test_headings_that_read_the_same_are_numbered() -> None:
    assert anchors("# A\n\n# A\n\n# A 2\n\n# A") == ["h-a", "h-a-2", "h-a-2-2", "h-a-3"]


def test_every_anchor_is_given_once() -> None:
    given = anchors('# A\n\n<h3 id="h-a">b</h3>\n\n<h3 id="h-a">c</h3>\n\n# A\n\n# A-2')
    assert given == ["h-a-2", "h-a", "h-c", "h-a-3", "h-a-2-2"]


@pytest.mark.parametrize("words", ["שלום עולם", "مرحبا", "第一章", "Γειά", "🌍", "第一章 Python"])
def test_words_that_ascii_cannot_spell_have_an_anchor_of_their_own(words: str) -> None:
    [anchor] = anchors(f"## {words}")
    assert re.fullmatch("h-(python-)?[0-9a-f]{8}", anchor)
    assert anchors(f"## x\n\n### {words}")[1] == anchor
    assert anchors(f"## {words}{words}") != [anchor]


def test_a_heading_without_words_has_no_anchor() -> None:
    rendered = render_post("##\n\n<h3></h3>")
    assert rendered.outline == ()
    assert " id=" not in rendered.html


def test_headings_written_in_html_have_anchors_too() -> None:
    assert render_post("<h3>A</h3>").html == '<h3 id="h-a"><a href="#h-a">A</a></h3>'


@pytest.mark.parametrize(
    "anchor",
    ["main", "respond", "comments", "comment-7", "commentform", "h", "h-", "H-a", "h-A", "h-a b", "h--a", "x-h-a"],
)
def test_nobody_can_type_an_id_of_the_page(anchor: str) -> None:
    """Scripts and links find what they look for, and never what an author named so."""
    for element in ("h2", "p", "a href=/a", "section", "li", "form"):
        assert f'id="{anchor}"' not in render_post(f'<{element} id="{anchor}">a').html
    assert "id=" not in render_comment(f'<h2 id="{anchor}">a</h2>').html


def test_no_id_of_a_page_begins_like_an_anchor() -> None:
    ids = [name for path in TEMPLATES.rglob("*.html") for name in re.findall(r'\bid="([^"]*)', path.read_text())]
    assert "main" in ids
    assert [name for name in ids if name.startswith(("h-", "fn-", "fnref-"))] == []


def test_the_deepest_heading_is_not_repaired_by_another_parser() -> None:
    html = render_post("<div>" * 39 + "<h2>" + "<b>" * 30 + "a").html
    assert sanitize(html, AUTHORS).html == html


def test_thousands_of_headings_are_told_apart() -> None:
    headed = with_anchors("<h2>a</h2>" * 20_000)
    assert len(set(re.findall(' id="([^"]*)"', headed))) == 20_000


def words(count: int) -> SafeHtml:
    return SafeHtml("<p>" + "word " * count + "</p>")


def headings(*levels: int) -> list[Heading]:
    return [Heading(level, f"h-{number}", str(number)) for number, level in enumerate(levels)]


def test_a_long_text_of_several_parts_has_a_table_of_contents() -> None:
    shape = [
        (section.heading.text, [part.text for part in section.parts])
        for section in contents_of(headings(2, 3, 4, 3, 2), words(900))
    ]
    assert shape == [("0", ["1", "3"]), ("4", [])]


def test_headings_above_the_first_of_the_highest_level_are_not_lost() -> None:
    shape = [section.heading.text for section in contents_of(headings(4, 3, 3, 3), words(900))]
    assert shape == ["0", "1", "2", "3"]


@pytest.mark.parametrize(
    ("outline", "html"), [(headings(2, 2, 2), words(5000)), (headings(2, 2, 2, 2), words(899)), ([], words(0))]
)
def test_a_short_text_or_one_of_few_parts_has_none(outline: list[Heading], html: SafeHtml) -> None:
    assert contents_of(outline, html) == ()


def test_chinese_is_long_by_its_signs() -> None:
    assert contents_of(headings(2, 2, 2, 2), SafeHtml(f"<p>{'字' * 1800}</p>"))
    assert not contents_of(headings(2, 2, 2, 2), SafeHtml(f"<p>{'字' * 1700}</p>"))
