"""The author's desk: writing, saving, publishing, through its form."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from blog.clock import utcnow
from blog.database import db
from blog.posts.models import Post, Revision
from tests.factories import Cast, make_post
from tests.visitor import Visitor, find_form

SignedIn = Callable[[str], Visitor]
EDIT = "/desk/posts/1/edit"
TOMORROW = (utcnow() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")


@pytest.fixture
def arthur(signed_in: SignedIn) -> Visitor:
    return signed_in("arthur")


def write(visitor: Visitor, action: str = "save", **typed: str) -> TestResponse:
    usual = {"title": "A Title", "body": "The *text*."}
    return visitor.submit("/desk/posts/new", "post-form", **{**usual, **typed}, action=action)


def change(visitor: Visitor, action: str = "save", **typed: str) -> TestResponse:
    return visitor.submit(EDIT, "post-form", **typed, action=action)


def revisions(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Revision)) or 0


def test_a_new_post_is_saved_and_seen_by_nobody_else(app: Flask, arthur: Visitor, visitor: Visitor) -> None:
    response = write(arthur)

    assert (response.status_code, response.location) == (303, "/desk/posts/1/edit?done=save")
    assert "Saved." in arthur.get(response.location).text
    assert "A Title" not in visitor.get("/").text


def test_the_preview_shows_what_is_saved(arthur: Visitor, visitor: Visitor) -> None:
    response = write(arthur, "preview", body="The *text* <script>x</script>.")

    assert (response.status_code, response.location) == (303, "/desk/posts/1/preview")
    shown = arthur.get(response.location)
    assert "<em>text</em>" in shown.text
    assert "&lt;script&gt;" in shown.text, "and what was taken away"
    assert shown.headers["Cache-Control"] == "private, no-store"


def test_publishing_from_the_first_form(arthur: Visitor, visitor: Visitor) -> None:
    assert write(arthur, "publish", slug="mine").status_code == 303

    address = f"{utcnow():/%Y/%m/}mine/"
    assert "<em>text</em>" in visitor.get(address).text
    assert "A Title" in visitor.get("/").text


def test_saving_is_not_seen_before_publishing(page: str, arthur: Visitor, visitor: Visitor) -> None:
    before = visitor.get(page)
    saved = change(arthur, title="New", body="New.", slug="new", tags="New", excerpt="New.", comments="closed")
    assert saved.status_code == 303
    assert "Readers still see the version that you published." in arthur.get(saved.location).text
    assert visitor.get(page).data == before.data
    assert visitor.get("/2026/04/new/").status_code == 404

    change(arthur, "publish")
    moved = visitor.get(page)
    assert (moved.status_code, moved.location) == (301, "/2026/04/new/")
    shown = visitor.get("/2026/04/new/").text
    assert "New." in shown
    assert "Replies are closed" in shown


def test_a_renamed_post_is_found_at_each_address_that_it_had(page: str, arthur: Visitor, visitor: Visitor) -> None:
    for slug in ("second", "third"):
        change(arthur, "publish", slug=slug)

    for former in (page, "/2026/04/second/"):
        assert visitor.get(former).location == "/2026/04/third/"
    change(arthur, "unpublish")
    assert visitor.get(page).status_code == 404, "and nothing is told of a post that was taken back"


def test_saving_what_is_saved_makes_no_revision(app: Flask, page: str, arthur: Visitor) -> None:
    assert revisions(app) == 1
    change(arthur)
    change(arthur, "publish")
    assert revisions(app) == 1
    change(arthur, title="Other")
    assert revisions(app) == 2


def test_line_breaks_of_a_browser_are_no_change(app: Flask, arthur: Visitor) -> None:
    write(arthur, body="One.\r\n\r\nTwo.")

    change(arthur, body="One.\r\n\r\nTwo.")
    assert revisions(app) == 1


def test_what_was_saved_elsewhere_is_409_with_both_texts(app: Flask, page: str, arthur: Visitor) -> None:
    form = find_form(arthur.get(EDIT).text, "post-form")
    change(arthur, body="Theirs & saved.")

    refused = arthur.post(form.action, {**form.fields, "body": "Mine & unsaved.", "comments": "open", "action": "save"})

    assert refused.status_code == 409
    assert "saved elsewhere" in refused.text
    again = find_form(refused.text, "post-form")
    assert again.fields["body"] == "Mine & unsaved."
    assert "Theirs &amp; saved." in refused.text
    with app.app_context():
        assert db.session.get_one(Post, 1).head.body == "Theirs & saved."
    assert arthur.post(again.action, {**again.fields, "action": "save"}).status_code == 303, "whoever compared may save"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "\u200b"}, "title"),
        ({"title": "t" * 301}, "title"),
        ({"body": " \r\n "}, "body"),
        ({"body": "b" * 300_001}, "body"),
        ({"slug": "s" * 81}, "slug"),
        ({"slug": "desk"}, "slug"),
        ({"slug": "!"}, "slug"),
        ({"slug": "taken"}, "slug"),
        ({"excerpt": "e" * 1001}, "excerpt"),
        ({"tags": "t" * 501}, "tags"),
        ({"publish_at": "tomorrow"}, "publish_at"),
        ({"publish_at": "2014-13-01T00:00"}, "publish_at"),
        ({"publish_at": "0000-01-01T00:00"}, "publish_at"),
        ({"publish_at": TOMORROW, "action": "publish"}, "publish_at"),
        ({"publish_at": "", "action": "schedule"}, "publish_at"),
        ({"publish_at": "2014-05-06T09:30", "action": "schedule"}, "publish_at"),
    ],
)
@pytest.mark.parametrize("address", ["/desk/posts/new", EDIT])
def test_what_can_not_be_saved_is_422_beside_its_field_and_keeps_every_word(
    app: Flask, cast: Cast, page: str, arthur: Visitor, address: str, typed: dict[str, str], field: str
) -> None:
    with app.app_context():
        make_post(cast, "Taken", published_at=None)
    before = revisions(app)
    usual = {"title": "My title", "body": "My words.", "excerpt": "Mine.", "tags": "a, b", "action": "save"}

    response = arthur.submit(address, "post-form", **{**usual, **typed})

    assert response.status_code == 422
    assert f'id="{field}-error"' in response.text
    kept = find_form(response.text, "post-form").fields
    for name, words in {**usual, **typed}.items():
        assert name == "action" or " ".join(kept[name].split()) == " ".join(words.split()), name
    assert revisions(app) == before


@pytest.mark.parametrize("action", ["dance", "PUBLISH", "delete"])
def test_an_unknown_action_is_422(app: Flask, page: str, arthur: Visitor, action: str) -> None:
    assert change(arthur, action, body="New.").status_code == 422
    assert revisions(app) == 1


@pytest.mark.parametrize("action", ["restore", "unpublish"])
def test_an_action_that_does_not_fit_is_409(app: Flask, arthur: Visitor, action: str) -> None:
    write(arthur)

    assert change(arthur, action, body="New.").status_code == 409
    assert revisions(app) == 1


def test_scheduling_waits_for_its_time(arthur: Visitor, visitor: Visitor) -> None:
    response = write(arthur, "schedule", publish_at=TOMORROW, slug="soon")

    assert response.status_code == 303
    assert "Scheduled" in arthur.get("/desk/").text
    assert visitor.get(f"/{TOMORROW[:4]}/{TOMORROW[5:7]}/soon/").status_code == 404


def test_backdating(arthur: Visitor, visitor: Visitor) -> None:
    write(arthur, "publish", publish_at="2014-05-06T09:30", slug="old")

    assert visitor.get("/2014/05/old/").status_code == 200


def test_into_the_trash_and_out_again(page: str, arthur: Visitor, visitor: Visitor) -> None:
    before = visitor.get(page).text
    assert "Moved to the trash" in arthur.get(change(arthur, "trash").location).text
    assert visitor.get(page).status_code == 404
    assert "Anatomy Spotlight" not in arthur.get("/desk/").text
    assert "Anatomy Spotlight" in arthur.get("/desk/?status=trash").text

    assert change(arthur, "restore").status_code == 303
    assert visitor.get(page).text == before


def test_an_editor_changes_anothers_post_and_it_stays_the_authors(
    app: Flask, cast: Cast, page: str, signed_in: SignedIn, visitor: Visitor
) -> None:
    assert change(signed_in("edith"), "publish", title="Edited").status_code == 303

    shown = visitor.get(page).text
    assert "Edited" in shown
    assert "Arthur Author" in shown
    with app.app_context():
        assert db.session.get_one(Post, 1).head.saved_by_id == cast["edith"]


def test_a_reader_finds_no_way_in(page: str, visitor: Visitor, signed_in: SignedIn) -> None:
    token = find_form(signed_in("arthur").get(EDIT).text, "post-form").fields["token"]
    data = {"token": token, "title": "X", "body": "X", "action": "publish", "seen": "1"}

    assert visitor.post(EDIT, data).location == "/login"
    assert signed_in("ada").post(EDIT, data).status_code == 403, "with the token of another's session"
    assert "X</h1>" not in visitor.get(page).text


def test_the_desk_lists_ones_own_posts_page_by_page(app: Flask, cast: Cast, arthur: Visitor) -> None:
    with app.app_context():
        for number in range(33):
            make_post(cast, f"Post {number}", published_at=None)
        make_post(cast, "Hers", author="berta")

    first = arthur.get("/desk/").text
    assert "Post 32" in first
    assert "Hers" not in first
    assert "Post 2<" not in first
    second = arthur.get("/desk/?after=4").text
    assert "Post 2<" in second
    assert "Post 3<" not in second


def test_the_preview_names_the_line_where_a_post_became_too_much_to_format(
    app: Flask, cast: Cast, arthur: Visitor
) -> None:
    with app.app_context():
        make_post(cast, body="Words.\n\n" + "|a|b|\n|-|-|\n" + "|c|d|\n" * 3_500, published_at=None)
    page = arthur.get("/desk/posts/1/preview").text
    assert "Not formatted" in page
    assert re.search("From line [1-9][0-9]+ on there are more table cells than we can format", page)
