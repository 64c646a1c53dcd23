"""The page that lists the phases, and the switches of writers and posts."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask

from blog.app import PHASES
from blog.clock import utcnow
from blog.comments.models import PremoderatedPost, WriterTrust
from blog.database import db
from blog.moderation import screening_wording
from tests.factories import Cast, make_comment, make_post
from tests.visitor import Visitor, find_form
from tests.web.replying import first_post

SignedIn = Callable[[str], Visitor]
Statements = Callable[[], AbstractContextManager[list[str]]]
SCREENING = "/moderation/screening/"


def token(visitor: Visitor) -> str:
    return find_form(visitor.get("/account/").text, "/account/profile").fields["token"]


def test_the_phases_are_listed_in_their_order_with_setting_and_numbers(
    app: Flask, page: str, signed_in: SignedIn
) -> None:
    with app.app_context():
        make_comment(first_post(), trap="x", at=utcnow())

    text = signed_in("mo").get(SCREENING).text

    places = [text.index(f"<h2>{title}</h2>") for title in ("Own people", "Every reply waits", "Trap", "Links")]
    assert places == sorted(places)
    assert text.count("<li>\n    <h2>") == len(PHASES)
    assert "Set to: Off" in text
    assert "Found in 30 days: 1" in text


@pytest.mark.parametrize("name", [phase.__name__ for phase in PHASES])
def test_every_phase_has_words(name: str) -> None:
    assert name in screening_wording.PHASES


def test_only_who_may_change_settings_is_led_to_them(signed_in: SignedIn, page: str) -> None:
    assert "/settings/#screening" not in signed_in("mo").get(SCREENING).text
    assert "/settings/#screening" in signed_in("ada").get(SCREENING).text


def test_the_page_asks_the_same_number_of_questions_however_much_there_is(
    app: Flask, cast: Cast, page: str, signed_in: SignedIn, statements: Statements
) -> None:
    mo = signed_in("mo")
    mo.get(SCREENING)
    with statements() as few:
        mo.get(SCREENING)
    with app.app_context():
        for number in range(5):
            post = make_post(cast, f"Post {number}")
            make_comment(post, trap="x")
            db.session.add(PremoderatedPost(post_id=post.id, since=post.created_at))
            db.session.commit()
    mo.get(SCREENING)  # new posts make a new version of the site, whose settings are read once
    with statements() as many:
        mo.get(SCREENING)

    assert len(many) == len(few)


def test_an_author_lets_every_reply_to_an_own_post_wait_and_no_other(
    app: Flask, page: str, signed_in: SignedIn
) -> None:
    arthur, berta = signed_in("arthur"), signed_in("berta")
    assert berta.post(f"{SCREENING}posts", {"token": token(berta), "post": "1", "waits": "on"}).status_code == 404

    done = arthur.submit(SCREENING, "/screening/posts", post="1", waits="on")

    assert done.status_code == 303
    assert "Stop that" in arthur.get(SCREENING).text
    assert "Stop that" not in berta.get(SCREENING).text
    assert arthur.submit(SCREENING, "/screening/posts", waits="off").status_code == 303
    assert "Stop that" not in arthur.get(SCREENING).text


@pytest.mark.parametrize("post", ["", "0", "x", "77", "9" * 30])
def test_a_post_that_is_not_there_is_not_found(signed_in: SignedIn, page: str, post: str) -> None:
    mo = signed_in("mo")
    assert mo.post(f"{SCREENING}posts", {"token": token(mo), "post": post, "waits": "on"}).status_code == 404


def test_a_moderator_says_what_is_to_be_thought_of_a_writer(app: Flask, page: str, signed_in: SignedIn) -> None:
    with app.app_context():
        make_comment(first_post())
    mo = signed_in("mo")
    assert mo.submit("/moderation/comments/1", "/writers/1/trust", trust="trusted").status_code == 303
    assert "A moderator trusts this writer" in mo.get("/moderation/comments/1").text
    assert "/writers/1/trust" not in signed_in("arthur").get("/moderation/comments/1").text

    for said, kept in (("trusted", ["trusted"]), ("held", ["held"]), ("", [])):
        done = mo.post(
            "/moderation/writers/1/trust", {"token": token(mo), "trust": said, "back": "/moderation/comments/1"}
        )
        assert done.headers["Location"].startswith("/moderation/comments/1?done=")
        with app.app_context():
            assert [each.trust.value for each in db.session.query(WriterTrust)] == kept

    assert mo.post("/moderation/writers/1/trust", {"token": token(mo), "trust": "loved"}).status_code == 422
    assert mo.post("/moderation/writers/7/trust", {"token": token(mo), "trust": "held"}).status_code == 404
    assert mo.post("/moderation/writers/1/trust", {"trust": "held"}).status_code == 403


@pytest.mark.parametrize("where", ["/moderation/?post=1", "/moderation/?post=1&status=spam", "/moderation/comments/1"])
def test_every_reply_to_a_post_is_made_to_wait_where_the_post_stands_and_undone_there(
    app: Flask, page: str, signed_in: SignedIn, where: str
) -> None:
    with app.app_context():
        make_comment(first_post())
    mo = signed_in("mo")
    done = mo.submit(where, "/screening/posts", waits="on")

    assert done.status_code == 303
    assert done.location.startswith(where)
    shown = mo.get(done.location).text
    assert "From now on every reply to this post waits." in shown
    assert 'name="waits" value="off"' in shown
    assert mo.submit(done.location, "/undo").status_code == 303
    assert 'name="waits" value="on"' in mo.get(where).text
    with app.app_context():
        assert db.session.query(PremoderatedPost).all() == []


def test_the_switch_stands_only_in_a_queue_of_one_post_that_is_ones_own(
    app: Flask, page: str, signed_in: SignedIn
) -> None:
    assert "/screening/posts" not in signed_in("mo").get("/moderation/").text
    assert "/screening/posts" not in signed_in("mo").get("/moderation/?post=77").text
    assert "/screening/posts" not in signed_in("berta").get("/moderation/?post=1").text
    assert "/screening/posts" in signed_in("arthur").get("/moderation/?post=1").text


@pytest.mark.parametrize("where", ["/moderation/comments/1", "/moderation/writers/1"])
def test_what_is_said_of_a_writer_is_told_and_undone_where_it_was_said(
    app: Flask, page: str, signed_in: SignedIn, where: str
) -> None:
    with app.app_context():
        make_comment(first_post())
    mo = signed_in("mo")
    done = mo.submit(where, "/writers/1/trust", trust="held")

    assert done.location.startswith(where)
    assert "From now on every reply of this writer waits." in mo.get(done.location).text
    assert mo.submit(done.location, "/undo").status_code == 303
    with app.app_context():
        assert db.session.query(WriterTrust).all() == []
