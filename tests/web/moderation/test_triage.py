"""What the queue's script is told: decisions as JSON, news of the page, who looks at what; and the views without it."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from blog.clock import utcnow
from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.moderation.decisions import decide
from blog.moderation.models import Claim
from blog.record.models import Act
from tests.factories import Cast, make_comment
from tests.visitor import Visitor, find_form
from tests.web.replying import first_post

SignedIn = Callable[[str], Visitor]
Statements = Callable[[], AbstractContextManager[list[str]]]
QUEUE = "/moderation/"
JSON = {"Accept": "application/json"}


@pytest.fixture
def waiting(app: Flask, page: str) -> int:
    with app.app_context():
        return make_comment(first_post(), "It waits.").id


@pytest.fixture
def mo(signed_in: SignedIn) -> Visitor:
    return signed_in("mo")


def decide_as(visitor: Visitor, comment_id: int, action: str, page: str = QUEUE, **typed: str) -> TestResponse:
    return visitor.submit(page, f"/{comment_id}/decisions", JSON, action=action, **typed)


def decide_by(app: Flask, cast: Cast, name: str, comment_id: int, action: Action) -> None:
    with app.app_context(), transaction():
        comment = db.session.get_one(Comment, comment_id)
        decide(comment, action, cast.user(name).as_actor(), utcnow(), comment.version)


def news(visitor: Visitor, shown: list[str], page: str = QUEUE, **typed: str) -> dict[str, Any]:
    form = find_form(visitor.get(page).text, "news")
    answer = visitor.post(form.action, {**form.fields, "shown": shown, **typed})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert isinstance(answer.json, dict)
    return answer.json


# Deciding


def test_a_decision_by_script_is_answered_with_its_undo_and_its_words(waiting: int, mo: Visitor) -> None:
    answer = decide_as(mo, waiting, "approve")

    assert answer.status_code == 200
    assert answer.json
    assert answer.json["text"] == "The reply by Rhea Reader was approved."
    assert (answer.json["before"], answer.json["status"], answer.json["version"]) == ("pending", "approved", 2)
    token = find_form(mo.get(QUEUE).text, "news").fields["token"]
    undone = mo.post(answer.json["undo"], {"token": token, "back": QUEUE}, **JSON)
    assert undone.json
    assert undone.json["status"] == "pending"
    assert 'name="version" value="3"' in undone.json["card"]
    assert f'id="comment-{waiting}"' in undone.json["card"]


def test_a_stale_decision_by_script_is_told_who_was_first_and_what_the_reply_is_now(
    app: Flask, cast: Cast, waiting: int, mo: Visitor
) -> None:
    decide_by(app, cast, "ada", waiting, Action.SPAM)

    answer = decide_as(mo, waiting, "approve", f"{QUEUE}?status=spam", version="1")

    assert answer.status_code == 409
    assert answer.json
    assert answer.json["message"] == "Ada Admin was first: this reply is now spam. Nothing was changed."
    assert (answer.json["status"], answer.json["version"]) == ("spam", 2)
    assert 'value="restore"' in answer.json["card"]


def test_a_decision_by_script_that_makes_no_sense_is_422_in_words(waiting: int, mo: Visitor) -> None:
    answer = decide_as(mo, waiting, "dance")

    assert answer.status_code == 422
    assert answer.json == {"message": "That is nothing that can be decided here."}


def test_what_is_anothers_is_not_there_for_a_script_either(waiting: int, mo: Visitor, signed_in: SignedIn) -> None:
    berta = signed_in("berta")
    token = find_form(berta.get("/account/").text, "/account/profile").fields["token"]

    answer = berta.post(f"/moderation/comments/{waiting}/decisions", {"token": token, "action": "approve"}, **JSON)

    assert answer.status_code == 404


# News


def test_arrivals_are_counted_under_the_filters_of_the_page(app: Flask, waiting: int, mo: Visitor) -> None:
    form = find_form(mo.get(f"{QUEUE}?q=fresh").text, "news")
    with app.app_context():
        for number in range(3):
            make_comment(first_post(), f"Something fresh {number}.")
        make_comment(first_post(), "Something else.")
        make_comment(first_post(), "A fresh one, spam.", then=(Action.SPAM,))

    answer = mo.post(form.action, form.fields).json

    assert answer
    assert (answer["arrivals"], answer["arrived"]) == (3, "3 new")
    assert news(mo, [])["arrivals"] == 0


def test_an_author_hears_only_of_replies_to_own_posts(app: Flask, waiting: int, signed_in: SignedIn) -> None:
    berta, arthur = signed_in("berta"), signed_in("arthur")
    forms = {who: find_form(who.get(QUEUE).text, "news") for who in (berta, arthur)}
    with app.app_context():
        make_comment(first_post(), "Another.")

    told = {who: who.post(form.action, {**form.fields, "shown": f"{waiting}:7"}).json for who, form in forms.items()}

    assert told[arthur]["arrivals"] == 1  # type: ignore[index]
    assert told[arthur]["changes"][0]["version"] == 1  # type: ignore[index]
    assert told[berta]["arrivals"] == 0  # type: ignore[index]
    gone = {"id": waiting, "version": None, "status": None, "card": None, "text": "This reply is not here any more."}
    assert told[berta]["changes"] == [gone]  # type: ignore[index]


def test_a_decision_of_a_colleague_is_told_with_their_name(app: Flask, cast: Cast, waiting: int, mo: Visitor) -> None:
    assert news(mo, [f"{waiting}:1"])["changes"] == []
    decide_by(app, cast, "ada", waiting, Action.APPROVE)

    (change,) = news(mo, [f"{waiting}:1"])["changes"]

    assert (change["id"], change["status"], change["version"]) == (waiting, "approved", 2)
    assert change["text"] == "Ada Admin approved this."
    assert news(mo, [f"{waiting}:2"])["changes"] == []


@pytest.mark.parametrize("shown", ["", "x", "1", "1:", ":1", "-1:1", "1:x", f"{'9' * 30}:1"])
def test_news_of_what_makes_no_sense_are_none(waiting: int, mo: Visitor, shown: str) -> None:
    assert news(mo, [shown], since="x", open="x", back="https://evil.example/")["changes"] == []


def test_news_ask_few_questions_for_few_and_for_many(
    app: Flask, waiting: int, mo: Visitor, statements: Statements
) -> None:
    with app.app_context():
        for number in range(20):
            make_comment(first_post(), f"Reply {number}.")
    form = find_form(mo.get(QUEUE).text, "news")

    def asked(shown: list[str]) -> list[str]:
        with statements() as seen:
            mo.post(form.action, {**form.fields, "shown": shown})
        return seen

    few = asked(["1:1"])
    assert len(asked([f"{number}:1" for number in range(1, 21)])) == len(few)
    assert len([each for each in few if "session" not in each and "site_version" not in each]) <= 3


# Claims


def claimed(visitor: Visitor, comment_id: int) -> str:
    sentence = news(visitor, [f"{comment_id}:1"])["claims"].get(str(comment_id), "")
    assert isinstance(sentence, str)
    return sentence


def test_who_opens_a_reply_is_shown_to_the_others(waiting: int, mo: Visitor, signed_in: SignedIn) -> None:
    ada = signed_in("ada")
    news(mo, [], open=str(waiting))

    assert claimed(ada, waiting) == "Mo Moderator is looking at this"
    assert claimed(mo, waiting) == ""
    assert "Mo Moderator is looking at this" in ada.get(QUEUE).text
    assert "Mo Moderator is looking at this" not in mo.get(QUEUE).text
    news(signed_in("edith"), [], open=str(waiting))
    assert claimed(ada, waiting) == "Edith Editor, Mo Moderator are looking at this"


def test_a_claim_blocks_nobody_and_is_no_act(app: Flask, waiting: int, mo: Visitor, signed_in: SignedIn) -> None:
    ada = signed_in("ada")
    with app.app_context():
        acts = db.session.scalar(select(func.count()).select_from(Act))
    news(mo, [], open=str(waiting))
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Act)) == acts

    assert decide_as(ada, waiting, "approve").status_code == 200


def test_a_claim_ends_two_minutes_after_the_last_sign_of_life(
    app: Flask, waiting: int, mo: Visitor, signed_in: SignedIn
) -> None:
    news(mo, [], open=str(waiting))
    age_claims(app, timedelta(minutes=1, seconds=50))
    ada = signed_in("ada")
    assert claimed(ada, waiting)
    news(mo, [], open=str(waiting))
    age_claims(app, timedelta(minutes=1, seconds=50))
    assert claimed(ada, waiting)
    age_claims(app, timedelta(seconds=15))
    assert not claimed(ada, waiting)


def age_claims(app: Flask, by: timedelta) -> None:
    with app.app_context(), transaction():
        for each in db.session.scalars(select(Claim)):
            each.seen_at -= by


def test_who_goes_on_to_another_reply_has_left_the_first_and_what_ended_is_swept(
    app: Flask, waiting: int, mo: Visitor, signed_in: SignedIn
) -> None:
    with app.app_context():
        other = make_comment(first_post(), "Another.").id
    news(signed_in("edith"), [], open=str(waiting))
    age_claims(app, timedelta(minutes=3))
    news(mo, [], open=str(waiting))
    news(mo, [], open=str(other))

    with app.app_context():
        assert [each.comment_id for each in db.session.scalars(select(Claim))] == [other]


def test_nobody_claims_what_they_may_not_moderate_nor_what_is_not_there(
    app: Flask, waiting: int, signed_in: SignedIn
) -> None:
    news(signed_in("berta"), [], open=str(waiting))
    news(signed_in("mo"), [], open="77")

    with app.app_context():
        assert db.session.scalars(select(Claim)).all() == []


def test_looking_at_pages_alone_claims_nothing(app: Flask, waiting: int, mo: Visitor) -> None:
    mo.get(f"{QUEUE}?view=one")
    mo.get(f"/moderation/comments/{waiting}")

    with app.app_context():
        assert db.session.scalars(select(Claim)).all() == []


# The views, by plain pages


def test_the_choice_of_a_view_stays_in_every_link_and_form(app: Flask, page: str, mo: Visitor) -> None:
    with app.app_context():
        for number in range(27):
            make_comment(first_post(), f"Reply {number}.")

    shown = mo.get(f"{QUEUE}?view=one&q=Reply").text

    assert "view-one" in shown
    tabs = re.findall(r'<a href="(/moderation/\?status=[^"]+)"', shown)
    assert len(tabs) >= 4
    assert all("view=one" in address for address in tabs)
    assert find_form(shown, "/decisions").fields["back"] == f"{QUEUE}?view=one&q=Reply"
    following = re.search(r'<link rel="next" href="([^"]+)"', shown)
    assert following
    assert "view=one" in following[1]
    done = mo.submit(f"{QUEUE}?view=one&q=Reply", "/1/decisions", action="approve")
    assert done.location.startswith(f"{QUEUE}?view=one&q=Reply&done=")
    assert "Reply 1." in current_card(mo.get(done.location).text)


def current_card(html: str) -> str:
    """The card that is open when the page comes."""
    (card,) = re.findall(r"<article[^>]* data-current.*?</article>", html, re.DOTALL)
    return str(card)


def test_a_reply_of_the_list_is_opened_by_its_link_and_skipped_by_another(app: Flask, page: str, mo: Visitor) -> None:
    with app.app_context():
        for number in range(3):
            make_comment(first_post(), f"Reply {number}.")
    first = mo.get(QUEUE).text
    assert "Reply 0." in current_card(first)

    assert "Reply 2." in current_card(mo.get(f"{QUEUE}?open=3").text)
    skip = re.search(r'class="skip"[^>]* href="([^"]+)"', first)
    assert skip
    assert "Reply 1." in current_card(mo.get(skip[1].replace("&amp;", "&")).text)


def test_an_empty_queue_tells_when_the_last_reply_came(app: Flask, waiting: int, mo: Visitor) -> None:
    decide_as(mo, waiting, "approve")

    end = mo.get(QUEUE).text.partition('class="reward')[2].partition("</div>")[0]

    assert "Every reply has been decided" in end
    assert re.search(r"The last reply came\s*<time", end)
    assert "hidden" not in end.partition(">")[0]


# Keys


def test_keys_are_on_until_someone_turns_them_off_and_that_is_on_record(
    app: Flask, cast: Cast, waiting: int, mo: Visitor
) -> None:
    assert re.search(r'id="queue"[^>]* data-keys', mo.get(QUEUE).text)

    token = find_form(mo.get("/account/").text, "/account/keys").fields["token"]
    assert mo.post("/account/keys", {"token": token}).status_code == 303

    assert not re.search(r'id="queue"[^>]* data-keys', mo.get(QUEUE).text)
    with app.app_context():
        act = db.session.scalars(select(Act).where(Act.verb == "user.profile_changed")).one()
        assert (act.user_id, act.details) == (cast["mo"], {"field": "uses_keys", "new": False})
    mo.submit("/account/", "/account/keys", uses_keys="yes")
    assert re.search(r'id="queue"[^>]* data-keys', mo.get(QUEUE).text)
