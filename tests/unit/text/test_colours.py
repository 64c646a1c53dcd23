import json
import re
import subprocess
import sys
import time
from html import unescape
from pathlib import Path

import pytest

from blog.text import colours, lexing
from blog.text.colours import CLASSES, LONGEST_BLOCK, MOST_IN_A_POST, coloured
from blog.text.render import render_comment, render_post

PYTHON = 'def f(x):  # a < b\n    return "y" + 1\n'
HANGING = "\n" * 19_000  # keeps the lexer for C busy for longer than anybody would wait


def post_with(code: str, language: str) -> str:
    return f"```{language}\n{code}```\n"


def test_the_tokens_of_code_have_classes() -> None:
    assert render_post(post_with(PYTHON, "python")).html == (
        '<pre><code class="language-python"><span class="k">def</span> <span class="nf">f</span>(x):  '
        '<span class="c"># a &lt; b</span>\n    <span class="k">return</span> <span class="s">"y"</span> + '
        '<span class="m">1</span>\n</code></pre>\n'
    )


@pytest.mark.parametrize("language", ["PYTHON", "js", "c++", "c#", "html+jinja", "sql", "diff", "console", "go"])
def test_languages_go_by_their_aliases_and_no_sign_is_lost(language: str) -> None:
    code = "-- a\n+ int <b> & 'c' \xa0\n\n$ x = 1; // d\n"
    html = render_post(post_with(code, language)).html
    assert "<span class=" in html
    assert unescape(re.sub("<[^>]*>", "", html)) == code + "\n"


@pytest.mark.parametrize("language", ["", "nothing-known", "text", "../x", "42"])
def test_an_unknown_language_stays_plain(language: str) -> None:
    assert "<span" not in render_post(post_with(PYTHON, language)).html


def test_code_of_readers_is_not_coloured() -> None:
    assert "<span" not in render_comment(post_with(PYTHON, "python")).html


def test_a_token_in_a_list_or_quotation_is_coloured_too() -> None:
    assert '<span class="m">' in render_post("> - a\n>\n>   ```python\n>   1\n>   ```\n").html


def test_only_classes_that_the_policy_names_are_written() -> None:
    assert {name for name in lexing.CLASS_OF.values() if name} == CLASSES


def test_a_post_may_hold_only_so_much_coloured_code() -> None:
    block = ("python", "x = 1\n" * (LONGEST_BLOCK // 6))
    done = coloured([block] * 5 + [("python", "1")])
    assert [html is not None for html in done] == [True, True, True, False, False, True]
    assert 4 * len(block[1]) > MOST_IN_A_POST
    assert coloured([("python", "x" * (LONGEST_BLOCK + 1)), ("python", "")]) == [None, None]


def test_a_lexer_that_never_ends_costs_its_colours_and_nothing_else() -> None:
    begin = time.process_time()
    rendered = render_post(post_with("z = 1\n", "python") + "\n" + post_with(HANGING, "c") + "\n*b*")
    assert time.process_time() - begin < 2
    assert '<span class="m">1</span>' in rendered.html
    assert f'<code class="language-c">{HANGING}</code>' in rendered.html
    assert "<em>b</em>" in rendered.html


def test_the_process_ends_itself() -> None:
    command = [sys.executable, "-I", lexing.__file__]
    process = subprocess.run(command, input=json.dumps([["C", HANGING]]).encode(), capture_output=True)
    assert process.returncode < 0
    assert process.stdout == b""


def test_a_lexer_that_fails_or_loses_something_colours_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "lexing.py"
    program.write_text("""print('null')\nprint('[["k", "other"]]')""")
    monkeypatch.setattr(colours, "_LEXING", str(program))
    assert coloured([("python", "a1"), ("python", "b1"), ("python", "c1")]) == [None, None, None]


def test_without_a_process_there_are_no_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert "<span" not in render_post(post_with("d = 1\n", "python")).html


def test_code_that_was_coloured_before_needs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    first = render_post(post_with("e = 1\n", "python")).html
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert render_post(post_with("e = 1\n", "python")).html == first
