"""After a decision or a refusal a moderator goes on where they were."""

from collections.abc import Callable

from flask import Flask

from blog.accounts.roles import Role
from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.moderation.queue import PER_PAGE
from tests.factories import Cast, make_comment, make_post
from tests.visitor import Visitor, find_form

SignedIn = Callable[[str], Visitor]


def test_a_refused_run_stays_in_its_tab(page: str, app: Flask, signed_in: SignedIn, cast: Cast) -> None:
    with app.app_context():
        post = make_post(cast, "Another", body="Text.")
        make_comment(post, "Buy.", then=(Action.SPAM,))
    mo = signed_in("mo")

    refused = mo.submit("/moderation/?status=spam", "bulk", action="trash")

    assert refused.status_code == 422
    assert "Buy." in refused.text
    assert find_form(refused.text, "bulk").fields["back"] == "/moderation/?status=spam"


def test_a_page_that_was_decided_away_leads_to_the_first(app: Flask, signed_in: SignedIn, cast: Cast) -> None:
    with app.app_context():
        post = make_post(cast)
        for number in range(PER_PAGE + 1):
            make_comment(post, f"Reply {number}.")
    mo = signed_in("mo")
    first = mo.get("/moderation/").text
    following = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert f"Reply {PER_PAGE}." in mo.get(following).text

    with app.app_context(), transaction():
        comment = db.session.get_one(Comment, PER_PAGE + 1)
        version = comment.version
    form = find_form(mo.get(following).text, f"/moderation/comments/{PER_PAGE + 1}/decisions")
    decided = mo.post(form.action, {**form.fields, "version": str(version), "action": "approve"})

    after = mo.get(decided.location).text
    assert "Every reply has been decided" not in after
    assert "Nothing more comes after this place." in after
    assert 'href="/moderation/?status=pending"' in after


def test_who_may_not_moderate_any_more_undoes_nothing(page: str, app: Flask, signed_in: SignedIn, cast: Cast) -> None:
    with app.app_context():
        make_comment(make_post(cast, "Another", body="Text."))
    mo = signed_in("mo")
    done = mo.submit("/moderation/", "bulk", action="approve", selected="1:1")
    assert done.status_code == 303
    undo = find_form(mo.get(done.location).text, "/undo")
    with app.app_context(), transaction():
        cast.user("mo").role = Role.AUTHOR

    mo.post(undo.action, undo.fields)

    with app.app_context():
        assert db.session.get_one(Comment, 1).status == "approved"


def test_enter_in_the_reason_presses_no_button(page: str, app: Flask, signed_in: SignedIn, cast: Cast) -> None:
    """Browsers press the first button of a form; a disabled one stands before those that decide."""
    with app.app_context():
        make_comment(make_post(cast, "Another", body="Text."))
    card = signed_in("mo").get("/moderation/").text.partition('class="decision"')[2]
    assert card.index("<button disabled hidden>") < card.index('value="approve"')
