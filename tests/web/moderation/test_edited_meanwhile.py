"""A reply whose words were changed between the look at it and the decision about it."""

from collections.abc import Callable

import pytest
from flask import Flask

from blog.comments.editing import Wording, edit_comment, revision_seen
from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.moderation.decisions import decide
from blog.record.acts import COMMAND_LINE
from blog.text.render import render_comment
from tests.factories import NOW, make_comment
from tests.visitor import Visitor, find_form
from tests.web.replying import first_post

SignedIn = Callable[[str], Visitor]
QUEUE, CARD, DECIDE = "/moderation/", "/moderation/comments/1", "/moderation/comments/1/decisions"
DIFFERENCE = "<del>knee </del><ins>leg </ins>"


@pytest.fixture
def mo(app: Flask, page: str, signed_in: SignedIn) -> Visitor:
    """Mo, and reply 1, which waits."""
    with app.app_context():
        make_comment(first_post(), "Sit tall, lift one knee and count.")
    return signed_in("mo")


def edit(app: Flask, text: str = "Sit tall, lift one leg and count.") -> None:
    with app.app_context(), transaction():
        comment = db.session.get_one(Comment, 1)
        edit_comment(comment, Wording("Rhea R.", "", text), render_comment(text), COMMAND_LINE, NOW, comment.version)


def status(app: Flask) -> str:
    with app.app_context():
        return db.session.get_one(Comment, 1).status.value


def test_approving_what_was_edited_shows_what_changed_and_makes_nothing_public(
    app: Flask, page: str, mo: Visitor, visitor: Visitor
) -> None:
    form = find_form(mo.get(QUEUE).text, DECIDE)
    edit(app)
    refused = mo.post(DECIDE, {**form.fields, "action": "approve"})

    assert refused.status_code == 409
    assert DIFFERENCE in refused.text.replace("\n", "").split("changed-since")[1]
    assert "This reply was edited meanwhile." in refused.text
    assert status(app) == "pending"
    assert "lift one" not in visitor.get(page).text

    again = find_form(refused.text, DECIDE)
    assert mo.post(DECIDE, {**again.fields, "action": "approve"}).status_code == 303
    assert "lift one leg" in visitor.get(page).text


def test_a_script_is_given_the_difference_in_the_card(app: Flask, mo: Visitor) -> None:
    form = find_form(mo.get(QUEUE).text, DECIDE)
    edit(app)
    answer = mo.post(DECIDE, {**form.fields, "action": "approve"}, Accept="application/json")

    assert answer.status_code == 409
    assert answer.json
    assert DIFFERENCE in answer.json["card"].replace("\n", "")
    assert answer.json["version"] == 2
    assert status(app) == "pending"


def test_what_was_decided_without_an_edit_shows_no_difference(app: Flask, mo: Visitor) -> None:
    edit(app)
    form = find_form(mo.get(QUEUE).text, DECIDE)
    with app.app_context(), transaction():
        decide(db.session.get_one(Comment, 1), Action.SPAM, COMMAND_LINE, NOW, 2)
    refused = mo.post(DECIDE, {**form.fields, "action": "approve"})

    assert refused.status_code == 409
    assert "command line was first" in refused.text
    assert "changed-since" not in refused.text


def test_edited_and_then_decided_names_who_was_first_and_shows_the_difference(app: Flask, mo: Visitor) -> None:
    form = find_form(mo.get(QUEUE).text, DECIDE)
    edit(app)
    with app.app_context(), transaction():
        decide(db.session.get_one(Comment, 1), Action.SPAM, COMMAND_LINE, NOW, 2)
    refused = mo.post(DECIDE, {**form.fields, "action": "approve"}).text

    assert "command line was first" in refused
    assert DIFFERENCE in refused.replace("\n", "").split("changed-since")[1]


def test_the_words_seen_are_those_of_the_version(app: Flask, mo: Visitor) -> None:
    edit(app, "Second.")
    with app.app_context(), transaction():
        decide(db.session.get_one(Comment, 1), Action.SPAM, COMMAND_LINE, NOW, 2)
    edit(app, "Third.")
    with app.app_context():
        comment = db.session.get_one(Comment, 1)
        seen = [revision_seen(comment, version) for version in (1, 2, 3, 4, 9)]
        assert [each.number if each else None for each in seen] == [1, 2, 2, None, None]


@pytest.mark.parametrize("decided", [("approve", "hold"), ("approve",), ("spam",)])
def test_no_undo_after_an_edit_makes_public_what_nobody_saw(
    app: Flask, page: str, mo: Visitor, visitor: Visitor, decided: tuple[str, ...]
) -> None:
    done = [mo.submit(CARD, DECIDE, action=action) for action in decided][-1]
    button = find_form(mo.get(done.location).text, "/undo")
    before = status(app)
    edit(app, "Words that nobody saw.")
    public = "Words that nobody saw." in visitor.get(page).text

    assert mo.post(button.action, button.fields).status_code == 409
    assert status(app) == before
    assert ("Words that nobody saw." in visitor.get(page).text) is public is (before == "approved")


def test_an_undone_approval_is_not_redone_over_an_edit(app: Flask, page: str, mo: Visitor, visitor: Visitor) -> None:
    approved = mo.submit(CARD, DECIDE, action="approve")
    undone = mo.submit(approved.location, "/undo")
    button = find_form(mo.get(undone.location).text, "/undo")
    edit(app, "Words that nobody saw.")

    assert mo.post(button.action, button.fields).status_code == 409
    assert status(app) == "pending"
    assert "Words that nobody saw." not in visitor.get(page).text
