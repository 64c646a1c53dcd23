"""Choosing when one hears by mail."""

from collections.abc import Callable

import pytest
from flask import Flask

from blog.accounts.roles import MailChoice
from blog.database import db
from tests.factories import Cast
from tests.visitor import Visitor, find_form

SignedIn = Callable[[str], Visitor]


@pytest.mark.parametrize("choice", list(MailChoice))
def test_each_choice_is_kept_and_shown(app: Flask, cast: Cast, signed_in: SignedIn, choice: MailChoice) -> None:
    mo = signed_in("mo")
    assert find_form(mo.get("/account/").text, "/account/mails").fields["mails"] == "at_once"

    done = mo.submit("/account/", "/account/mails", mails=choice.value)

    assert done.status_code == 303
    page = mo.get(done.location).text
    assert find_form(page, "/account/mails").fields["mails"] == choice.value
    assert "Saved." in page
    with app.app_context():
        assert cast.user("mo").mail_choice is choice
        db.session.remove()


@pytest.mark.parametrize("typed", ["", "weekly", "AT_ONCE"])
def test_what_is_not_offered_is_refused(signed_in: SignedIn, typed: str) -> None:
    assert signed_in("mo").submit("/account/", "/account/mails", mails=typed).status_code == 422
