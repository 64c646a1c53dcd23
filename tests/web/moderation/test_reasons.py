"""Reasons for declining: the list, and what becomes of one in a decision."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from blog.comments.lifecycle import Action
from blog.database import db
from blog.moderation.decline_reasons import compose_reason, decline_reasons
from blog.moderation.models import Decision, DeclineReason
from tests.factories import make_comment
from tests.visitor import Visitor, find_form
from tests.web.replying import first_post

SignedIn = Callable[[str], Visitor]
REASONS = "/moderation/reasons/"


def kept(app: Flask) -> list[tuple[int, str, str, int]]:
    with app.app_context():
        return [(each.id, each.title, each.text, each.position) for each in decline_reasons()]


def undo(visitor: Visitor, page: str) -> str:
    """Press the button of the notice; where that leads."""
    done = visitor.submit(page, "/undo")
    assert done.status_code == 303
    return done.location


def test_a_new_site_has_reasons_to_begin_with(app: Flask) -> None:
    assert len(kept(app)) >= 4


@pytest.mark.parametrize(
    ("form", "typed"),
    [
        ("new-reason", {"title": "Too short", "text": "Please say a little more.", "position": "9"}),
        ("/reasons/2", {"title": "Ads", "text": "No ads.", "position": "1", "action": "save"}),
        ("/reasons/2", {"action": "remove"}),
    ],
)
def test_each_change_of_the_list_is_undone_and_redone(
    app: Flask, signed_in: SignedIn, form: str, typed: dict[str, str]
) -> None:
    mo = signed_in("mo")
    before = kept(app)

    done = mo.submit(REASONS, form, **typed)
    assert done.status_code == 303
    after = kept(app)
    assert after != before

    undone = undo(mo, done.location)
    assert kept(app) == before
    undo(mo, undone)
    assert kept(app) == after


def test_what_was_changed_since_is_not_put_back(app: Flask, signed_in: SignedIn) -> None:
    mo = signed_in("mo")
    done = mo.submit(REASONS, "/reasons/2", title="One", text="One.", action="save")
    button = find_form(mo.get(done.location).text, "/undo")
    signed_in("edith").submit(REASONS, "/reasons/2", title="Two", text="Two.", action="save")

    assert mo.post(button.action, button.fields).status_code == 409


@pytest.mark.parametrize("typed", [{"title": ""}, {"text": " "}, {"title": "x" * 61}, {"text": "x" * 501}])
def test_what_is_no_reason_is_refused_and_stays_typed(app: Flask, signed_in: SignedIn, typed: dict[str, str]) -> None:
    before = kept(app)
    refused = signed_in("mo").submit(REASONS, "new-reason", **{"title": "Kept", "text": "Kept.", **typed})

    assert refused.status_code == 422
    assert "Kept" in refused.text
    assert kept(app) == before


@pytest.mark.parametrize(
    ("typed", "words", "tells"),
    [
        ({}, "", False),
        ({"reason": "Mine."}, "Mine.", False),
        ({"reason": "Mine.", "tells": "words"}, "Mine.", True),
        ({"template": "2", "tells": "template"}, "T", True),
        ({"template": "2", "tells": ""}, "T", False),
        ({"template": "2", "reason": "Mine.", "tells": "template"}, "T Mine.", False),
    ],
)
def test_a_reason_is_copied_into_the_decision(
    page: str, app: Flask, signed_in: SignedIn, typed: dict[str, str], words: str, tells: bool
) -> None:
    with app.app_context():
        make_comment(first_post())
        text = db.session.get_one(DeclineReason, 2).text

    mo = signed_in("mo")
    fields = {**find_form(mo.get("/moderation/comments/1").text, "/decisions").fields, "tells": "", "action": "trash"}
    assert mo.post("/moderation/comments/1/decisions", {**fields, **typed}).status_code == 303

    with app.app_context():
        decision = db.session.scalars(select(Decision)).one()
    assert (decision.reason, decision.tells_writer) == (words.replace("T", text), tells)


def test_approving_takes_no_template(page: str, app: Flask) -> None:
    with app.app_context():
        assert compose_reason(Action.APPROVE, 2, "", frozenset({"template"})).text == ""


def test_a_removed_reason_is_refused_and_nothing_is_decided(page: str, app: Flask, signed_in: SignedIn) -> None:
    with app.app_context():
        make_comment(first_post())
    mo = signed_in("mo")
    assert mo.submit("/moderation/comments/1", "/decisions", action="trash", template="77").status_code == 422

    with app.app_context():
        assert db.session.scalars(select(Decision)).all() == []


def test_the_list_is_offered_in_the_form(page: str, app: Flask, signed_in: SignedIn) -> None:
    with app.app_context():
        make_comment(first_post())
    text = signed_in("mo").get("/moderation/comments/1").text
    assert '<select name="template">' in text
    assert "Advertising" in text


def decided(app: Flask) -> list[tuple[str, bool]]:
    with app.app_context():
        return [(each.reason, each.tells_writer) for each in db.session.scalars(select(Decision))]


def text_of(app: Flask, reason_id: int) -> str:
    with app.app_context():
        return db.session.get_one(DeclineReason, reason_id).text


@pytest.mark.parametrize(("tells", "is_told"), [("template", True), ("", False)])
def test_a_reason_is_copied_into_every_decision_of_a_run(
    page: str, app: Flask, signed_in: SignedIn, tells: str, is_told: bool
) -> None:
    with app.app_context():
        make_comment(first_post())
        make_comment(first_post(), "Another.")
    form = find_form((mo := signed_in("mo")).get("/moderation/").text, "bulk")
    fields = {**form.fields, "template": "2", "tells": tells, "action": "trash", "selected": ["1:1", "2:1"]}

    assert mo.post(form.action, fields).status_code == 303
    assert decided(app) == [(text_of(app, 2), is_told)] * 2


def test_a_removed_reason_refuses_a_whole_run(page: str, app: Flask, signed_in: SignedIn) -> None:
    with app.app_context():
        make_comment(first_post())
    refused = signed_in("mo").submit("/moderation/", "bulk", action="trash", selected="1:1", template="77")

    assert refused.status_code == 422
    assert decided(app) == []


def test_all_that_match_are_asked_about_with_the_reason_and_take_it(page: str, app: Flask, signed_in: SignedIn) -> None:
    with app.app_context():
        for number in range(21):
            make_comment(first_post(), f"Casino {number}.")
    mo = signed_in("mo")
    asked = mo.submit("/moderation/", "bulk", action="spam", everything="yes", template="2", tells="template")
    assert text_of(app, 2) in asked.text
    assert "The writers may read it." in asked.text

    mo.post("/moderation/runs", {**find_form(asked.text, "/moderation/runs").fields, "action": "spam"})
    assert decided(app) == [(text_of(app, 2), True)] * 21


def test_a_run_that_approves_takes_no_template(page: str, app: Flask, signed_in: SignedIn) -> None:
    with app.app_context():
        make_comment(first_post())
    signed_in("mo").submit("/moderation/", "bulk", action="approve", selected="1:1", template="2", tells="template")

    assert decided(app) == [("", False)]
