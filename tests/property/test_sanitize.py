"""What holds for every input, tried on inputs that nobody thought of."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.text.markdown import comment_markdown, post_markdown
from blog.text.markup import RemovalRule
from blog.text.policy import AUTHORS, READERS, Policy
from blog.text.render import render_comment, render_post
from blog.text.sanitize import sanitize
from blog.text.second_pass import by_bleach, by_nh3
from tests.corpora import judge

NAMES = (
    "a abbr b blockquote br cite code del em i li ol p pre q s strong ul h1 h2 h3 hr div span section details summary "
    "figure figcaption img picture source dl dt dd table caption thead tbody tfoot tr th td svg math style script "
    "noscript textarea title template select option form button xmp plaintext font nobr center image col colgroup "
    "object ruby rt html "
    "body head frameset marquee applet main"
).split(" ")
ATTRIBUTES = (
    "",
    " href=x",
    ' href="http://a.example/?b&c=d&amp;e"',
    " href=javascript:1",
    ' href="//a.example"',
    ' href="/\\a"',
    ' href="#a"',
    ' href="https://a.example:99999"',
    ' href="http://ä.example/ö ü"',
    ' title="a&lt;b\'&quot;\xa0"',
    " id=fn-1 rel=x",
    " id=h-a-2",
    " class=nf",
    " id=h-",
    " class=language-a",
    ' src=/a alt=""',
    f' srcset="/media/{"a" * 32}-320.webp 320w" type=image/webp sizes="(min-width: 36rem) 20rem, 94vw"',
    f' srcset="/media/{"a" * 32}-320.webp 320w, //b.example/c.webp 640w"',
    " class=gallery decoding=async",
    "/",
    " align=left colspan=2 start=3",
    " onclick=alert(1) style='x'",
)
PIECES = (
    *"\x00 \x0b \x0c \r \n \x1b \x7f \x85 \xa0 \ufeff \u2028 \ufffe".split(" "),
    *"&amp; &lt;b&gt; &nbsp; &#x80; &#0; &#13; &#xd800; &AMP &ampx &notit; &#99999999999;".split(" "),
    *"<!-- --> <! <![CDATA[ ]]> <? < </ > <a <!--> <!--x--> <p/title=\" <b\tc=' \" '".split(" "),
)
SIGNS = (
    *"* ** _ ` ``` ~~ [ ]( ) ![ <http:// > www.a.example https://b.example/ | \\ # --- - 1. [^1] ^[ x".split(" "),
    *("\n", "\n\n", "  \n", "    ", "> ", "- ", " "),
)

starts = st.builds("<{}{}>".format, st.sampled_from(NAMES), st.sampled_from(ATTRIBUTES))
ends = st.builds("</{}>".format, st.sampled_from(NAMES))
pieces = st.one_of(starts, starts, ends, st.sampled_from(PIECES), st.text(max_size=6))
soups = st.lists(pieces, max_size=20).map("".join)
markdown = st.lists(
    st.one_of(
        starts,
        ends,
        st.sampled_from(
            [
                *"* ** _ ` ``` ~~ [ ]( ) ![ <http:// > www.a.example https://b.example/ | \\ # --- - 1. [^1] ^[".split(
                    " "
                )
            ]
        ),
        st.sampled_from(["\n", "\n\n", "  \n", "    ", "> ", "- ", "x", " "]),
        st.text(max_size=6),
    ),
    max_size=25,
).map("".join)
policies = pytest.mark.parametrize("policy", [READERS, AUTHORS], ids=lambda policy: policy.name)


@policies
@given(html=soups)
@settings(max_examples=300, deadline=None)
def test_cleaning_twice_is_cleaning_once(policy: Policy, html: str) -> None:
    once = sanitize(html, policy)
    twice = sanitize(once.html, policy)
    assert twice.html == once.html
    assert twice.removals == ()


@policies
@given(html=soups)
@settings(max_examples=300, deadline=None)
def test_another_parser_finds_nothing_outside_the_policy(policy: Policy, html: str) -> None:
    allowed = judge.READERS if policy is READERS else judge.AUTHORS
    assert judge.complaints(sanitize(html, policy).html, allowed) == []


@policies
@given(html=soups)
@settings(max_examples=300, deadline=None)
def test_bleach_and_nh3_have_nothing_to_change(policy: Policy, html: str) -> None:
    clean = sanitize(html, policy)
    assert RemovalRule.SECOND_PASS not in {removal.rule for removal in clean.removals}
    assert by_bleach(clean.html, policy) == clean.html
    assert by_nh3(clean.html, policy) == clean.html


@given(text=markdown)
@settings(max_examples=300, deadline=None)
def test_what_a_post_becomes_stays_as_it_is_when_it_is_cleaned_again(text: str) -> None:
    rendered = render_post(text)
    again = sanitize(rendered.html, AUTHORS)
    assert (again.html, again.removals) == (rendered.html, ())
    assert RemovalRule.SECOND_PASS not in {removal.rule for removal in rendered.removals}


@given(text=markdown)
@settings(max_examples=400, deadline=None)
def test_markdown_of_any_shape_comes_out_safe(text: str) -> None:
    assert judge.complaints(render_comment(text).html, judge.READERS) == []
    assert judge.complaints(render_post(text).html, judge.AUTHORS) == []


words = st.text(alphabet="abcdefgh ", min_size=1, max_size=8)
kept = st.sampled_from(["b", "em", "blockquote", "q", "div", "h3", "span", "section", "details", "label", "center"])
unread = st.sampled_from(["script", "style", "textarea", "xmp", "svg", "iframe", "title"])
trees = st.recursive(
    words,
    lambda inner: st.one_of(
        st.builds("<{0}>{1}</{0}>".format, kept, inner),
        st.builds("<{0}>{1}</{0}>".format, unread, words),
        st.builds("*{}*".format, inner),
        st.builds("> {}\n\n".format, inner),
        st.builds("- {}\n".format, inner),
        st.builds("[{}](http://a.example/)".format, words),
        st.lists(inner, max_size=5).map(" ".join),
    ),
    max_leaves=20,
)


@given(text=trees)
@settings(max_examples=300, deadline=None)
def test_the_text_of_the_render_is_the_text_of_the_result_and_of_the_list(text: str) -> None:
    """Precisely: of the characters that are not white space, each as often; and the result keeps their order."""
    _assert_text_is_kept(comment_markdown().render(text), READERS)
    _assert_text_is_kept(post_markdown().render(text), AUTHORS)


def _assert_text_is_kept(rendered: str, policy: Policy) -> None:
    clean = sanitize(rendered, policy)
    before, after = _characters(judge.text_of(rendered)), _characters(judge.text_of(clean.html))
    removed = "".join(_characters(removal.text) for removal in clean.removals)
    assert Counter(before) == Counter(after) + Counter(removed)
    assert _is_within(after, before)


def _characters(text: str) -> str:
    return "".join(text.split())


def _is_within(part: str, whole: str) -> bool:
    """Whether the characters of the part stand in the whole in the same order, with others between."""
    rest = iter(whole)
    return all(character in rest for character in part)
