"""Replies that are taken: to whom, by whom, with which findings, and what their writers see."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from blog.clock import utcnow
from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.moderation.decisions import decide
from blog.reading import views
from blog.record.acts import COMMAND_LINE
from tests.factories import Cast, approved, make_comment, make_post
from tests.visitor import Visitor, find_form
from tests.web.replying import WORDS, first_post

# Parents


@pytest.mark.parametrize("parent", ["77", "abc", "-1", "1.5", str(2**63), "9" * 100, "2", "3"])
def test_a_parent_that_can_not_be_answered_is_422_in_the_same_words(
    app: Flask, cast: Cast, page: str, visitor: Visitor, parent: str
) -> None:
    with app.app_context():
        approved(first_post(), "It can be answered.")
        make_comment(first_post(), "It waits.")
        approved(make_post(cast, "Another"), "Elsewhere.")

    response = visitor.reply(page, comment=WORDS, parent=parent)

    assert response.status_code == 422
    assert "is not here any more" in response.text
    form = find_form(response.text, "commentform")
    assert form.fields["comment"] == WORDS
    assert form.fields["parent"] == "", "sent again, it answers the post"


@pytest.mark.parametrize(("parent", "stored"), [("1", 1), ("", None), ("0", None), (" 1 ", 1)])
def test_a_parent_that_is_shown_can_be_answered(
    app: Flask, page: str, visitor: Visitor, parent: str, stored: int | None
) -> None:
    with app.app_context():
        approved(first_post(), "It can be answered.")

    assert visitor.reply(page, parent=parent).status_code == 303
    with app.app_context():
        assert db.session.get_one(Comment, 2).parent_id == stored


def test_the_link_below_a_reply_preselects_it_without_a_script(app: Flask, page: str, visitor: Visitor) -> None:
    with app.app_context():
        approved(first_post(), "It can be answered.", name="Sol & Co")
        make_comment(first_post(), "It waits.")

    answering = visitor.get(f"{page}?replytocom=1")
    assert find_form(answering.text, "commentform").fields["parent"] == "1"
    assert "Leave a Reply to Sol &amp; Co" in answering.text
    for other in ("2", "77", "x", "9" * 30):
        assert find_form(visitor.get(f"{page}?replytocom={other}").text, "commentform").fields["parent"] == ""


# Findings


@pytest.mark.parametrize(
    ("typed", "code", "values"),
    [
        ({"subject": "Buy!"}, "filled_trap", {"filled_in": "Buy!"}),
        ({"subject": "x" * 1000}, "filled_trap", {"filled_in": "x" * 100}),
        ({"subject": "sol@example.net"}, "filled_trap", {"filled_in": "…@…"}),
        ({"took": "2.94"}, "too_quick", {"seconds": 2.9}),
        ({"took": "0"}, "too_quick", {"seconds": 0.0}),
    ],
)
def test_a_finding_holds_with_its_evidence_and_drops_nothing(
    app: Flask, page: str, visitor: Visitor, typed: dict[str, str], code: str, values: dict[str, object]
) -> None:
    assert visitor.reply(page, **typed).status_code == 303

    with app.app_context():
        comment = db.session.get_one(Comment, 1)
        assert comment.status == "pending"
        assert [(found.code, found.values) for found in comment.findings] == [
            (code, values),
            ("first_replies", {"approved": 0, "needed": 1}),
        ]


@pytest.mark.parametrize("took", ["", "3", "3.0", "600", "abc", "-1", "1e9", "nan", "٢", "1" * 50])
def test_nothing_is_found_in_an_empty_slow_or_senseless_time(
    app: Flask, page: str, visitor: Visitor, took: str
) -> None:
    assert visitor.reply(page, took=took).status_code == 303

    with app.app_context():
        assert [found.code for found in db.session.get_one(Comment, 1).findings] == ["first_replies"]


# Own people


@pytest.mark.parametrize(
    ("name", "status"),
    [("mo", "approved"), ("arthur", "approved"), ("berta", "pending"), ("edith", "approved"), ("ada", "approved")],
)
def test_who_may_moderate_the_post_is_shown_at_once_and_as_themselves(
    app: Flask, cast: Cast, page: str, signed_in: Callable[[str], Visitor], name: str, status: str
) -> None:
    person = signed_in(name)
    typed = {"author": "Somebody Else", "email": "else@example.net", "url": "https://else.example", "comment": WORDS}

    response = person.reply(page, **typed)

    assert response.status_code == 303
    with app.app_context():
        comment = db.session.get_one(Comment, 1)
        assert comment.status == status
        assert (comment.name, comment.url) == (cast.user(name).name, "")
        assert (comment.user_id, comment.writer_id) == (cast[name], None)
        assert [found.code for found in comment.findings] == [
            "may_moderate" if status == "approved" else "first_replies"
        ]
    assert ("Words that took me" in Visitor(app).get(page).text) == (status == "approved")


def test_a_name_and_address_that_are_typed_prove_nothing(app: Flask, page: str, visitor: Visitor) -> None:
    assert visitor.reply(page, author="Ada Admin", email="ada@example.org").status_code == 303

    with app.app_context():
        assert db.session.get_one(Comment, 1).status == "pending"


# The private preview


def test_the_preview_ends_after_half_an_hour(
    app: Flask, page: str, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = visitor.reply(page, comment=WORDS).location
    shown = visitor.get(address)
    assert "Words that took me" in shown.text
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in shown.headers["X-Robots-Tag"]

    later = utcnow() + timedelta(minutes=31)
    monkeypatch.setattr(views, "utcnow", lambda: later)
    assert "Words that took me" not in visitor.get(address).text


@pytest.mark.parametrize("token", ["", "x", "WzEsMTAwMDAwMDAwMDAwXQ.x", "[]", "é"])
def test_an_altered_preview_shows_the_public_page(page: str, visitor: Visitor, token: str) -> None:
    visitor.reply(page, comment=WORDS)

    shown = visitor.get(f"{page}?awaiting={token}")
    assert shown.status_code == 200
    assert "Words that took me" not in shown.text


def test_the_preview_of_one_reply_shows_no_other(app: Flask, cast: Cast, page: str, visitor: Visitor) -> None:
    with app.app_context():
        make_post(cast, "Another")
    visitor.reply(page, comment="The first secret.")
    address = visitor.reply(page, comment=WORDS).location

    assert "The first secret." not in visitor.get(address).text
    assert "Words that took me" not in visitor.get(address.replace("anatomy-spotlight-psoas", "another")).text


def test_the_preview_is_over_once_it_was_decided(app: Flask, page: str, visitor: Visitor) -> None:
    address = visitor.reply(page, comment=WORDS).location
    with app.app_context(), transaction():
        decide(db.session.get_one(Comment, 1), Action.SPAM, COMMAND_LINE, utcnow(), 1)

    assert "Words that took me" not in visitor.get(address).text
