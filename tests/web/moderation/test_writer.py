"""The page of a writer: what can be said of them and done about them from there."""

from collections.abc import Callable

import pytest
from flask import Flask

from blog.comments.lifecycle import Action
from blog.database import db
from blog.moderation.rule_models import Ban
from tests.factories import Cast, make_comment, make_post
from tests.visitor import Visitor
from tests.web.replying import first_post

SignedIn = Callable[[str], Visitor]
WRITER = "/moderation/writers/1"


@pytest.fixture
def mo(app: Flask, page: str, signed_in: SignedIn) -> Visitor:
    """Mo, and a writer of two replies, the newer one spam."""
    with app.app_context():
        make_comment(first_post(), "First.")
        make_comment(first_post(), "Second.", then=(Action.SPAM,))
    return signed_in("mo")


def test_a_writer_is_banned_from_their_page_which_says_so(app: Flask, mo: Visitor) -> None:
    assert mo.submit(WRITER, "/moderation/bans/", days="30", reason="Insults.").status_code == 303

    with app.app_context():
        assert [(ban.kind.value, ban.reason) for ban in db.session.query(Ban)] == [("writer", "Insults.")]
    shown = mo.get(WRITER).text
    assert "The writer is banned." in shown
    assert "Ban the writer" not in shown


@pytest.mark.parametrize("where", [WRITER, f"{WRITER}?status=trash"])
def test_a_note_left_on_the_page_is_about_the_writer_and_is_removed_and_brought_back_there(
    mo: Visitor, where: str
) -> None:
    noted = mo.submit(where, "/notes", text="Writes <b>every</b> week.")
    assert noted.location.startswith(where)
    assert "Writes &lt;b&gt;every&lt;/b&gt; week." in mo.get(WRITER).text
    assert "about the writer" in mo.get("/moderation/comments/1").text

    removed = mo.submit(where, "/remove")
    assert removed.location.startswith(where)
    assert "week." not in mo.get(WRITER).text
    assert mo.submit(removed.location, "/undo").status_code == 303
    assert "week." in mo.get(WRITER).text


def test_notes_on_one_reply_do_not_stand_on_the_page_of_its_writer(mo: Visitor) -> None:
    mo.submit("/moderation/comments/1", "/comments/1/notes", text="Only here.")

    assert "Only here." not in mo.get(WRITER).text


def test_an_author_is_not_told_what_was_noted_under_anothers_post(
    app: Flask, cast: Cast, mo: Visitor, signed_in: SignedIn
) -> None:
    with app.app_context():
        make_comment(make_post(cast, "Of Berta", author="berta"), "Third.")
    mo.submit("/moderation/comments/1", "/comments/1/notes", text="Under Arthur.", about_writer="y")

    assert "Under Arthur." in signed_in("arthur").get(WRITER).text
    assert "Under Arthur." not in signed_in("berta").get(WRITER).text


def test_an_author_may_leave_a_note_and_neither_ban_nor_trust(mo: Visitor, signed_in: SignedIn) -> None:
    arthur = signed_in("arthur")
    shown = arthur.get(WRITER).text

    assert "/moderation/bans/" not in shown
    assert "/writers/1/trust" not in shown
    assert arthur.submit(WRITER, "/notes", text="Known to me.").status_code == 303
    assert signed_in("berta").get(WRITER).status_code == 404
