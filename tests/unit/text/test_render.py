import re

import pytest

from blog.text.markup import POLICY_VERSION, OverBudget, SafeHtml
from blog.text.render import render_comment, render_post

LINK = '<a href="{0}" rel="nofollow ugc noopener">{1}</a>'


def comment(text: str) -> str:
    return str(render_comment(text).html).strip()


def post(text: str) -> str:
    return str(render_post(text).html).strip()


def test_a_comment_is_markdown_in_which_every_line_end_counts() -> None:
    assert comment("one\ntwo **three**\n\n> four") == (
        "<p>one<br>\ntwo <strong>three</strong></p>\n<blockquote>\n<p>four</p>\n</blockquote>"
    )


def test_what_is_rendered_says_by_which_policy() -> None:
    rendered = render_comment("x")
    assert isinstance(rendered.html, SafeHtml)
    assert rendered.policy_version == POLICY_VERSION
    assert not rendered.is_plain
    assert rendered.removals == ()


@pytest.mark.parametrize(
    "text",
    ["# one", "---", "* * *", "***", "_ _ _", "- - -", "[a]: http-b", "|a|b|", "===", "[^1]: a", "{{a}}"],
)
def test_what_comments_do_not_have_stays_as_it_was_typed(text: str) -> None:
    assert comment(text) == f"<p>{text}</p>"


def test_a_picture_in_a_comment_is_a_link_to_it() -> None:
    assert comment("![a](http://b.example/c.png)") == f"<p>!{LINK.format('http://b.example/c.png', 'a')}</p>"


@pytest.mark.parametrize("text", ["[a](b)", "[a](/b)", "[a](ftp://b.example)", "[a](javascript:b)", "<b:c>"])
def test_a_link_that_may_not_be_stays_as_it_was_typed(text: str) -> None:
    assert comment(text) == f"<p>{text}</p>".replace("<b:c>", "&lt;b:c&gt;")


@pytest.mark.parametrize(
    ("text", "address", "shown"),
    [
        ("http://a.example", "http://a.example", "http://a.example"),
        ("see (https://a.example/b_(c)_d).", "https://a.example/b_(c)_d", "https://a.example/b_(c)_d"),
        ("WWW.a.example/b?c=d, e", "http://WWW.a.example/b?c=d", "WWW.a.example/b?c=d"),
        ("<b>https://a.example/?b&c</b>", "https://a.example/?b&amp;c", "https://a.example/?b&amp;c"),
        ("»https://a.example/ü«", "https://a.example/%C3%BC%C2%AB", "https://a.example/ü«"),
        ("*https://a.example/*", "https://a.example/", "https://a.example/"),
    ],
)
def test_bare_addresses_become_links(text: str, address: str, shown: str) -> None:
    assert LINK.format(address, shown) in comment(text)


@pytest.mark.parametrize("text", ["`http://a.example`", "    http://a.example", "http://", "www.", "ahttp://b.example"])
def test_no_link_is_made_in_code_or_of_half_an_address(text: str) -> None:
    assert "<a" not in comment(text)


@pytest.mark.parametrize(
    "text", ["[http://a.example](http://b.example)", "<a href=http://b.example>http://a.example</a>"]
)
def test_no_link_is_made_in_a_link(text: str) -> None:
    assert comment(text) == f"<p>{LINK.format('http://b.example', 'http://a.example')}</p>"


def test_after_an_element_of_html_a_comment_goes_on_in_markdown() -> None:
    assert comment("<blockquote>one\n<blockquote>two</blockquote>\n</blockquote>\n*three*\nfour") == (
        "<blockquote>one\n<blockquote>two</blockquote>\n</blockquote>\n<p><em>three</em><br>\nfour</p>"
    )


@pytest.mark.parametrize("address", ["b", "b.png", "ftp://b.example", "//b.example"])
def test_an_author_is_told_of_a_link_that_may_not_be(address: str) -> None:
    rendered = render_post(f"[a]({address}) ![c]({address})")
    assert rendered.html.strip() == "<p>a </p>"
    assert [removal.name for removal in rendered.removals] == [
        address.partition(":")[0] if ":" in address else "relative",
        "src",
    ]


