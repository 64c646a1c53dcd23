"""Markdown that others wrote as examples, and Markdown that others wrote to stop a parser."""

import re
from collections.abc import Callable

import pytest

from bench.cleaning import milliseconds, ordinary
from blog.text.markdown import post_markdown
from blog.text.markup import Rendered
from blog.text.render import render_comment, render_post
from tests.corpora.collections import LARGEST, markdown_examples, pathological_texts
from tests.corpora.judge import text_of

pytestmark = pytest.mark.corpora

MAY_DIFFER = 5
A_LONG_POST = 100_000


@pytest.mark.parametrize("render", [render_comment, render_post])
def test_no_words_of_an_example_are_lost(render: Callable[[str], Rendered]) -> None:
    lost = {markdown: words for markdown, html in markdown_examples() if (words := _lost(render, markdown, html))}
    assert not lost


def test_posts_are_written_in_commonmark() -> None:
    """The authors' preset, its own rules and all, against the HTML of the specification, before sanitizing.

    Before they are compared, both sides are made alike in what posts mean to do otherwise, and in nothing else:

    - the title of a post is its only h1: h1 counts as h2;
    - a picture alone in its paragraph is a figure, and its title the caption: the figure is put back into a paragraph,
      and the caption into the title;
    - pictures say when they load: `loading` is left out;
    - code is coloured: the spans of its tokens are left out;
    - text is written as serialisers write it: a quotation mark in text may be a reference, and a space that
      doesn't break is one;
    - an empty quotation may hold a line end.

    Bare addresses, which posts make links of, are not made alike: they are among what may differ.
    """
    preset = post_markdown()
    examples = markdown_examples()
    differ = {text: html for text, html in examples if _alike(preset.render(text)) != _alike(html)}
    assert len(differ) <= (MAY_DIFFER if len(examples) > 100 else 0), differ


def _alike(html: str) -> str:
    html = re.sub(r"(</?)h1>", r"\1h2>", html)
    html = re.sub('<figure class="float-end">(.*?)</figure>', _paragraph_of, html, flags=re.DOTALL)
    html = re.sub(' loading="(lazy|eager)"', "", html)
    html = re.sub(
        "<pre>.*?</pre>", lambda code: re.sub('<span class="[a-z]+">|</span>', "", code.group()), html, flags=re.DOTALL
    )
    html = html.replace("&quot;", '"').replace("&nbsp;", "\xa0")
    return html.replace("<blockquote>\n</blockquote>", "<blockquote></blockquote>")


def _paragraph_of(figure: re.Match[str]) -> str:
    picture, _, caption = figure.group(1).removesuffix("</figcaption>").partition("<figcaption>")
    title = f' title="{caption}" />' if caption else " />"
    return f"<p>{title.join(picture.rsplit(' />', 1))}</p>"


def _lost(render: Callable[[str], Rendered], markdown: str, expected: str) -> set[str]:
    """The typed words that should be read and can't."""
    rendered = render(markdown)
    removed = (removal.text for removal in rendered.removals)
    languages = re.findall('class="language-([^"]*)"', rendered.html)
    left = " ".join([text_of(rendered.html), *removed, *languages])
    return {word for word in re.findall(r"[^\W_]+", text_of(expected)) if word in markdown and word not in left}


@pytest.mark.parametrize(("name", "text"), pathological_texts(), ids=lambda value: value[:30])
def test_hostile_markdown_costs_no_more_than_three_times_ordinary_text(name: str, text: str) -> None:
    usual = milliseconds(render_comment, ordinary(LARGEST))
    assert milliseconds(render_comment, text) < 3 * usual


@pytest.mark.parametrize(("name", "text"), pathological_texts(A_LONG_POST), ids=lambda value: value[:30])
def test_a_hostile_post_costs_at_most_five_times_an_ordinary_one(name: str, text: str) -> None:
    usual = milliseconds(render_post, ordinary(A_LONG_POST), runs=2)
    assert milliseconds(render_post, text, runs=1) < 5 * usual
