"""What a post's page tells other machines."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from blog.comments.lifecycle import Action
from blog.database import db, transaction
from blog.media.formats import PictureFormat
from blog.media.models import MediaFile, Rendition
from blog.posts.lifecycle import PostKind
from blog.posts.models import Category, Post
from blog.settings.site_version import site_changed
from tests.factories import NOW, Cast, approved, make_comment, make_post
from tests.visitor import Visitor
from tests.web.replying import first_post

HASH = "0123456789abcdef" * 4
CARD = f"{HASH[:32]}-card-50x50.jpg"


def posting(visitor: Visitor, page: str) -> dict[str, Any]:
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', visitor.get(page).text)
    found: dict[str, Any] = json.loads(data)
    return found


def told(visitor: Visitor, page: str) -> dict[str, str]:
    """The properties of Open Graph."""
    return dict(re.findall(r'<meta property="([^"]*)" content="([^"]*)">', visitor.get(page).text))


def test_a_post_is_described_as_a_blog_posting(app: Flask, cast: Cast, visitor: Visitor) -> None:
    with app.app_context():
        post = make_post(cast, "Hips", "One **two** three.", tags=("Hip", "Knee"), excerpt="In short.")
        approved(post)
        make_comment(post, "It waits.", address="other@example.net")
        with transaction():
            db.session.get_one(Post, 1).category = Category(name="Anatomy", slug="anatomy")

    page = "/2026/04/hips/"
    assert posting(visitor, page) == {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": "Hips",
        "description": "In short.",
        "datePublished": "2026-04-06T09:30:00+00:00",
        "dateModified": "2026-04-06T09:30:00+00:00",
        "author": {
            "@type": "Person",
            "name": "Arthur Author",
            "url": "http://localhost/author/arthur-author/",
        },
        "publisher": {"@type": "Organization", "name": "The Moving Room", "url": "http://localhost/"},
        "mainEntityOfPage": f"http://localhost{page}",
        "inLanguage": "en",
        "articleSection": "Anatomy",
        "keywords": ["Hip", "Knee"],
        "wordCount": 3,
        "commentCount": 1,
    }
    assert told(visitor, page) == {
        "og:type": "article",
        "og:title": "Hips",
        "og:description": "In short.",
        "og:url": f"http://localhost{page}",
        "og:site_name": "The Moving Room",
        "og:locale": "en",
        "article:published_time": "2026-04-06T09:30:00+00:00",
        "article:modified_time": "2026-04-06T09:30:00+00:00",
        "article:section": "Anatomy",
        "article:tag": "Knee",
    }


def test_a_page_is_an_article_and_no_blog_posting(app: Flask, cast: Cast, visitor: Visitor) -> None:
    with app.app_context():
        make_post(cast, "About", kind=PostKind.PAGE)

    described = posting(visitor, "/about/")
    assert (described["@type"], described["mainEntityOfPage"]) == ("Article", "http://localhost/about/")


def test_the_count_of_replies_follows_what_is_decided(
    app: Flask, page: str, visitor: Visitor, signed_in: Callable[[str], Visitor]
) -> None:
    with app.app_context():
        make_comment(first_post(), "Well said.")
    assert posting(visitor, page)["commentCount"] == 0
    mo = signed_in("mo")
    for action, count in ((Action.APPROVE, 1), (Action.SPAM, 0)):
        mo.submit("/moderation/comments/1", "/moderation/comments/1/decisions", action=action.value)
        assert posting(visitor, page)["commentCount"] == count


def test_the_first_picture_of_the_library_is_shown_once_it_has_a_card(app: Flask, cast: Cast, visitor: Visitor) -> None:
    with app.app_context():
        make_post(cast, "Hips", f"![A hip](/media/{HASH[:32]}.png)\n\n![Other](/media/{'f' * 32}.png)")
    assert "og:image" not in told(visitor, "/2026/04/hips/")
    with app.app_context(), transaction():
        add_card(cast)

    described = told(visitor, "/2026/04/hips/")
    assert described["og:image"] == posting(visitor, "/2026/04/hips/")["image"] == f"http://localhost/media/{CARD}"
    assert (described["og:image:width"], described["og:image:height"]) == ("1200", "630")
    assert described["og:image:alt"] == "A hip &amp; a knee"
    assert '<meta name="twitter:card" content="summary_large_image">' in visitor.get("/2026/04/hips/").text

    with app.app_context(), transaction():
        db.session.get_one(MediaFile, 1).is_decorative = True
        site_changed()
    assert "og:image:alt" not in told(visitor, "/2026/04/hips/"), "its text is kept, but not used"


def add_card(cast: Cast) -> None:
    media = MediaFile(
        hash=HASH,
        upload_hash=HASH,
        name=f"{HASH[:32]}.png",
        format=PictureFormat.PNG,
        width=2000,
        height=1000,
        size=1,
        is_animated=False,
        original_name="hip.png",
        alt="A hip & a knee",
        uploaded_by_id=cast["arthur"],
        created_at=NOW,
    )
    db.session.add(media)
    db.session.flush()
    db.session.add(Rendition(media_id=media.id, name=CARD, format=PictureFormat.JPEG, width=1200, height=630, size=1))
    db.session.get_one(Post, 1).page_changed()


@pytest.mark.parametrize("title", ["</script><script>alert(1)</script>", "<!--<script>", '"><b>', "\u2028 & 'x'"])
def test_no_title_breaks_out_of_what_describes_it(app: Flask, cast: Cast, visitor: Visitor, title: str) -> None:
    with app.app_context():
        make_post(cast, title, slug="hips", tags=(title,), excerpt=title)

    assert posting(visitor, "/2026/04/hips/")["headline"] == title
    text = visitor.get("/2026/04/hips/").text
    assert "<script>" not in text
    assert "<b>" not in text


def test_the_first_page_is_described_as_a_site(page: str, visitor: Visitor) -> None:
    described = told(visitor, "/")

    assert (described["og:type"], described["og:title"]) == ("website", "The Moving Room")
    assert described["og:url"] == "http://localhost/"
