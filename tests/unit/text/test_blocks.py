"""Where the blocks of a text begin."""

from blog.text.blocks import block_lines
from blog.text.render import render_post

TEXT = """# One

Two
lines.

- three
  - inner
- four

> five

![A picture](/static/pictures/psoas.svg "Caption"){.left}

```
code
```
"""


def test_each_outermost_block_has_the_line_on_which_it_begins() -> None:
    assert block_lines(TEXT) == [0, 2, 5, 9, 11, 13]


def test_there_are_as_many_as_the_rendered_text_has_blocks() -> None:
    html = str(render_post("One.\n\n## Two\n\n- three\n\n> four").html)

    assert len(block_lines("One.\n\n## Two\n\n- three\n\n> four")) == 4
    assert [html.count(tag) for tag in ("<p>One", "<h2", "<ul", "<blockquote")] == [1, 1, 1, 1]


def test_a_text_over_budget_has_none() -> None:
    assert block_lines("[" * 200_000) == []
    assert block_lines("") == []
