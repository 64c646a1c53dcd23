"""The feeds of replies, of one post and of all."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from blog.comments.lifecycle import Action
from blog.posts.lifecycle import PostKind
from tests.factories import NOW, Cast, approved, make_comment, make_post
from tests.visitor import Visitor
from tests.web.feeds.conftest import MEDIA_TYPES, Read
from tests.web.replying import first_post

FORMS = list(MEDIA_TYPES)
ALL = "/comments/feed/"


@pytest.mark.parametrize("form", FORMS)
def test_only_approved_replies_are_in_the_feeds(app: Flask, page: str, read: Read, form: str) -> None:
    with app.app_context():
        approved(first_post(), "It is *public*.")
        make_comment(first_post(), "It waits.", address="a@example.net")
        make_comment(first_post(), "It is spam.", address="b@example.net", then=(Action.SPAM,))
        make_comment(first_post(), "It is gone.", address="c@example.net", then=(Action.APPROVE, Action.TRASH))

    for address in (ALL, f"{page}feed/"):
        (entry,) = read(address, form)
        assert (entry.author, entry.title) == ("Rhea Reader", "Rhea Reader on Anatomy Spotlight: Psoas")
        assert entry.id == "http://localhost/comments/1/"
        assert entry.url == f"http://localhost{page}#comment-1"
        assert entry.published_at == NOW
        assert "<em>public</em>" in entry.html


def test_the_feed_of_a_post_holds_its_replies_alone(app: Flask, cast: Cast, page: str, read: Read) -> None:
    with app.app_context():
        approved(first_post(), "Under the first.")
        approved(make_post(cast, "Another"), "Under the other.", at=NOW + timedelta(hours=1))

    assert [entry.summary for entry in read(f"{page}feed/", "json")] == ["Under the first."]
    assert [entry.summary for entry in read(ALL, "json")] == ["Under the other.", "Under the first."]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("action", ["unpublish", "trash"])
def test_a_post_that_is_not_public_any_more_takes_its_replies_out_of_the_feeds(
    app: Flask, page: str, read: Read, signed_in: Callable[[str], Visitor], form: str, action: str
) -> None:
    with app.app_context():
        approved(first_post(), "It was public.")
    assert len(read(ALL, form)) == len(read(f"{page}feed/", form)) == 1

    assert signed_in("arthur").submit("/desk/posts/1/edit", "post-form", action=action).status_code == 303
    assert read(ALL, form) == []
    assert Visitor(app).get(f"{page}feed/{'' if form == 'rss' else form + '/'}").status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_a_remembered_feed_shows_what_was_decided(
    app: Flask, page: str, read: Read, signed_in: Callable[[str], Visitor], form: str
) -> None:
    with app.app_context():
        make_comment(first_post(), "Well said.")
    assert read(ALL, form) == read(f"{page}feed/", form) == []
    mo = signed_in("mo")
    for action, shown in (("approve", 1), ("trash", 0), ("restore", 1), ("spam", 0)):
        form_of_decision = "/moderation/comments/1/decisions"
        assert mo.submit("/moderation/comments/1", form_of_decision, action=action).status_code == 303
        assert len(read(ALL, form)) == len(read(f"{page}feed/", form)) == shown


def test_the_feed_of_a_renamed_post_leads_to_its_new_one(page: str, signed_in: Callable[[str], Visitor]) -> None:
    arthur = signed_in("arthur")
    arthur.submit("/desk/posts/1/edit", "post-form", slug="another", action="publish")

    for path in ("feed/", "feed/atom/", "feed/json/"):
        response = arthur.get(f"{page}{path}")
        assert (response.status_code, response.location) == (301, f"/2026/04/another/{path}")
    assert arthur.get("/2026/04/nothing/feed/").status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_the_feed_of_a_page_holds_its_replies(app: Flask, cast: Cast, read: Read, visitor: Visitor, form: str) -> None:
    with app.app_context():
        approved(make_post(cast, "About", kind=PostKind.PAGE), "Under the page.")

    for address in ("/about/feed/", ALL):
        (entry,) = read(address, form)
        assert entry.url == "http://localhost/about/#comment-1"
    assert 'href="/about/feed/atom/"' in visitor.get("/about/").text
    assert visitor.get("/nowhere/feed/").status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_a_name_that_turns_what_follows_is_told_as_it_is_shown(app: Flask, page: str, read: Read, form: str) -> None:
    with app.app_context():
        approved(first_post(), "Hello ]]> & \x0b there.", name="adA\u202e ]]> <b>")

    (entry,) = read(ALL, form)
    assert entry.author == "adA ]]> <b>"
    assert "\u202e" not in entry.title


@pytest.mark.parametrize("address", [ALL, f"{ALL}atom/", f"{ALL}json/"])
def test_unchanged_replies_are_not_sent_again(app: Flask, page: str, visitor: Visitor, address: str) -> None:
    with app.app_context():
        approved(first_post())
    first = visitor.get(address)

    assert visitor.get(address, **{"If-None-Match": first.headers["ETag"]}).status_code == 304
