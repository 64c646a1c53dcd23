import pytest

from blog.text.markup import EVIDENCE_LIMIT, RemovalRule
from blog.text.policy import AUTHORS, READERS
from blog.text.sanitize import plain_html, sanitize


def test_what_the_policy_names_stays_as_it_is() -> None:
    html = '<p>a <abbr title="b">c</abbr><br>\n<code class="language-c">d</code></p>\n<ol start="3"><li>e</li></ol>'
    assert sanitize(html, READERS).html == html
    assert sanitize(html, READERS).removals == ()


def test_a_link_of_a_reader_gets_one_rel_and_no_other_attribute() -> None:
    clean = sanitize('<a target=_blank rel=me href=" HTTP://a.example/\n?b&amp;c ">x</a>', READERS)
    assert clean.html == '<a href="HTTP://a.example/?b&amp;c" rel="nofollow ugc noopener">x</a>'
    assert [removal.name for removal in clean.removals] == ["target", "rel"]


def test_an_element_goes_and_its_text_stays() -> None:
    clean = sanitize("a<font color=red>b</font>c", READERS)
    assert clean.html == "abc"
    [removal] = clean.removals
    assert (removal.rule, removal.name, removal.source, removal.text) == ("element", "font", "<font color=red>", "")


@pytest.mark.parametrize(
    "name", "script style textarea title xmp iframe noembed noframes noscript svg math template".split(" ")
)
def test_an_element_that_is_not_for_reading_goes_with_its_content(name: str) -> None:
    clean = sanitize(f"a<{name}>b</{name}>c", AUTHORS)
    assert clean.html == "ac"
    [removal] = clean.removals
    assert (removal.rule, removal.name, removal.text) == ("element_with_content", name, "b")
    assert removal.source == f"<{name}>b</{name}>"


@pytest.mark.parametrize("name", ["script", "style", "textarea", "svg", "template", "plaintext"])
def test_an_element_that_never_ends_swallows_nothing(name: str) -> None:
    clean = sanitize(f"a<{name}>b <b>c</b>", READERS)
    assert clean.html == "ab <b>c</b>"
    assert [(removal.rule, removal.name) for removal in clean.removals] == [("element", name)]


def test_drawings_in_drawings_end_with_the_outer_one() -> None:
    assert sanitize("a<svg>b<svg>c</svg>d</svg>e", READERS).html == "ae"


@pytest.mark.parametrize(
    ("html", "rule", "name"),
    [
        ("a<!-- b -->c", RemovalRule.COMMENT, "comment"),
        ("a<!DOCTYPE html>c", RemovalRule.DECLARATION, "!doctype"),
        ("a<?php b ?>c", RemovalRule.DECLARATION, "?php"),
        ("a<b onclick=x></b>c", RemovalRule.ATTRIBUTE, "onclick"),
        ("a<blockquote cite='http://b.example'></blockquote>c", RemovalRule.SCHEME, "http"),
        ("a<a href='javascript:b'></a>c", RemovalRule.SCHEME, "javascript"),
        ("a<a href=b></a>c", RemovalRule.SCHEME, "relative"),
        ("a<a name=b></a>c", RemovalRule.ATTRIBUTE, "name"),
        ("a<a></a>c", RemovalRule.ELEMENT, "a"),
        ("a<li></li>c", RemovalRule.MISPLACED, "li"),
    ],
)
def test_the_list_says_what_was_taken_and_by_which_rule(html: str, rule: RemovalRule, name: str) -> None:
    assert [(removal.rule, removal.name) for removal in sanitize(html, READERS).removals] == [(rule, name)]


@pytest.mark.parametrize("html", ["a < b", "a <b", "a <b c='d", "a </b", "a <!-- b", "a <!b", "a <"])
def test_what_never_ends_is_text(html: str) -> None:
    clean = sanitize(html, READERS)
    assert clean.html == html.replace("<", "&lt;")
    assert clean.removals == ()


def test_a_tag_with_hundreds_of_attributes_is_text() -> None:
    assert sanitize("<b " + "a " * 300 + ">x</b>", READERS).html.startswith("&lt;b a a a")


