"""Words that a moderator should look at, marked in the safe HTML."""

import time

import pytest

from blog.text.links import links_in
from blog.text.marking import MOST_PLACES, marked_html
from blog.text.markup import SafeHtml
from blog.text.render import render_comment


def marked(text: str, *marks: str) -> str:
    return str(marked_html(render_comment(text).html, marks)).strip()


@pytest.mark.parametrize(
    ("text", "mark", "expected"),
    [
        ("Buy pills now.", "pills", "<p>Buy <mark>pills</mark> now.</p>"),
        ("v<b>ia</b>gra", "viagra", "<p><mark>v</mark><b><mark>ia</mark></b><mark>gra</mark></p>"),
        ("R&D *now*", "R&D now", "<p><mark>R&amp;D </mark><em><mark>now</mark></em></p>"),
        ("v\u200bi\u00adagra", "viagra", "<p><mark>v\u200bi\u00adagra</mark></p>"),
        ("cheap\npills", "cheap pills", "<p><mark>cheap</mark><br><mark>\npills</mark></p>"),
        ("Cheap pills", "cheap", "<p>Cheap pills</p>"),
        ("a cat in a catalogue", "cat", "<p>a <mark>cat</mark> in a catalogue</p>"),
        ("catalogue", "cat", "<p><mark>cat</mark>alogue</p>"),
        ("a &lt;mark&gt;", "<mark>", "<p>a <mark>&lt;mark&gt;</mark></p>"),
        ("plain", " \n ", "<p>plain</p>"),
    ],
)
def test_a_mark_stands_around_the_words_as_they_are_read(text: str, mark: str, expected: str) -> None:
    assert marked(text, mark) == expected


def test_no_mark_goes_over_the_border_of_a_block() -> None:
    assert "<mark>" not in marked("one\n\ntwo", "one two")
    assert "<mark>" not in marked("- one\n- two", "one two")


def test_marks_that_overlap_are_one() -> None:
    assert marked("big cheap pills", "big cheap", "cheap pills") == "<p><mark>big cheap pills</mark></p>"


def test_what_is_not_there_leaves_the_html_itself() -> None:
    html = SafeHtml("<p>a</p>")
    assert marked_html(html, ["b"]) is html


def test_a_letter_that_is_everywhere_takes_no_time() -> None:
    html = render_comment("a " * 30_000).html
    begin = time.perf_counter()
    result = marked_html(html, ["a"] * 9 + ["A", "a a"])
    assert time.perf_counter() - begin < 2
    assert 0 < result.count("<mark>") <= MOST_PLACES


def test_links_that_are_nearly_what_stands_beside_them_take_no_time() -> None:
    """A24: fifty marks, each of which fits the text but for its last letter, wherever one begins to read."""
    lies = "".join(f"[{'a' * 298}b{number:03} www.example.com](http://example.net)\n" for number in range(50))
    html = render_comment(lies + "a" * (65_000 - len(lies))).html
    begin = time.perf_counter()
    marked_html(html, [link.words for link in links_in(html) if link.is_lying])
    assert time.perf_counter() - begin < 1


def test_a_word_that_goes_on_unseen_is_no_word_of_its_own() -> None:
    assert marked("cat\u200balogue, cat", "cat") == "<p>cat\u200balogue, <mark>cat</mark></p>"
