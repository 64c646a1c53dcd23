"""Safe HTML made for places away from its page."""

import pytest

from blog.text.absolute import absolute_html
from blog.text.markup import SafeHtml

SITE = "https://blog.example"
PAGE = "https://blog.example/2026/04/hips/"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="/about/">x</a>', f'<a href="{SITE}/about/">x</a>'),
        ('<a href="#fn-1">x</a>', f'<a href="{PAGE}#fn-1">x</a>'),
        ('<img src="/a.png" alt="/b">', f'<img src="{SITE}/a.png" alt="/b">'),
        (
            '<img srcset="/a-320.webp 320w, /a-640.webp 640w" src="/a.png">',
            f'<img srcset="{SITE}/a-320.webp 320w, {SITE}/a-640.webp 640w" src="{SITE}/a.png">',
        ),
    ],
)
def test_a_local_address_becomes_absolute(html: str, expected: str) -> None:
    assert absolute_html(SafeHtml(html), SITE, PAGE) == expected


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://example.org/">x</a>',
        '<a href="mailto:a@example.org">x</a>',
        '<p>Write href="/about/" or src="#x".</p>',
        '<abbr title="x href=&quot;/about/&quot;">y</abbr>',
        '<a href="https://example.org/" title="x src=">/about/</a>',
        '<a href="https://example.org/" title=" srcset=" id="fn-1">, /about/</a>',
        '<pre><code>&lt;a href="/about/"&gt;</code></pre>',
        '<h2 id="/a">#b</h2>',
    ],
)
def test_nothing_else_is_touched(html: str) -> None:
    assert absolute_html(SafeHtml(html), SITE, PAGE) == html


def test_what_is_inserted_is_escaped_and_no_pattern() -> None:
    html = absolute_html(SafeHtml('<a href="/b">x</a>'), r'http://a.example/"><b>&\1', PAGE)

    assert html == r'<a href="http://a.example/&quot;&gt;&lt;b&gt;&amp;\1/b">x</a>'
    assert isinstance(html, SafeHtml)
