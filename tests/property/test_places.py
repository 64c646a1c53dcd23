"""Wherever a removal says that it stood, it stood."""

from hypothesis import given, settings
from hypothesis import strategies as st

from blog.text.markdown import comment_markdown
from blog.text.markdown.sources import rendered_with_sources
from blog.text.markup import EVIDENCE_LIMIT, RemovalRule
from blog.text.plain import storable
from blog.text.policy import READERS
from blog.text.render import render_comment
from blog.text.sanitize import sanitize
from tests.property.test_sanitize import soups

LINES = st.sampled_from(
    [
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "    ",
        "\t",
        "`<u>` ",
        "<u>",
        "</u>",
        "<!-- c -->",
        "<b\n> x=1>",
        "word ",
        "<font a=b>",
    ]
)
texts = st.lists(st.one_of(LINES, LINES, soups), max_size=12).map("".join)
AS_TYPED = {RemovalRule.ELEMENT, RemovalRule.COMMENT, RemovalRule.DECLARATION}


@given(text=texts)
@settings(max_examples=400, deadline=None)
def test_a_place_holds_what_was_taken_away(text: str) -> None:
    text = storable(text)
    for removal in render_comment(text).removals:
        for number, (start, end) in enumerate(removal.places):
            assert 0 <= start < end <= len(text)
            if removal.rule in AS_TYPED and number == 0 and len(removal.source) < EVIDENCE_LIMIT:
                assert without_signs(text[start:end]) == without_signs(removal.source)
            if number:
                assert text[start : start + 2] == "</"


@given(text=texts)
@settings(max_examples=200, deadline=None)
def test_looking_where_things_stand_changes_nothing_of_the_html(text: str) -> None:
    markdown, text = comment_markdown(), storable(text)
    html, _ = rendered_with_sources(markdown, text)

    assert html == markdown.render(text)
    assert sanitize(html, READERS).html == render_comment(text).html or render_comment(text).is_plain


def without_signs(text: str) -> str:
    """Without what stands before the lines of quotations and lists."""
    return "".join(text.replace("&#0", "&#").split()).replace(">", "").replace("\ufffd", "")
