"""Deciding through the pages of the queue, all of it without a script."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from blog.accounts.registration import rename
from blog.comments.lifecycle import Action
from blog.comments.models import Comment, Writer
from blog.database import db, transaction
from blog.moderation.models import Decision
from blog.record.models import Act
from tests.factories import NOW, Cast, approved, make_comment
from tests.visitor import Visitor, find_form
from tests.web.replying import first_post

SignedIn = Callable[[str], Visitor]
QUEUE = "/moderation/"


@pytest.fixture
def waiting(app: Flask, page: str) -> int:
    with app.app_context():
        return make_comment(first_post(), "It waits <script>alert(1)</script>.").id


@pytest.fixture
def mo(signed_in: SignedIn) -> Visitor:
    return signed_in("mo")


def status_of(app: Flask, comment_id: int) -> str:
    with app.app_context():
        return db.session.get_one(Comment, comment_id).status.value


def decide(visitor: Visitor, comment_id: int, action: str, page: str = QUEUE, **typed: str) -> TestResponse:
    return visitor.submit(page, f"/{comment_id}/decisions", action=action, **typed)


# One at a time


def test_approving_on_a_card_makes_it_public_and_offers_an_undo(
    app: Flask, page: str, waiting: int, mo: Visitor, visitor: Visitor
) -> None:
    response = decide(mo, waiting, "approve", reason="kind")

    assert response.status_code == 303
    assert response.location.startswith("/moderation/?")
    assert "It waits" in visitor.get(page).text
    notice = mo.get(response.location).text
    assert "The reply by Rhea Reader was approved." in notice

    undone = mo.submit(response.location, "/undo")
    assert undone.status_code == 303
    assert status_of(app, waiting) == "pending"
    assert "It waits" not in visitor.get(page).text


def test_after_a_decision_one_is_back_in_the_same_tab_with_the_same_filters(waiting: int, mo: Visitor) -> None:
    response = decide(mo, waiting, "spam", f"{QUEUE}?status=pending&post=1&q=waits")

    address, _, query = response.location.partition("?")
    assert address == QUEUE
    assert {"status=pending", "post=1", "q=waits"} <= set(query.split("&"))
    assert "Nothing here fits these filters." in mo.get(response.location).text


@pytest.mark.parametrize(
    "back", ["https://evil.example/moderation/", "//evil.example", "/login", "/moderation/../x", ""]
)
def test_back_leads_only_to_the_queue(waiting: int, mo: Visitor, back: str) -> None:
    location = decide(mo, waiting, "approve", back=back).location

    assert location.startswith("/moderation/")
    assert "evil" not in location


def test_the_notice_is_for_the_one_who_did_it(waiting: int, mo: Visitor, signed_in: SignedIn) -> None:
    location = decide(mo, waiting, "approve").location

    assert "was approved" not in signed_in("ada").get(location).text


def test_two_moderators_at_once_the_second_is_told_who_was_first(
    app: Flask, waiting: int, mo: Visitor, signed_in: SignedIn
) -> None:
    form = find_form(mo.get(QUEUE).text, f"/{waiting}/decisions")
    decide(signed_in("ada"), waiting, "spam")

    response = mo.post(form.action, {**form.fields, "action": "approve"})

    assert response.status_code == 409
    assert "Ada Admin was first: this reply is now spam." in response.text
    assert status_of(app, waiting) == "spam"


def test_the_same_button_twice_is_409_even_for_oneself(app: Flask, waiting: int, mo: Visitor) -> None:
    form = find_form(mo.get(QUEUE).text, f"/{waiting}/decisions")
    data = {**form.fields, "action": "approve"}
    assert mo.post(form.action, data).status_code == 303

    again = mo.post(form.action, data)

    assert again.status_code == 409
    assert "Mo Moderator was first" in again.text
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Decision)) == 1


def test_what_is_impossible_now_is_409(app: Flask, waiting: int, mo: Visitor) -> None:
    assert decide(mo, waiting, "hold").status_code == 409
    assert decide(mo, waiting, "delete", sure="yes").status_code == 409
    assert status_of(app, waiting) == "pending"


@pytest.mark.parametrize(
    "typed",
    [
        {"action": "undo"},
        {"action": ""},
        {"action": "APPROVE"},
        {"version": ""},
        {"version": "one"},
        {"version": "-1"},
        {"version": "9" * 30},
        {"reason": "x" * 501},
    ],
)
def test_a_form_that_makes_no_sense_is_422(app: Flask, waiting: int, mo: Visitor, typed: dict[str, str]) -> None:
    response = mo.submit(QUEUE, f"/{waiting}/decisions", **{"action": "approve", **typed})

    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert status_of(app, waiting) == "pending"


def test_a_token_of_another_session_decides_nothing(app: Flask, waiting: int, mo: Visitor, signed_in: SignedIn) -> None:
    form = find_form(signed_in("ada").get(QUEUE).text, f"/{waiting}/decisions")

    for token in (form.fields["token"], "", "x"):
        data = {**form.fields, "token": token, "action": "approve"}
        assert mo.post(form.action, data).status_code == 403
    assert status_of(app, waiting) == "pending"


def test_an_undo_that_comes_too_late_is_409(app: Flask, waiting: int, mo: Visitor, signed_in: SignedIn) -> None:
    notice = decide(mo, waiting, "approve").location
    form = find_form(mo.get(notice).text, "/undo")
    decide(signed_in("ada"), waiting, "spam", f"{QUEUE}?status=approved")

    response = mo.post(form.action, form.fields)

    assert response.status_code == 409
    assert "Ada Admin was first" in response.text
    assert status_of(app, waiting) == "spam"


def test_an_undo_twice_is_409(app: Flask, waiting: int, mo: Visitor) -> None:
    form = find_form(mo.get(decide(mo, waiting, "approve").location).text, "/undo")

    assert mo.post(form.action, form.fields).status_code == 303
    assert mo.post(form.action, form.fields).status_code == 409
    assert status_of(app, waiting) == "pending"


# Deleting


def test_deleting_asks_once_more_and_then_there_is_no_undo(
    app: Flask, page: str, mo: Visitor, visitor: Visitor
) -> None:
    with app.app_context():
        comment_id = approved(first_post(), "Soon gone.").id
        approved(first_post(), "An answer to it.", parent=db.session.get_one(Comment, comment_id))
    decide(mo, comment_id, "trash", f"{QUEUE}?status=approved")

    asked = decide(mo, comment_id, "delete", f"{QUEUE}?status=trash")
    assert asked.status_code == 200
    assert "Delete this reply for good?" in asked.text
    with app.app_context():
        assert db.session.get_one(Comment, comment_id).text == "Soon gone."

    form = find_form(asked.text, f"/{comment_id}/decisions")
    done = mo.post(form.action, {**form.fields, "action": "delete"})
    assert done.status_code == 303
    notice = mo.get(done.location)
    assert "was deleted for good" in notice.text
    assert "/undo" not in notice.text
    with app.app_context():
        comment = db.session.get_one(Comment, comment_id)
        assert (comment.text, comment.name, comment.writer_id) == ("", "", None)
        assert db.session.scalar(select(func.count()).where(Decision.comment_id == comment_id)) == 3
    shown = visitor.get(page).text
    assert "An answer to it." in shown
    assert "Soon gone." not in shown
    assert "A reply stood here" in shown


def test_what_was_deleted_is_in_no_tab(app: Flask, page: str, mo: Visitor) -> None:
    with app.app_context():
        make_comment(first_post(), "Gone.", then=(Action.SPAM, Action.DELETE))

    assert tab_counts(mo.get(f"{QUEUE}?status=spam").text)["spam"] == 0
    assert "/moderation/comments/1" not in mo.get(f"{QUEUE}?status=spam").text


# Many


def bulk(visitor: Visitor, action: str, selected: list[str], page: str = QUEUE, **typed: str) -> TestResponse:
    form = find_form(visitor.get(page).text, "bulk")
    return visitor.post(form.action, {**form.fields, "action": action, "selected": selected, **typed})


def test_a_bulk_run_says_how_many_were_done_and_which_not_and_why(app: Flask, page: str, mo: Visitor) -> None:
    with app.app_context():
        for number in range(3):
            make_comment(first_post(), f"Reply {number}.")
        make_comment(first_post(), "Decided meanwhile.", then=(Action.SPAM,))

    response = bulk(mo, "approve", ["1:1", "2:1", "4:1", "77:1"])

    assert response.status_code == 303
    notice = mo.get(response.location).text
    assert "2 replies were approved." in notice
    assert "Reply 4 was left as it is: command line was first: this reply is now spam." in notice
    assert "1 is not here any more." in notice
    assert [status_of(app, number) for number in (1, 2, 3, 4)] == ["approved", "approved", "pending", "spam"]

    undone = mo.submit(response.location, "/undo")
    assert undone.status_code == 303
    assert [status_of(app, number) for number in (1, 2, 3, 4)] == ["pending", "pending", "pending", "spam"]


@pytest.mark.parametrize(
    ("action", "selected"),
    [
        ("approve", []),
        ("approve", ["1"]),
        ("approve", ["1:"]),
        ("approve", ["1:1", "x:1"]),
        ("approve", ["1:1:1"]),
        ("approve", ["-1:1"]),
        ("approve", ["٣:1"]),
        ("approve", [f"{'9' * 19}:1"]),
        ("approve", [f"{number}:1" for number in range(501)]),
        ("undo", ["1:1"]),
        ("", ["1:1"]),
    ],
)
def test_a_bulk_run_of_nothing_or_nonsense_is_422(
    app: Flask, waiting: int, mo: Visitor, action: str, selected: list[str]
) -> None:
    response = bulk(mo, action, selected)

    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert status_of(app, waiting) == "pending"


def test_five_hundred_are_decided_in_one_go(app: Flask, waiting: int, mo: Visitor) -> None:
    response = bulk(mo, "approve", [f"{number}:1" for number in range(1, 501)])

    assert response.status_code == 303
    notice = mo.get(response.location).text
    assert "1 reply was approved." in notice
    assert "499 are not here any more." in notice


def test_the_reason_of_a_bulk_run_is_kept_with_each_decision(app: Flask, waiting: int, mo: Visitor) -> None:
    bulk(mo, "spam", [f"{waiting}:1"], reason="a wave")

    assert "a wave" in mo.get(f"/moderation/comments/{waiting}").text


def test_deleting_many_asks_once_more(app: Flask, page: str, mo: Visitor) -> None:
    with app.app_context():
        for number in range(2):
            make_comment(first_post(), f"Spam {number}.", then=(Action.SPAM,))

    asked = bulk(mo, "delete", ["1:2", "2:2"], f"{QUEUE}?status=spam")
    assert asked.status_code == 200
    assert "Delete 2 replies for good?" in asked.text
    token = find_form(asked.text, "/moderation/decisions").fields["token"]
    done = mo.post(
        "/moderation/decisions", {"token": token, "action": "delete", "sure": "yes", "selected": ["1:2", "2:2"]}
    )

    notice = mo.get(done.location).text
    assert "2 replies were deleted for good." in notice
    assert "/undo" not in notice


# What a moderator sees


def tab_counts(html: str) -> dict[str, int]:
    """The numbers on the tabs, by their status."""
    found = re.findall(r'<a href="/moderation/\?status=(\w+)[^>]*>[^<]*<span[^>]*>(?:<[^>]*>)*(\d+)', html)
    return {status: int(number) for status, number in found}


def test_the_tabs_count_what_they_hold(app: Flask, page: str, mo: Visitor) -> None:
    with app.app_context():
        for number, then in enumerate([(), (), (Action.APPROVE,), (Action.SPAM,), (Action.TRASH,)]):
            make_comment(first_post(), f"Reply {number}.", then=then)

    assert tab_counts(mo.get(QUEUE).text) == {"pending": 2, "approved": 1, "spam": 1, "trash": 1}
    assert tab_counts(mo.get(f"{QUEUE}?q=Reply 4").text) == {"pending": 0, "approved": 0, "spam": 0, "trash": 1}


def test_a_card_shows_why_it_waits_and_what_was_taken_away(app: Flask, page: str, mo: Visitor) -> None:
    with app.app_context():
        make_comment(first_post(), "A <script>alert(1)</script> word.", trap="Buy <b>", seconds_taken=0.4)

    card = mo.get(QUEUE).text
    assert "Buy &lt;b&gt;" in card
    assert "0.4 seconds" in card
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in card
    assert "<script>alert" not in card


def test_pages_of_the_queue_lead_on(app: Flask, page: str, mo: Visitor) -> None:
    with app.app_context():
        for number in range(27):
            make_comment(first_post(), f"Reply {number}.")
    first = mo.get(QUEUE).text
    following = re.search(r'<link rel="next" href="([^"]+)"', first)
    assert following

    second = mo.get(following[1].replace("&amp;", "&")).text
    cards = [re.findall(r'<article class="card" id="comment-(\d+)"', html) for html in (first, second)]
    assert [int(number) for shown in cards for number in shown] == list(range(1, 28))
    assert 'rel="next"' not in second


@pytest.mark.parametrize(
    "query", ["status=nothing", "post=x", "author=-1", "after=x", "after=9-", f"q={'x' * 5000}", "done=77", "done=x"]
)
def test_an_odd_address_of_the_queue_is_only_a_queue(waiting: int, mo: Visitor, query: str) -> None:
    assert mo.get(f"{QUEUE}?{query}").status_code == 200


def test_an_author_sees_only_replies_to_their_own_posts(waiting: int, signed_in: SignedIn) -> None:
    assert "It waits" in signed_in("arthur").get(QUEUE).text
    berta = signed_in("berta").get(QUEUE).text
    assert "It waits" not in berta
    assert tab_counts(berta)["pending"] == 0


def test_the_history_tells_who_did_what_when_and_why(waiting: int, mo: Visitor, signed_in: SignedIn) -> None:
    decide(mo, waiting, "spam", reason="sells things")
    decide(signed_in("ada"), waiting, "restore", f"/moderation/comments/{waiting}")

    history = mo.get(f"/moderation/comments/{waiting}").text.partition('class="history"')[2]
    order = ["a reader", "Mo Moderator", "sells things", "Ada Admin"]
    assert [history.find(words) for words in order] == sorted(history.find(words) for words in order)
    assert history.find("a reader") > 0


# The address


def test_looking_at_an_address_is_on_record_before_it_is_shown(app: Flask, waiting: int, mo: Visitor) -> None:
    comment_page = f"/moderation/comments/{waiting}"
    assert "rhea@example.net" not in mo.get(comment_page).text

    shown = mo.submit(comment_page, "/address")

    assert shown.status_code == 200
    assert "rhea@example.net" in shown.text
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert "rhea@example.net" not in mo.get(comment_page).text
    with app.app_context():
        act = db.session.scalars(select(Act).where(Act.verb == "comment.address_shown")).one()
        assert (act.subject_id, act.actor_name) == (waiting, "Mo Moderator")
        assert "rhea" not in str(act.details)


def test_looking_takes_a_form_of_ones_own(app: Flask, waiting: int, mo: Visitor) -> None:
    response = mo.post(f"/moderation/comments/{waiting}/address", {})

    assert response.status_code == 403
    assert "rhea@example.net" not in response.text
    with app.app_context():
        assert db.session.scalar(select(func.count()).where(Act.verb == "comment.address_shown")) == 0


def test_an_address_that_was_deleted_is_nowhere(app: Flask, waiting: int, mo: Visitor) -> None:
    token = find_form(mo.get(f"/moderation/comments/{waiting}").text, "/address").fields["token"]
    decide(mo, waiting, "trash")
    decide(mo, waiting, "delete", f"/moderation/comments/{waiting}", sure="yes")

    assert "rhea@example.net" not in mo.post(f"/moderation/comments/{waiting}/address", {"token": token}).text
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Writer)) == 0


def test_the_author_of_a_post_does_not_see_addresses(waiting: int, signed_in: SignedIn) -> None:
    arthur = signed_in("arthur")

    shown = arthur.get(f"/moderation/comments/{waiting}").text
    assert "Show the address" not in shown
    assert "rhea@example.net" not in shown


def test_the_record_keeps_the_name_that_someone_had(app: Flask, cast: Cast, waiting: int, mo: Visitor) -> None:
    decide(mo, waiting, "approve")
    with app.app_context(), transaction():
        rename(cast.user("mo"), "Mo Renamed", cast.user("mo").as_actor(), NOW)

    assert "Mo Moderator" in mo.get(f"/moderation/comments/{waiting}").text
