"""The search page, and what it never shows."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import select

from blog.clock import utcnow
from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.moderation.decisions import decide
from blog.posts.drafting import Manuscript, revise_post
from blog.posts.models import Post
from blog.posts.publishing import publish_post, schedule_post, unpublish_post
from blog.record.acts import COMMAND_LINE
from blog.search.models import SearchDocument
from blog.text.render import render_post
from tests.factories import NOW, Cast, approved, make_comment, make_post
from tests.search_site import do_jobs, post_named
from tests.visitor import Visitor, find_form


def search(reader: Visitor, text: str, more: str = "") -> str:
    response = reader.get(f"/search/?q={quote(text)}{more}")
    assert response.status_code == 200
    return response.text


def test_a_result_leads_to_its_post_and_marks_the_words(reader: Visitor) -> None:
    page = search(reader, "PSOAS muscle")

    assert '<a href="/2026/04/psoas/"><bdi>Anatomy Spotlight: <mark>Psoas</mark></bdi></a>' in page
    assert "The <mark>muscle</mark> joins the spine" in page
    assert "1 result<" in page


def test_a_reply_is_found_by_its_words_and_by_the_name_under_it(reader: Visitor) -> None:
    by_words, by_name = search(reader, "night"), search(reader, "zoe")

    assert re.search(r'href="/2026/04/psoas/#comment-1">Reply by <bdi>Zoë Reader</bdi>', by_words)
    assert "on <bdi>Anatomy Spotlight: Psoas</bdi>" in by_words
    assert "<bdi><mark>Zoë</mark> Reader</bdi>" in by_name


def test_what_people_wrote_and_typed_is_printed_as_text(site: Flask, cast: Cast, reader: Visitor) -> None:
    with site.app_context():
        post = make_post(cast, "<script>alert(1)</script> & title", "An `<img src=x onerror=alert(2)>` here", slug="x")
        approved(post, "I say `<script>alert(3)</script>`.", name='"><b>Bold')
        do_jobs()
    page = search(reader, "alert") + search(reader, '"><script>alert(4)</script>')

    assert "&lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt; &amp; title" in page
    assert "&lt;img src=x onerror=<mark>alert</mark>(2)&gt;" in page
    assert "<script>" not in page
    assert "<img" not in page
    assert "<b>" not in page


@pytest.mark.parametrize("text", ["hiddenword", "hidden*", "secretdraft", "underneath", "staleness", "stale", "later"])
def test_A07_A50_nothing_hidden_is_found(reader: Visitor, text: str) -> None:
    for more in ("", "&status=draft", "&preview=1", "&page=1", "&order=asc&static=1", "&kind=draft", "&in=trash"):
        page = search(reader, text, more)
        assert "Nothing here holds all of that." in page
        assert "iddenword" not in page.replace(text, "")


def test_A07_what_is_hidden_is_gone_at_once_even_if_the_worker_sleeps(site: Flask, reader: Visitor) -> None:
    assert "muscle" in search(reader, "spine")
    with site.app_context(), transaction():
        unpublish_post(post_named("psoas"), COMMAND_LINE, NOW)

    assert "Nothing here holds all of that." in search(reader, "spine")
    assert "Nothing here holds all of that." in search(reader, "zoe")


def test_a_result_shows_the_words_of_now_even_if_the_worker_sleeps(site: Flask, cast: Cast, reader: Visitor) -> None:
    """What the index still holds leads to the post, and is not shown."""
    with site.app_context(), transaction():
        post, author = post_named("breathing"), cast.user("arthur")
        revise_post(
            post, Manuscript("Breathing", "Other words.", slug="breathing"), render_post("Other."), 1, author, NOW
        )
        publish_post(post, COMMAND_LINE, NOW)
    page = search(reader, "listens")

    assert "Other." in page
    assert "The psoas" not in page


@pytest.mark.parametrize(
    "text", ["rhea", "example net", "rhea@example.net", "rhea@*", "x@y.example.org", "x@", "y.ex*"]
)
def test_A09_no_letter_of_an_address_makes_a_difference(site: Flask, cast: Cast, reader: Visitor, text: str) -> None:
    page, none = search(reader, text), search(reader, "zzz")
    assert page.count("<article>") == none.count("<article>") == 0


ODD = r"""' 1_OR_1=1 %'_-- "' a*b* NEAR(a,b) ^a a:b \ % _ AND NOT OR_NOT {} a_+_b - -- * "*" &amp; 🦴 ∞ <b>""".split()


@pytest.mark.parametrize("text", [*(each.replace("_", " ") for each in ODD), "\0", "\u202ehip", "(" * 300, "x" * 3000])
def test_A51_odd_words_are_looked_for_like_others(reader: Visitor, text: str) -> None:
    assert "iddenword" not in search(reader, text)


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e3", "9" * 40, "1.5", "'"])
def test_A51_a_page_that_is_no_number_is_the_first(reader: Visitor, page: str) -> None:
    assert search(reader, "psoas", f"&page={page}") == search(reader, "psoas")


def test_a_page_beyond_the_last_is_not_there(reader: Visitor) -> None:
    assert reader.get("/search/?q=psoas&page=2").status_code == 404
    assert reader.get(f"/search/?q=psoas&page={10**17}").status_code == 404


def test_results_are_paged_by_number(site: Flask, cast: Cast, reader: Visitor) -> None:
    with site.app_context():
        post = make_post(cast, "Many", "Many.", slug="many")
        for number in range(24):
            approved(post, f"plenty number{number}")
        do_jobs()
    pages = [search(reader, "plenty"), search(reader, "plenty", "&page=2"), search(reader, "plenty", "&page=3")]

    assert [page.count("<article>") for page in pages] == [10, 10, 4]
    assert len({word for page in pages for word in re.findall(r"number\d+", page)}) == 24
    assert '<link rel="next" href="/search/?q=plenty&amp;page=2">' in pages[0]
    assert '<link rel="prev" href="/search/?q=plenty">' in pages[1]
    assert 'rel="next"' not in pages[2]
    assert "24 results" in pages[0]
    assert "are ranked" not in pages[0]


