"""The feed of posts."""

from collections.abc import Callable
from datetime import timedelta

import feedparser
import pytest
from flask import Flask

from tests.factories import NOW, Cast, make_post
from tests.visitor import Visitor

Feed = Callable[[], feedparser.FeedParserDict]


@pytest.fixture
def feed(app: Flask) -> Feed:
    def read() -> feedparser.FeedParserDict:
        response = Visitor(app).get("/feed/")
        assert response.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
        parsed = feedparser.parse(response.data, response_headers={"content-type": response.headers["Content-Type"]})
        assert not parsed.bozo, parsed.get("bozo_exception")
        return parsed

    return read


def test_the_feed_holds_the_posts_whole(app: Flask, cast: Cast, feed: Feed) -> None:
    with app.app_context():
        make_post(cast, "Hips & <knees>", 'One ![a](/static/pictures/psoas.svg "b") *two*.', tags=("Hip", "A & B"))

    parsed = feed()
    (entry,) = parsed.entries
    assert (parsed.version, parsed.feed.title, parsed.feed.language) == ("rss20", "The Moving Room", "en")
    assert parsed.feed.link == "http://localhost/"
    assert entry.title == "Hips & <knees>"
    assert entry.link == "http://localhost/2026/04/hips-knees/"
    assert entry.author == "Arthur Author"
    assert [tag.term for tag in entry.tags] == ["A & B", "Hip"]
    assert entry.published_parsed[:5] == (2026, 4, 6, 9, 30)
    assert "<em>two</em>" in entry.content[0].value
    assert "http://localhost/static/pictures/psoas.svg" in entry.content[0].value, "addresses are told from the site's"


def test_an_entry_keeps_its_identity_when_its_address_changes(
    app: Flask, page: str, feed: Feed, signed_in: Callable[[str], Visitor]
) -> None:
    before = feed().entries[0]
    signed_in("arthur").submit("/desk/posts/1/edit", "post-form", slug="another", action="publish")
    after = feed().entries[0]

    assert after.id == before.id
    assert after.link != before.link


def test_the_newest_twenty_public_posts_come_newest_first(app: Flask, cast: Cast, feed: Feed) -> None:
    with app.app_context():
        for number in range(22):
            make_post(cast, f"Post {number}", published_at=NOW - timedelta(days=number + 1))
        make_post(cast, "Draft", published_at=None)

    assert [entry.title for entry in feed().entries] == [f"Post {number}" for number in range(20)]


def test_an_empty_site_has_an_empty_feed(cast: Cast, feed: Feed) -> None:
    assert feed().entries == []


@pytest.mark.parametrize("text", ["]]> & <b>", "\x00\x08\x0b\x1f\ufffe", "𝔘\u202e\u2028", "<script>alert(1)</script>"])
def test_no_text_breaks_the_feed(
    app: Flask, cast: Cast, feed: Feed, signed_in: Callable[[str], Visitor], text: str
) -> None:
    arthur = signed_in("arthur")
    typed = {"title": f"T {text}", "body": f"B {text}", "excerpt": f"E {text}", "tags": f"t {text}"}
    assert arthur.submit("/desk/posts/new", "post-form", **typed, action="publish").status_code == 303

    (entry,) = feed().entries
    assert entry.title.startswith("T")
    assert "<script" not in entry.content[0].value


def test_pages_announce_the_feed(page: str, visitor: Visitor) -> None:
    for address in ("/", page):
        assert '<link rel="alternate" type="application/rss+xml" href="/feed/"' in visitor.get(address).text
