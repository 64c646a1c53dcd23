"""The feeds of posts, in each of their forms."""

from collections.abc import Callable
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from flask import Flask

from blog.database import db, transaction
from blog.posts.lifecycle import TermKind
from blog.posts.models import Category, Post, PreviousTermSlug
from blog.posts.publishing import unpublish_post
from blog.record.acts import COMMAND_LINE
from blog.settings.site_version import site_changed
from tests.factories import NOW, Cast, make_post
from tests.visitor import Visitor
from tests.web.feeds.conftest import MEDIA_TYPES, Read

FORMS = list(MEDIA_TYPES)
BODY = 'One ![a](/static/pictures/psoas.svg "b") *two*, [three](/about/?a=1&b=2) and[^1].\n\n[^1]: A note.'


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_holds_the_posts_whole(app: Flask, cast: Cast, read: Read, form: str) -> None:
    with app.app_context():
        make_post(cast, "Hips & <knees>", BODY, tags=("Hip", "A & B"), excerpt="In <short>.")

    (entry,) = read("/feed/", form)
    assert entry.title == "Hips & <knees>"
    assert (entry.id, entry.url) == ("http://localhost/posts/1", "http://localhost/2026/04/hips-knees/")
    assert (entry.author, entry.tags, entry.summary) == ("Arthur Author", ("A & B", "Hip"), "In <short>.")
    assert entry.published_at == NOW - timedelta(days=30)
    assert "<em>two</em>" in entry.html


@pytest.mark.parametrize("form", FORMS)
def test_addresses_in_the_text_lead_to_the_site_and_into_the_page(
    app: Flask, cast: Cast, read: Read, form: str
) -> None:
    with app.app_context():
        make_post(cast, "Hips", BODY)

    (entry,) = read("/feed/", form)
    assert 'src="http://localhost/static/pictures/psoas.svg"' in entry.html
    assert 'href="http://localhost/about/?a=1&amp;b=2"' in entry.html
    assert 'href="http://localhost/2026/04/hips/#fn-' in entry.html
    assert '="/' not in entry.html
    assert '="#' not in entry.html


def test_the_three_forms_tell_the_same(app: Flask, cast: Cast, read: Read) -> None:
    with app.app_context():
        for number in range(5):
            make_post(cast, f"Post {number}", BODY, author=("arthur", "berta")[number % 2], tags=("Hip",))

    rss, atom, json = (read("/feed/", form) for form in FORMS)
    assert len(rss) == 5
    assert rss == atom == json


def test_a_feed_says_what_it_is_of_and_where_it_stands(page: str, visitor: Visitor) -> None:
    rss, atom, json = (visitor.get(f"/feed/{path}") for path in ("", "atom/", "json/"))
    channel = ElementTree.fromstring(rss.data)[0]
    feed = ElementTree.fromstring(atom.data)

    told = [channel.findtext(name) for name in ("title", "link", "description", "language")]
    assert told == ["The Moving Room", "http://localhost/", "New posts on The Moving Room", "en"]
    assert channel.find("{*}link[@rel='self']").get("href") == "http://localhost/feed/"  # type: ignore[union-attr]
    assert feed.find("{*}link[@rel='self']").get("href") == "http://localhost/feed/atom/"  # type: ignore[union-attr]
    assert feed.findtext("{*}id") == "http://localhost/"
    assert json.get_json()["feed_url"] == "http://localhost/feed/json/"
    assert json.get_json()["home_page_url"] == "http://localhost/"


@pytest.mark.parametrize("form", FORMS)
def test_an_entry_keeps_its_identity_when_its_address_changes(
    page: str, read: Read, signed_in: Callable[[str], Visitor], form: str
) -> None:
    (before,) = read("/feed/", form)
    signed_in("arthur").submit("/desk/posts/1/edit", "post-form", slug="another", action="publish")
    (after,) = read("/feed/", form)

    assert after.id == before.id
    assert after.url != before.url


def test_the_newest_twenty_public_posts_come_newest_first(app: Flask, cast: Cast, read: Read) -> None:
    with app.app_context():
        for number in range(22):
            make_post(cast, f"Post {number}", published_at=NOW - timedelta(days=number + 1))
        make_post(cast, "Draft", published_at=None)

    assert [entry.title for entry in read("/feed/", "rss")] == [f"Post {number}" for number in range(20)]


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_site_has_an_empty_feed(cast: Cast, read: Read, form: str) -> None:
    assert read("/feed/", form) == []
    assert read("/comments/feed/", form) == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", ["]]> & <b>", "\x00\x08\x0b\x1f\ufffe", "𝔘\u202e\u2028", "<script>alert(1)</script>"])
def test_no_text_breaks_a_feed(
    cast: Cast, read: Read, signed_in: Callable[[str], Visitor], text: str, form: str
) -> None:
    arthur = signed_in("arthur")
    typed = {"title": f"T {text}", "body": f"B {text}", "excerpt": f"E {text}", "tags": f"t {text}"}
    assert arthur.submit("/desk/posts/new", "post-form", **typed, action="publish").status_code == 303

    (entry,) = read("/feed/", form)
    assert entry.title.startswith("T")
    assert "<script" not in entry.html


# Terms and authors


