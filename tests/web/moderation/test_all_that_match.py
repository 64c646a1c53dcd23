"""All that match, emptying, and filters that one keeps: through the pages, without a script."""

from collections.abc import Callable

import pytest
from flask import Flask

from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.database import db
from tests.factories import make_comment
from tests.visitor import Visitor, find_form
from tests.web.replying import first_post

SignedIn = Callable[[str], Visitor]
QUEUE = "/moderation/"


@pytest.fixture
def mo(signed_in: SignedIn) -> Visitor:
    return signed_in("mo")


def fill(app: Flask, number: int, *then: Action) -> None:
    with app.app_context():
        for each in range(number):
            make_comment(first_post(), f"Casino {each}.", then=then)


def statuses(app: Flask) -> list[str]:
    with app.app_context():
        return [comment.status.value for comment in db.session.query(Comment).order_by(Comment.id)]


def test_all_that_match_are_asked_about_with_their_number_then_decided_and_undone(
    app: Flask, page: str, mo: Visitor
) -> None:
    fill(app, 27)
    address = f"{QUEUE}?q=casino"
    assert "All 27 that match" in mo.get(address).text

    asked = mo.submit(address, "bulk", action="spam", everything="yes")
    assert asked.status_code == 200
    assert "Mark 27 replies as spam?" in asked.text
    assert "Casino 0." in asked.text
    assert set(statuses(app)) == {"pending"}

    done = mo.post("/moderation/runs", {**find_form(asked.text, "/moderation/runs").fields, "action": "spam"})
    assert done.status_code == 303
    assert set(statuses(app)) == {"spam"}
    assert "27 replies were marked as spam." in mo.get(done.location).text

    assert mo.submit(done.location, "/undo").status_code == 303
    assert set(statuses(app)) == {"pending"}


def test_a_page_that_holds_all_offers_no_more(app: Flask, page: str, mo: Visitor) -> None:
    fill(app, 3)

    assert "that match" not in mo.get(QUEUE).text


def test_emptying_the_spam_asks_once_more(app: Flask, page: str, mo: Visitor) -> None:
    fill(app, 2, Action.SPAM)
    asked = mo.submit(f"{QUEUE}?status=spam", "/moderation/runs", action="delete")
    assert "Delete 2 replies for good?" in asked.text
    assert "Casino 0." in asked.text

    done = mo.post("/moderation/runs", {**find_form(asked.text, "/moderation/runs").fields, "action": "delete"})
    assert "2 replies were deleted for good." in mo.get(done.location).text
    with app.app_context():
        assert [comment.text for comment in db.session.query(Comment)] == ["", ""]


@pytest.mark.parametrize("fields", [{"cut_off": "x"}, {"action": "dance"}])
def test_an_odd_run_is_refused(app: Flask, page: str, mo: Visitor, fields: dict[str, str]) -> None:
    fill(app, 1)
    refused = mo.submit(QUEUE, "bulk", **{"everything": "yes", "action": "spam", **fields})

    assert refused.status_code == 422


def test_filters_are_kept_under_a_name_renamed_and_deleted(
    app: Flask, page: str, mo: Visitor, signed_in: SignedIn
) -> None:
    fill(app, 1)
    address = f"{QUEUE}?q=casino&language=none"
    saved = mo.submit(address, "/moderation/filters/", name="Gambling <b>")
    assert saved.status_code == 303
    assert "q=casino" in saved.location
    assert "Gambling &lt;b&gt;" in mo.get(QUEUE).text
    assert "Gambling" not in signed_in("ada").get(QUEUE).text

    assert mo.submit("/moderation/filters/", "/filters/1", name="Games", action="rename").status_code == 303
    assert "Games" in mo.get(QUEUE).text
    assert mo.submit("/moderation/filters/", "/filters/1", name="", action="rename").status_code == 422
    assert mo.submit("/moderation/filters/", "/filters/1", action="delete").status_code == 303
    assert "Games" not in mo.get(QUEUE).text
