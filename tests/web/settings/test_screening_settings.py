"""Screening follows its settings from the next reply on."""

from collections.abc import Callable

import pytest
from flask import Flask

from blog.comments.models import Comment
from blog.database import db
from tests.visitor import Visitor, find_form

SignedIn = Callable[[str], Visitor]


def save(ada: Visitor, **typed: str) -> int:
    return ada.submit("/settings/", "settings-form", language="en", time_zone="UTC", **typed).status_code


def newest(app: Flask) -> tuple[str, list[str]]:
    with app.app_context():
        comment = db.session.query(Comment).order_by(Comment.id.desc()).first()
        assert comment
        return comment.status.value, [finding.code for finding in comment.findings]


@pytest.mark.parametrize(
    ("typed", "reply", "status", "codes"),
    [
        ({"everything_waits": "on"}, {}, "pending", ["everything_waits", "first_replies"]),
        ({"first_hours": "10000"}, {}, "pending", ["first_hours", "first_replies"]),
        ({"first_replies": "0"}, {}, "approved", ["no_objection"]),
        ({"first_replies": "0", "quickest": "60"}, {"took": "59"}, "pending", ["too_quick", "no_objection"]),
        (
            {"first_replies": "0", "most_links": "0"},
            {"comment": "https://a.example"},
            "pending",
            ["no_objection", "many_links"],
        ),
        (
            {"first_replies": "0", "lying_links": "off"},
            {"comment": "[a.example](https://b.example)"},
            "approved",
            ["no_objection"],
        ),
    ],
)
def test_the_next_reply_is_screened_as_was_just_set(
    app: Flask,
    page: str,
    visitor: Visitor,
    signed_in: SignedIn,
    typed: dict[str, str],
    reply: dict[str, str],
    status: str,
    codes: list[str],
) -> None:
    assert save(signed_in("ada"), **typed) == 303

    assert visitor.reply(page, **reply).status_code == 303

    assert newest(app) == (status, codes)


def test_more_from_one_network_than_was_set_waits(app: Flask, page: str, visitor: Visitor, signed_in: SignedIn) -> None:
    save(signed_in("ada"), first_replies="0", most_from_network="1")
    visitor.reply(page, comment="One.")
    assert newest(app) == ("approved", ["no_objection"])
    visitor.reply(page, comment="Two.", email="else@example.net")
    assert newest(app) == ("pending", ["no_objection", "busy_network"])


def test_a_wrong_number_is_refused_beside_its_field_and_kept(page: str, signed_in: SignedIn) -> None:
    ada = signed_in("ada")
    refused = ada.submit("/settings/", "settings-form", language="en", time_zone="UTC", first_hours="two days")

    assert refused.status_code == 422
    assert 'href="#first_hours"' in refused.text
    assert find_form(refused.text, "settings-form").fields["first_hours"] == "two days"


def test_a_change_is_told_in_words_and_can_be_undone(app: Flask, page: str, signed_in: SignedIn) -> None:
    ada = signed_in("ada")
    save(ada, everything_waits="on", first_replies="3")
    text = ada.get("/settings/").text
    assert "First replies of a writer that wait" in text

    undone = ada.submit("/settings/", "/undo")

    assert undone.status_code == 303
    fields = find_form(ada.get("/settings/").text, "settings-form").fields
    assert (fields["everything_waits"], fields["first_replies"]) == ("off", "1")
