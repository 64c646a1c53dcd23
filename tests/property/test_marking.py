"""Marks are put around words and change nothing else, whatever the HTML and whatever is marked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.text.marking import marked_html
from blog.text.markup import SafeHtml
from blog.text.policy import READERS
from blog.text.render import render_comment
from blog.text.sanitize import sanitize
from blog.text.tokens import Kind, tokens
from tests.corpora import judge
from tests.corpora.collections import hostile_texts
from tests.property.test_sanitize import soups

TRICKS = (
    '[<blockquote cite="]">[" onmouseover="alert(1)" a="]',
    "<abbr title='<mark>\" onclick=\"'>a</abbr>",
    "v<b>ia</b>gra &amp;lt;mark&amp;gt; &lt;/mark&gt; &nbsp;\xa0 a",
    "<ul><li>a</li>\n<li>b</ul><pre>\n\na</pre>",
    '[a"onx=](https://a.example/\'"<mark>) http://a.example/?a="onmouseover="a',
)
texts = st.lists(st.one_of(st.sampled_from(TRICKS), soups), max_size=6).map("".join)
marks = st.lists(
    st.one_of(st.sampled_from(["a", "viagra", "<", ">", '"', "&", "mark", "lt;", "x a", "\xa0", "onclick"]), st.text()),
    max_size=6,
)


def unmarked(html: SafeHtml) -> str:
    return str(html).replace("<mark>", "").replace("</mark>", "")


@given(text=texts, marks=marks)
@settings(max_examples=300, deadline=None)
def test_without_its_marks_the_result_is_what_went_in(text: str, marks: list[str]) -> None:
    for html in (sanitize(text, READERS).html, render_comment(text).html):
        assert unmarked(marked_html(html, marks)) == html


@given(text=texts, marks=marks)
@settings(max_examples=300, deadline=None)
def test_a_parser_reads_the_same_elements_and_attributes_and_the_same_text(text: str, marks: list[str]) -> None:
    html = sanitize(text, READERS).html

    assert read(marked_html(html, marks)) == read(html)


WITH_MARKS = judge.READERS | {"mark": set[str]()}


@pytest.mark.parametrize("mark", ["alert", "a", "<", '"', "onerror", "&", "/"])
def test_no_hostile_text_comes_alive_by_its_marks(mark: str) -> None:
    for text in hostile_texts():
        html = render_comment(text).html
        marked = marked_html(html, [mark])

        assert unmarked(marked) == html
        assert judge.complaints(marked, WITH_MARKS) == []


def read(html: SafeHtml) -> tuple[list[object], str]:
    found = [token for token in tokens(str(html)) if token.name != "mark"]
    tags = [(token.kind, token.name, token.attributes) for token in found if token.kind is not Kind.TEXT]
    return list(tags), "".join(token.text for token in found if token.kind is Kind.TEXT)
