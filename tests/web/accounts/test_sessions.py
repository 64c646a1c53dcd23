"""The list of one's own sessions, and ending them from afar."""

from collections.abc import Callable

import pytest
from flask import Flask

from blog.accounts.browsers import Browser, read_user_agent
from blog.accounts.models import Session
from blog.database import db
from tests.factories import PASSWORD, Cast, email
from tests.visitor import Visitor, find_form

SignedIn = Callable[[str], Visitor]
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


def is_signed_in(visitor: Visitor) -> bool:
    return visitor.get("/account/").status_code == 200


def session_ids(app: Flask) -> list[int]:
    with app.app_context():
        return [session.id for session in db.session.query(Session).order_by(Session.id)]


def test_one_other_browser_is_signed_out_and_this_one_stays(app: Flask, signed_in: SignedIn) -> None:
    lost, here = signed_in("mo"), signed_in("mo")
    first, _ = session_ids(app)
    assert here.submit("/account/", f"/account/sessions/{first}/end").status_code == 303

    assert is_signed_in(here)
    assert not is_signed_in(lost)


def test_all_others_are_signed_out_at_once(signed_in: SignedIn) -> None:
    others, here, ada = [signed_in("mo") for _ in range(3)], signed_in("mo"), signed_in("ada")
    assert here.submit("/account/", "/account/sessions/end-others").status_code == 303

    assert is_signed_in(here)
    assert is_signed_in(ada), "somebody else's browsers are nobody's but theirs"
    assert [is_signed_in(other) for other in others] == [False, False, False]


def test_somebody_elses_session_is_not_there(app: Flask, signed_in: SignedIn) -> None:
    ada, mo = signed_in("ada"), signed_in("mo")
    theirs, _ = session_ids(app)
    token = find_form(mo.get("/account/").text, "/account/profile").fields["token"]
    refused = mo.post(f"/account/sessions/{theirs}/end", {"token": token})

    assert refused.status_code == 404
    assert mo.post("/account/sessions/77/end", {"token": token}).status_code == 404
    assert is_signed_in(ada)


def test_the_list_says_which_browser_it_is(app: Flask, cast: Cast, visitor: Visitor) -> None:
    form = find_form(visitor.get("/login").text, "sign-in")
    typed = {**form.fields, "email": email("mo"), "password": PASSWORD}
    assert visitor.post("/login", typed, **{"User-Agent": FIREFOX}).status_code == 303

    assert "Firefox on Linux" in visitor.get("/account/").text


def test_the_last_one_offers_no_button(signed_in: SignedIn) -> None:
    assert "/account/sessions/" not in signed_in("mo").get("/account/").text


@pytest.mark.parametrize(
    ("text", "browser"),
    [
        (FIREFOX, Browser("Firefox", "Linux")),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/1 Safari/537.36 Edg/1", Browser("Edge", "Windows")),
        ("Mozilla/5.0 (iPhone; like Mac OS X) Version/18.0 Safari/604.1", Browser("Safari", "iPhone")),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/1 Mobile Safari/537.36", Browser("Chrome", "Android")),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18 Safari/605", Browser("Safari", "macOS")),
        ("<script>alert(1)</script>" * 1000, Browser()),
        ("", Browser()),
    ],
)  # fmt: skip
def test_a_browser_is_told_by_two_known_words_only(text: str, browser: Browser) -> None:
    assert read_user_agent(text) == browser