def test_an_address_longer_than_any_is_no_link() -> None:
    assert "<a" not in comment("http://a.example/" + "b" * 3000)


def test_a_fence_names_its_language_and_loses_no_line() -> None:
    assert comment('```c++\n"a" <b>\n```') == '<pre><code class="language-c++">"a" &lt;b&gt;\n</code></pre>'
    assert post('```text and more\n"a" <b>\n```') == '<pre><code class="language-text">"a" &lt;b&gt;\n</code></pre>'
    assert comment("```print(1)\n2\n```") == "<pre><code>print(1)\n2\n</code></pre>"


def test_over_budget_means_plain_and_whole_and_said() -> None:
    text = "*a* *b* <br>\nc\n\n" * 900
    rendered = render_comment(text)
    assert rendered.is_plain
    assert rendered.html.startswith("<p>*a* *b* &lt;br&gt;<br>\nc</p>\n<p>*a*")
    [removal] = rendered.removals
    assert (removal.rule, removal.name, removal.text) == ("over_budget", "steering", "")


@pytest.mark.parametrize(
    ("place", "name"), [("", "float-end"), ("{.right}", "float-end"), ("{.left}", "float-start"), (" {.wide}", "wide")]
)
def test_a_picture_alone_in_its_paragraph_is_a_figure(place: str, name: str) -> None:
    inside = '<img src="/c.svg" alt="a b" loading="eager"><figcaption>d <em>e</em></figcaption>'
    assert post(f'![a *b*](/c.svg "d *e*"){place}') == f'<figure class="{name}">{inside}</figure>'


def test_a_picture_with_a_link_is_a_figure_and_one_among_words_is_none() -> None:
    assert post("[![a](/b.svg)](http://c.example)") == (
        '<figure class="float-end"><a href="http://c.example"><img src="/b.svg" alt="a" loading="eager"></a></figure>'
    )
    assert post("x ![a](/b.svg)") == '<p>x <img src="/b.svg" alt="a" loading="eager"></p>'


def test_the_headings_of_a_post_begin_below_its_title() -> None:
    html = post("# a\n\nb\n===\n\n## c\n\n### d")
    assert re.findall("<(h.) ", html) == ["h2", "h2", "h2", "h3"]


def test_cells_are_aligned_without_a_style() -> None:
    html = post("|a|b|c|\n|:-|:-:|-|\n|d|e|f|")
    assert '<th align="left">a</th>' in html
    assert '<td align="center">e</td>' in html
    assert "<td>f</td>" in html
    assert "style" not in html


def test_footnotes_lead_there_and_back_and_differ_between_posts() -> None:
    html = post("a[^n] b[^n]\n\n[^n]: c *d*")
    ids, ways = re.findall(' id="([^"]*)"', html), re.findall(' href="#([^"]*)"', html)
    assert sorted(set(ids)) == sorted(set(ways))
    assert len(ids) == len(set(ids)) == 3
    assert not set(ids) & set(re.findall(' id="([^"]*)"', post("e[^n]\n\n[^n]: f")))


def test_a_caption_may_have_a_footnote() -> None:
    html = post('![a](/b.svg "c[^n]")\n\n[^n]: d')
    assert set(re.findall(' href="#(fn-[^"]*)"', html)) == set(re.findall(' id="(fn-[^"]*)"', html)) != set()


def test_authors_may_write_safe_html() -> None:
    html = "<details><summary>a</summary>\n<p>b <kbd>c</kbd> <mark>d</mark></p>\n</details>"
    assert post(html) == html
    assert post("<div class=x onclick=y>a</div><script>z</script>") == "<div>a</div>"


def test_a_list_in_a_table_of_thousands_of_cells_is_not_even_parsed() -> None:
    text = "|" * 900 + "\n" + "|-" * 900 + "|\n" + "a\n" * 900
    rendered = render_post(text)
    assert rendered.over_budget == OverBudget("cells", 5)
    assert (rendered.removals[0].name, rendered.removals[0].line) == ("cells", 5)
    assert rendered.outline == ()
