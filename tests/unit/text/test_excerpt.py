import pytest

from blog.text.excerpt import excerpt, plain_text
from blog.text.markup import SafeHtml
from blog.text.render import render_comment, render_post


def test_plain_text_has_a_line_for_each_block_and_no_markup() -> None:
    html = render_post("# a\n\nb *c* &lt;d&gt;\n\n- e\n- f  \n  g").html
    assert plain_text(html) == "a\nb c <d>\ne\nf\ng"


def test_an_excerpt_is_cut_between_words_within_the_limit() -> None:
    html = render_comment("one two, three four").html
    assert excerpt(html, 19) == "one two, three four"
    assert excerpt(html, 18) == "one two, three…"
    assert excerpt(html, 9) == "one two…"


@pytest.mark.parametrize("limit", range(1, 40))
def test_an_excerpt_is_never_longer_than_asked(limit: int) -> None:
    assert len(excerpt(SafeHtml("<p>" + "word, " * 20 + "</p>"), limit)) <= limit


def test_a_word_that_is_too_long_is_cut_but_no_character_is_taken_apart() -> None:
    assert excerpt(SafeHtml("<p>" + "ab" * 20 + "</p>"), 6) == "ababa…"
    assert excerpt(SafeHtml("<p>abc" + "e\u0301" * 20 + "</p>"), 5) == "abc…"
    assert excerpt(SafeHtml("<p>ab" + "👩\u200d🔧" * 20 + "</p>"), 5) == "ab…"


def test_pictures_and_footnotes_are_not_the_story() -> None:
    html = render_post('![a](/b.svg "caption")\n\nstory[^1] here\n\n[^1]: note').html
    assert excerpt(html) == "story here"


def test_nothing_gives_nothing() -> None:
    assert excerpt(SafeHtml("")) == ""
    assert plain_text(SafeHtml("<p></p>")) == ""
