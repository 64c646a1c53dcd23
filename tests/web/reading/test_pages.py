"""Pages that are not posts: their addresses, and where they are not found."""

from collections.abc import Callable

import pytest
from flask import Flask

from blog.database import db
from blog.posts.models import Post
from tests.factories import Cast, make_post
from tests.visitor import Visitor, find_form

SignedIn = Callable[[str], Visitor]
ABOUT = {"title": "About", "body": "Who writes here.", "kind": "page", "action": "publish"}


def write_page(person: Visitor, **typed: str) -> None:
    response = person.submit("/desk/posts/new?kind=page", "post-form", **{**ABOUT, **typed})
    assert response.status_code == 303


def test_a_page_stands_under_its_name_alone(app: Flask, signed_in: SignedIn, visitor: Visitor) -> None:
    write_page(signed_in("arthur"))

    page = visitor.get("/about/")
    assert page.status_code == 200
    assert '<link rel="canonical" href="http://localhost/about/">' in page.text
    assert page.headers["Cache-Control"].startswith("public")
    with app.app_context():
        post = db.session.get_one(Post, 1)
    assert visitor.get(f"/{post.year}/{post.month:02}/about/").status_code in (301, 404)


def test_a_page_is_in_no_list_and_no_feed(signed_in: SignedIn, visitor: Visitor) -> None:
    write_page(signed_in("arthur"), tags="Hip", category="Body")

    for address in ("/", "/feed/", "/feed/atom/", "/feed/json/"):
        assert "Who writes here" not in visitor.get(address).text
    assert visitor.get("/tag/hip/").status_code == visitor.get("/category/body/").status_code == 404


def test_replies_to_a_page_are_closed_until_they_are_opened(signed_in: SignedIn, visitor: Visitor) -> None:
    write_page(signed_in("arthur"))
    assert "commentform" not in visitor.get("/about/").text
    assert "Replies are closed" not in visitor.get("/about/").text

    write_page(signed_in("arthur"), title="Guestbook", comments="open")
    sent = visitor.reply("/guestbook/")
    assert sent.status_code == 303
    assert sent.location.startswith("/guestbook/?awaiting=")
    assert "awaiting moderation" in visitor.get(sent.location.partition("#")[0]).text


def test_a_page_that_says_nothing_about_replies_takes_none(app: Flask, signed_in: SignedIn) -> None:
    arthur = signed_in("arthur")
    fields = find_form(arthur.get("/desk/posts/new").text, "post-form").fields
    del fields["comments"]
    arthur.post("/desk/posts/new", {**fields, **ABOUT})

    with app.app_context():
        assert not db.session.get_one(Post, 1).comments_open


def test_a_renamed_page_leaves_a_redirect(signed_in: SignedIn, visitor: Visitor) -> None:
    arthur = signed_in("arthur")
    write_page(arthur)
    arthur.submit("/desk/posts/1/edit", "post-form", slug="who-we-are", action="publish")

    moved = visitor.get("/about/")
    assert (moved.status_code, moved.location) == (301, "/who-we-are/")


def test_a_forged_reply_to_a_page_keeps_its_words(signed_in: SignedIn, visitor: Visitor) -> None:
    write_page(signed_in("arthur"), comments="open")

    refused = visitor.reply("/about/", {"Sec-Fetch-Site": "cross-site"}, comment="My words.")
    assert refused.status_code == 403
    assert "My words." in refused.text


def test_what_is_public_stays_a_post(app: Flask, page: str, signed_in: SignedIn) -> None:
    refused = signed_in("arthur").submit("/desk/posts/1/edit", "post-form", kind="page", action="save")

    assert refused.status_code == 422
    assert "stays a post" in refused.text


def test_a_draft_may_still_become_a_page(app: Flask, cast: Cast, signed_in: SignedIn, visitor: Visitor) -> None:
    with app.app_context():
        make_post(cast, "Imprint", published_at=None)
    signed_in("arthur").submit("/desk/posts/1/edit", "post-form", kind="page", action="publish")

    assert visitor.get("/imprint/").status_code == 200


@pytest.mark.parametrize("slug", ["tag", "series", "archive", "2014", "desk"])
def test_a_page_has_no_address_that_is_the_sites_own(signed_in: SignedIn, slug: str) -> None:
    refused = signed_in("arthur").submit("/desk/posts/new?kind=page", "post-form", **{**ABOUT, "slug": slug})
    assert refused.status_code == 422


@pytest.mark.parametrize("slug", ["404", "12345", "a"])
def test_a_page_may_be_named_by_a_number_that_is_no_year(signed_in: SignedIn, visitor: Visitor, slug: str) -> None:
    write_page(signed_in("arthur"), slug=slug)
    assert visitor.get(f"/{slug}/").status_code == 200


@pytest.mark.parametrize("address", ["/nowhere/", "/no.php/", "/tag/"])
def test_an_unknown_name_is_404(page: str, visitor: Visitor, address: str) -> None:
    assert visitor.get(address).status_code == 404