@pytest.fixture
def ordered(app: Flask, cast: Cast) -> None:
    """Three posts: hip by arthur in Anatomy; knee by berta in Anatomy; hip and knee by berta in none."""
    with app.app_context():
        posts = [
            make_post(cast, "One", tags=("Hip",)),
            make_post(cast, "Two", tags=("Knee",), author="berta"),
            make_post(cast, "Three", tags=("Hip", "Knee"), author="berta"),
        ]
        make_post(cast, "Draft", tags=("Hip", "Kept"), published_at=None)
        ids = [post.id for post in posts]
        with transaction():
            category = Category(name="Anatomy", slug="anatomy")
            for number in ids[:2]:
                db.session.get_one(Post, number).category = category
            site_changed()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("address", "titles"),
    [
        ("/tag/hip/feed/", {"One", "Three"}),
        ("/tag/knee/feed/", {"Two", "Three"}),
        ("/category/anatomy/feed/", {"One", "Two"}),
        ("/author/berta-author/feed/", {"Two", "Three"}),
    ],
)
def test_a_feed_of_a_term_or_an_author_holds_its_posts_alone(
    ordered: None, read: Read, form: str, address: str, titles: set[str]
) -> None:
    assert {entry.title for entry in read(address, form)} == titles


@pytest.mark.parametrize("address", ["/tag/nothing/feed/", "/category/hip/feed/atom/", "/author/nobody/feed/json/"])
def test_what_does_not_exist_has_no_feed(ordered: None, visitor: Visitor, address: str) -> None:
    assert visitor.get(address).status_code == 404


def test_no_feed_tells_of_what_has_no_public_post(app: Flask, cast: Cast, visitor: Visitor) -> None:
    with app.app_context():
        post = make_post(cast, "Hidden", tags=("Secret Launch",), category="Secret Plans")
        with transaction():
            unpublish_post(post, COMMAND_LINE, NOW)

    for address in (
        "/tag/secret-launch/",
        "/category/secret-plans/",
        "/author/arthur-author/",
        "/author/mo-moderator/",
    ):
        assert (visitor.get(address).status_code, visitor.get(f"{address}feed/").status_code) == (404, 404), address


@pytest.mark.parametrize("form", ["", "atom/", "json/"])
def test_two_tags_of_the_same_posts_have_feeds_of_their_own(
    app: Flask, cast: Cast, visitor: Visitor, form: str
) -> None:
    with app.app_context():
        make_post(cast, "One", tags=("Hip", "Knee"))

    assert "New posts about Hip" in visitor.get(f"/tag/hip/feed/{form}").text
    assert "New posts about Knee" in visitor.get(f"/tag/knee/feed/{form}").text


def test_a_feed_of_a_tag_is_named_after_it(ordered: None, visitor: Visitor) -> None:
    told = visitor.get("/tag/hip/feed/json/").get_json()

    assert (told["title"], told["description"]) == ("Hip · The Moving Room", "New posts about Hip")
    assert told["home_page_url"] == "http://localhost/tag/hip/"


@pytest.mark.parametrize("form", ["", "atom/", "json/"])
def test_the_feed_of_a_renamed_tag_leads_to_its_new_one(app: Flask, ordered: None, visitor: Visitor, form: str) -> None:
    with app.app_context(), transaction():
        db.session.add(PreviousTermSlug(kind=TermKind.TAG, slug="hips", leads_to="hip"))

    response = visitor.get(f"/tag/hips/feed/{form}")
    assert (response.status_code, response.location) == (301, f"/tag/hip/feed/{form}")


# Memory and conditional requests


@pytest.mark.parametrize("address", ["/feed/", "/feed/atom/", "/feed/json/", "/author/arthur-author/feed/"])
def test_an_unchanged_feed_is_not_sent_again(page: str, visitor: Visitor, address: str) -> None:
    first = visitor.get(address)
    again = visitor.get(address, **{"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert "Last-Modified" not in first.headers


@pytest.mark.parametrize("form", FORMS)
def test_a_remembered_feed_shows_what_was_changed(
    app: Flask, page: str, read: Read, signed_in: Callable[[str], Visitor], form: str
) -> None:
    assert [entry.author for entry in read("/feed/", form)] == ["Arthur Author"]
    arthur = signed_in("arthur")
    arthur.submit("/account/", "/account/profile", name="Arthur Writer")
    assert [entry.author for entry in read("/feed/", form)] == ["Arthur Writer"]

    arthur.submit("/desk/posts/1/edit", "post-form", title="Renamed", action="save")
    assert [entry.title for entry in read("/feed/", form)] == ["Anatomy Spotlight: Psoas"], "saving changes nothing"
    arthur.submit("/desk/posts/1/edit", "post-form", title="Renamed", action="publish")
    assert [entry.title for entry in read("/feed/", form)] == ["Renamed"]

    arthur.submit("/desk/posts/1/edit", "post-form", action="unpublish")
    assert read("/feed/", form) == []


# Announced


def test_pages_announce_their_feeds(page: str, visitor: Visitor) -> None:
    for address in ("/", page):
        text = visitor.get(address).text
        for form, media_type in MEDIA_TYPES.items():
            path = "/feed/" if form == "rss" else f"/feed/{form}/"
            assert f'<link rel="alternate" type="{media_type}" href="{path}"' in text
    assert f'href="{page}feed/atom/"' in visitor.get(page).text
    assert 'href="/comments/feed/json/"' in visitor.get("/").text


@pytest.mark.parametrize("archive", ["/tag/hip/", "/category/anatomy/", "/author/berta-author/"])
def test_archives_announce_their_feeds(ordered: None, visitor: Visitor, archive: str) -> None:
    text = visitor.get(archive).text
    for form in ("", "atom/", "json/"):
        assert f'href="{archive}feed/{form}"' in text