def test_evidence_is_cut_and_text_is_not() -> None:
    [removal] = sanitize(f"<script>{'x' * 9000}</script>", READERS).removals
    assert len(removal.source) == EVIDENCE_LIMIT
    assert len(removal.text) == 9000


@pytest.mark.parametrize(
    ("html", "tree"),
    [
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<p>a<ul><li>b</p>c</ul>", "<p>a</p><ul><li>bc</li></ul>"),
        ("<b><i>a</b>b</i>", "<b><i>a</i></b>b"),
        ("<b>a<blockquote>b</b>c</blockquote>", "<b>a</b><blockquote>bc</blockquote>"),
        ("<ul>a<li>b<li>c</ul>", "<ul><li>a</li><li>b</li><li>c</li></ul>"),
        ("<ul><ul><li>a</ul></ul>", "<ul><li><ul><li>a</li></ul></li></ul>"),
        ("<a href='http://a.example'>a<a href='http://b.example'>b", None),
        ("<pre>\n\na</pre>", "<pre>a</pre>"),
        ("</p></b>a", "a"),
    ],
)
def test_what_is_written_leaves_parsers_nothing_to_repair(html: str, tree: str | None) -> None:
    rel = ' rel="nofollow ugc noopener"'
    links = f'<a href="http://a.example"{rel}>a</a><a href="http://b.example"{rel}>b</a>'
    assert sanitize(html, READERS).html == (tree or links)


@pytest.mark.parametrize(
    ("html", "tree"),
    [
        ("<table>a<td>b", "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"),
        ("<table><tr><th>a<tr><td>b<table><td>c</table>d</table>", None),
        ("<table><caption>a<thead><tr><td>b", "<table><caption>a</caption><thead><tr><td>b</td></tr></thead></table>"),
        ("<dl>a<dt>b<dd>c</dl>", "<dl><dd>a</dd><dt>b</dt><dd>c</dd></dl>"),
        ("<h2>a<h3>b</h2>", "<h2>a</h2><h3>b</h3>"),
        ("<details><summary>a<p>b</details>c", "<details><summary>a</summary><p>b</p></details>c"),
    ],
)
def test_tables_and_descriptions_get_the_parts_that_they_lack(html: str, tree: str | None) -> None:
    inner = "<table><tbody><tr><td>c</td></tr></tbody></table>"
    rows = f"<tr><th>a</th></tr><tr><td>b{inner}d</td></tr>"
    assert sanitize(html, AUTHORS).html == (tree or f"<table><tbody>{rows}</tbody></table>")


def test_only_so_many_elements_are_open_at_once() -> None:
    clean = sanitize("<blockquote>" * 100 + "x", READERS)
    assert clean.html.count("<blockquote>") == READERS.depth
    assert {removal.rule for removal in clean.removals} == {"misplaced"}


def test_a_host_that_only_nh3_refuses_is_a_removal_of_the_second_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blog.text.schemes._is_label", lambda label: True)
    clean = sanitize('a <a href="http://xn--a">b</a>', READERS)
    assert clean.html == "a b"
    assert RemovalRule.SECOND_PASS in {removal.rule for removal in clean.removals}


def test_when_the_passes_never_agree_the_text_alone_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blog.text.sanitize.by_nh3", lambda html, policy: html + "<b>x</b>")
    clean = sanitize("<i>a &lt;</i>\n\n<b>b</b>", READERS)
    assert clean.html == "<p>a &lt;</p>\n<p>b</p>"
    assert [removal.rule for removal in clean.removals] == ["second_pass"]


def test_the_last_look_at_addresses_stands_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blog.text.sanitize.by_bleach", lambda html, policy: html)
    monkeypatch.setattr("blog.text.sanitize.by_nh3", lambda html, policy: html)
    monkeypatch.setattr("blog.text.schemes._is_web_address", lambda address: True)
    clean = sanitize('<b>a</b> <a href="javascript:1">b</a>', READERS)
    assert clean.html == "<p>a b</p>"


def test_plain_text_keeps_its_paragraphs_and_lines() -> None:
    assert plain_html("\na <b>\nc\n\n \n\nd\r\n") == "<p>a &lt;b&gt;<br>\nc</p>\n<p>d</p>"
