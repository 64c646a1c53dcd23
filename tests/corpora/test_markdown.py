"""Markdown that others wrote as examples, and Markdown that others wrote to stop a parser."""

import re
from collections.abc import Callable

import pytest

from bench.cleaning import milliseconds, ordinary
from blog.text.markup import Rendered
from blog.text.render import render_comment, render_post
from tests.corpora.collections import LARGEST, markdown_examples, pathological_texts
from tests.corpora.judge import text_of

pytestmark = pytest.mark.corpora


@pytest.mark.parametrize("render", [render_comment, render_post])
def test_no_words_of_an_example_are_lost(render: Callable[[str], Rendered]) -> None:
    lost = {markdown: words for markdown, html in markdown_examples() if (words := _lost(render, markdown, html))}
    assert not lost


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
    assert milliseconds(render_post, text, runs=1) < 1000
