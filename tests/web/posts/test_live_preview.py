"""What is typed, rendered beside the text as it would be published."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from blog.database import db
from blog.posts.models import Revision
from blog.record.models import Act
from tests.visitor import Visitor, find_form

SignedIn = Callable[[str], Visitor]
TEXT = "## Knees\n\nLift *one*.<script>alert(1)</script>"


@pytest.fixture
def arthur(signed_in: SignedIn) -> Visitor:
    return signed_in("arthur")


def token(visitor: Visitor) -> str:
    return find_form(visitor.get("/desk/posts/new").text, "post-form").fields["token"]


def test_it_is_made_by_the_renderer_that_publishes(arthur: Visitor, visitor: Visitor) -> None:
    arthur.submit("/desk/posts/new", "post-form", title="Knees", body=TEXT, slug="knees", action="publish")
    shown = arthur.post("/desk/renderings", {"body": TEXT, "token": token(arthur)}).get_json()

    assert shown["html"] in arthur.get("/desk/posts/1/preview").text
    assert "<script>alert" not in shown["html"]
    assert shown["lines"] == [0, 2]
    assert shown["notices"] == ["The sanitizer took away 1 thing. “Save and preview” shows it."]


def test_nothing_is_kept(app: Flask, arthur: Visitor) -> None:
    form_token = token(arthur)
    with app.app_context():
        acts = db.session.scalar(select(func.count()).select_from(Act))

    assert arthur.post("/desk/renderings", {"body": TEXT, "token": form_token}).status_code == 200
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Revision)) == 0
        assert db.session.scalar(select(func.count()).select_from(Act)) == acts


def test_it_is_for_one_person_and_no_cache(arthur: Visitor) -> None:
    answer = arthur.post("/desk/renderings", {"body": "Text.", "token": token(arthur)})

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert arthur.post("/desk/renderings", {"body": "Text."}).status_code == 403


def test_a_text_over_budget_or_over_length_is_answered_in_words(arthur: Visitor) -> None:
    form_token = token(arthur)
    over_budget = arthur.post("/desk/renderings", {"body": "[" * 50_000, "token": form_token})
    over_length = arthur.post("/desk/renderings", {"body": "a" * 300_001, "token": form_token})

    assert over_budget.get_json()["notices"][0].startswith("From line 1 on there are more ")
    assert over_budget.get_json()["lines"] == []
    assert over_length.status_code == 422