def test_when_there_are_more_than_are_ranked_the_page_says_so(reader: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blog.search.queries.WINDOW", 2)

    page = search(reader, "the")

    assert page.count("<article>") == 2
    assert "only the newest 2000 are ranked" in page


def test_without_results_there_is_advice_and_something_to_try(reader: Visitor) -> None:
    page = search(reader, '"hip muscle"')

    assert "Nothing here holds all of that." in page
    assert '<a href="/search/?q=hip+muscle">' in page
    assert '<a href="/search/?q=hip*+muscle*">' in page
    assert "How to search" in page


def test_only_what_not_gets_a_kind_hint(reader: Visitor) -> None:
    assert "This says only what should not be found." in search(reader, "-hip")


def test_an_empty_search_shows_how_to_search(reader: Visitor) -> None:
    assert "How to search" in search(reader, "")
    assert "How to search" in reader.get("/search/").text


def test_the_page_is_for_every_cache_and_no_search_engine(reader: Visitor) -> None:
    first = reader.get("/search/?q=psoas")
    again = reader.get("/search/?q=psoas", **{"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert first.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in first.text
    assert again.status_code == 304


def test_a_network_that_searches_without_end_is_told_to_wait(start: Callable[..., Flask], site: Flask) -> None:
    hasty = Visitor(start(rate_limits=True), REMOTE_ADDR="192.0.2.7")
    answers = [hasty.get(f"/search/?q=word{number}").status_code for number in range(61)]
    last = hasty.get("/search/?q=psoas")

    assert answers == [200] * 60 + [429]
    assert int(last.headers["Retry-After"]) > 0
    assert last.headers["Cache-Control"] == "private, no-store"
    assert hasty.get("/search/").status_code == 200


# Keeping the index current


def test_a_reply_is_found_from_its_approval_until_it_is_held(site: Flask, reader: Visitor) -> None:
    with site.app_context():
        comment_id = make_comment(post_named("psoas"), "A marmalade of words.", trap="x").id
    found = [count(site, reader, "marmalade")]
    for action in (Action.APPROVE, Action.HOLD, Action.APPROVE, Action.SPAM, Action.RESTORE):
        with site.app_context(), transaction():
            comment = db.session.get_one(Comment, comment_id)
            decide(comment, action, COMMAND_LINE, NOW, comment.version)
        found.append(count(site, reader, "marmalade"))

    assert found == [0, 1, 0, 1, 0, 1]


def count(site: Flask, reader: Visitor, text: str) -> int:
    with site.app_context():
        do_jobs()
    return search(reader, text).count("<article>")


def test_what_was_hidden_and_comes_back_is_found_with_all_its_replies(site: Flask, reader: Visitor) -> None:
    with site.app_context():
        with transaction():
            unpublish_post(post_named("psoas"), COMMAND_LINE, NOW)
        comment_id = make_comment(post_named("psoas"), "A marmalade of words.", trap="x").id
        with transaction():
            comment = db.session.get_one(Comment, comment_id)
            decide(comment, Action.APPROVE, COMMAND_LINE, NOW, comment.version)
    assert count(site, reader, "marmalade") == 0
    with site.app_context():
        assert not db.session.scalar(select(SearchDocument.id).where(SearchDocument.words.contains("marmalade")))
        with transaction():
            publish_post(post_named("psoas"), COMMAND_LINE, NOW)

    assert count(site, reader, "marmalade") == 1
    assert count(site, reader, "muscle") == 1


def test_a_scheduled_post_is_found_when_its_time_has_come(
    site: Flask, cast: Cast, reader: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow = utcnow() + timedelta(days=1)
    with site.app_context():
        make_scheduled(cast, tomorrow)
    assert count(site, reader, "marmalade") == 0
    for module in ("blog.search.views", "blog.search.handlers", "tests.search_site"):
        monkeypatch.setattr(f"{module}.utcnow", lambda: tomorrow + timedelta(seconds=1))

    assert count(site, reader, "marmalade") == 1


def make_scheduled(cast: Cast, at: datetime) -> None:
    post_id = make_post(cast, "Tomorrow", "Marmalade.", published_at=None, slug="tomorrow").id
    with transaction():
        post = db.session.get_one(Post, post_id)
        fields = Manuscript("Tomorrow", "Marmalade.", slug="tomorrow", publish_at=at)
        revise_post(post, fields, render_post("Marmalade."), 1, cast.user("arthur"), NOW)
        schedule_post(post, COMMAND_LINE, utcnow())


# A page that is not there


def test_a_page_that_is_not_there_offers_to_look_for_its_words(reader: Visitor) -> None:
    page = reader.get("/2014/05/psoas-and_hip-2/").text

    assert find_form(page, "/search/").fields["q"] == "psoas and hip"


@pytest.mark.parametrize("path", ["/7/", "/comments/99/", "/page/77/", "/%22%3E%3Cscript%3E/", "/" + "a-" * 200 + "/"])
def test_the_words_of_any_address_are_harmless(reader: Visitor, path: str) -> None:
    response = reader.get(path)

    assert response.status_code == 404
    assert "<script>" not in response.text
    assert len(find_form(response.text, "/search/").fields["q"]) <= 80


def test_the_desk_puts_no_words_of_its_addresses_into_the_box(site: Flask) -> None:
    ada = Visitor(site).sign_in("ada")

    assert find_form(ada.get("/desk/posts/99/edit").text, "/search/").fields["q"] == ""
