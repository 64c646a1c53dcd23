"""One's own account: name, password, sessions."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.accounts import guards
from blog.accounts.registration import register
from blog.accounts.roles import Role
from blog.accounts.sign_in import make_sign_in_link
from blog.clock import utcnow
from blog.database import db, transaction
from blog.record.acts import COMMAND_LINE
from blog.record.models import Act
from blog.web.engine import engine
from tests.factories import NOW, PASSWORD, Cast, open_session
from tests.visitor import Visitor, find_form

NEW = "another long sentence"
SignedIn = Callable[[str], Visitor]


def change(visitor: Visitor, present: str = PASSWORD, new: str = NEW) -> tuple[int, str]:
    response = visitor.submit("/account/", "/account/password", present_password=present, new_password=new)
    return response.status_code, response.text


def test_changing_the_password_ends_every_other_session_but_not_this_one(signed_in: SignedIn) -> None:
    here, there, stranger = signed_in("mo"), signed_in("mo"), signed_in("ada")

    assert change(here)[0] == 303

    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 303
    assert stranger.get("/account/").status_code == 200


def test_the_new_password_works_and_the_old_one_does_not(app: Flask, cast: Cast, signed_in: SignedIn) -> None:
    change(signed_in("mo"))

    assert Visitor(app).sign_in("mo", NEW).get("/account/").status_code == 200
    refused = Visitor(app).submit("/login", "sign-in", email="mo@example.org", password=PASSWORD)
    assert refused.status_code == 422


@pytest.mark.parametrize(
    ("present", "new", "message"),
    [
        ("wrong", NEW, "This is not your present password."),
        ("", NEW, "This is not your present password."),
        (PASSWORD, "", "10 to 1000 characters"),
        (PASSWORD, "nine char", "10 to 1000 characters"),
        (PASSWORD, "x" * 1001, "10 to 1000 characters"),
    ],
)
def test_a_password_that_can_not_be_changed_stays(
    app: Flask, signed_in: SignedIn, present: str, new: str, message: str
) -> None:
    other = signed_in("mo")

    status, page = change(signed_in("mo"), present, new)

    assert status == 422
    assert message in page
    assert new == "" or f'value="{new}"' not in page
    assert other.get("/account/").status_code == 200
    assert Visitor(app).sign_in("mo").get("/account/").status_code == 200


@pytest.mark.parametrize("new", ["ten chars!", "x" * 1000, "пароль из слов", "🔒" * 10, "  spaces around  "])
def test_any_sentence_can_be_a_password(app: Flask, signed_in: SignedIn, new: str) -> None:
    assert change(signed_in("mo"), new=new)[0] == 303

    assert Visitor(app).sign_in("mo", new).get("/account/").status_code == 200


def test_who_came_by_a_link_sets_a_first_password(app: Flask, cast: Cast) -> None:
    with app.app_context(), transaction():
        user = register("New", Role.AUTHOR, engine().addresses.seal("new@example.org"), None, COMMAND_LINE, NOW)
    newcomer = Visitor(app)
    with app.app_context():
        newcomer.client.set_cookie("rejoinder", open_session(Cast({"new": user.id}), "new"))
    assert "Present password" not in newcomer.get("/account/").text

    assert newcomer.submit("/account/", "/account/password", new_password=NEW).status_code == 303
    assert "Present password" in newcomer.get("/account/").text
    assert Visitor(app).sign_in("new", NEW).get("/account/").status_code == 200


def test_a_new_name_is_shown_at_once_under_ones_posts(page: str, visitor: Visitor, signed_in: SignedIn) -> None:
    assert "Arthur Author" in visitor.get(page).text

    renamed = signed_in("arthur").submit("/account/", "/account/profile", name="  Arthur \t B.  ")

    assert renamed.status_code == 303
    shown = visitor.get(page).text
    assert "Arthur B." in shown
    assert "Arthur Author" not in shown


@pytest.mark.parametrize("name", ["", "  ", "n" * 246, "\u200b\u2800"])
def test_a_name_that_can_not_be_one_is_422(cast: Cast, signed_in: SignedIn, name: str) -> None:
    mo = signed_in("mo")

    assert mo.submit("/account/", "/account/profile", name=name).status_code == 422
    assert "Mo Moderator" in mo.get("/account/").text


def test_what_one_says_about_oneself_stands_above_ones_posts(page: str, visitor: Visitor, signed_in: SignedIn) -> None:
    saved = signed_in("arthur").submit("/account/", "/account/profile", name="Arthur B.", biography="I <i>write</i>.")

    assert saved.status_code == 303
    assert "I &lt;i&gt;write&lt;/i&gt;." in visitor.get("/author/arthur-author/").text, "at the address that it had"


@pytest.mark.parametrize("biography", ["x" * 501, "Write to arthur@example.org."])
def test_a_biography_that_can_not_be_public_is_422(page: str, signed_in: SignedIn, biography: str) -> None:
    arthur = signed_in("arthur")
    refused = arthur.submit("/account/", "/account/profile", biography=biography)

    assert refused.status_code == 422
    assert biography in refused.text
    assert biography not in arthur.get("/author/arthur-author/").text


@pytest.mark.parametrize("address", ["/account/profile", "/account/password"])
@pytest.mark.parametrize("whose", [None, "ada"])
def test_the_token_of_another_session_changes_nothing(
    app: Flask, cast: Cast, signed_in: SignedIn, address: str, whose: str | None
) -> None:
    token = form_token(signed_in(whose)) if whose else ""
    mo = signed_in("mo")

    response = mo.post(address, {"token": token, "name": "X", "present_password": PASSWORD, "new_password": NEW})

    assert response.status_code == 403
    with app.app_context():
        assert cast.user("mo").name == "Mo Moderator"


def test_the_token_of_ones_own_other_session_is_another_sessions_too(signed_in: SignedIn) -> None:
    assert (
        signed_in("mo").post("/account/profile", {"token": form_token(signed_in("mo")), "name": "X"}).status_code == 403
    )


def form_token(visitor: Visitor) -> str:
    return find_form(visitor.get("/account/").text, "/account/profile").fields["token"]


def test_the_token_of_a_form_is_never_the_same_twice(signed_in: SignedIn) -> None:
    mo = signed_in("mo")

    assert form_token(mo) != form_token(mo)


def test_the_account_lists_where_one_is_signed_in(cast: Cast, signed_in: SignedIn) -> None:
    signed_in("mo")
    signed_in("ada")
    page = signed_in("mo").get("/account/")

    assert page.text.count("This browser") == 1
    assert page.text.count("Another browser") == 1
    assert page.headers["Cache-Control"] == "private, no-store"


def test_changes_to_an_account_are_on_record(app: Flask, cast: Cast, signed_in: SignedIn) -> None:
    mo = signed_in("mo")
    change(mo)
    mo.submit("/account/", "/account/profile", name="Mo M.")

    with app.app_context():
        verbs = db.session.scalars(select(Act.verb).where(Act.user_id == cast["mo"]).order_by(Act.id)).all()
        assert list(verbs) == ["user.signed_in", "user.password_changed", "user.profile_changed"]


def test_whoever_found_a_browser_signed_in_can_not_guess_the_password(start: Callable[..., Flask], cast: Cast) -> None:
    app = start(rate_limits=True)
    found, elsewhere = Visitor(app), Visitor(app)
    with app.app_context():
        found.client.set_cookie("rejoinder", open_session(cast, "mo"))
        elsewhere.client.set_cookie("rejoinder", open_session(cast, "ada"))

    assert [change(found, present=f"guess {number}")[0] for number in range(11)] == [422] * 10 + [429]
    assert change(found)[0] == 429
    assert change(elsewhere)[0] == 303


def test_the_token_of_an_ended_session_opens_no_later_one(app: Flask, cast: Cast, signed_in: SignedIn) -> None:
    """A database may give the id of a session that ended to the next one."""
    arthur = signed_in("arthur")
    form = find_form(arthur.get("/account/").text, "/account/profile")
    arthur.submit("/account/", "/logout")
    mo = signed_in("mo")

    assert mo.post("/account/profile", {**form.fields, "name": "Somebody Else"}).status_code == 403


def test_a_session_lasts_as_long_as_it_is_used(
    app: Flask, cast: Cast, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    mo, idle = signed_in("mo"), signed_in("ada")
    start = utcnow()
    for days in (0, 20, 40, 60):
        monkeypatch.setattr(guards, "utcnow", lambda now=start + timedelta(days=days): now)
        assert mo.submit("/account/", "/account/profile", name="Mo").status_code == 303
    assert idle.get("/account/").status_code == 303


def test_changing_the_password_withdraws_links_that_were_not_used(app: Flask, cast: Cast, signed_in: SignedIn) -> None:
    with app.app_context(), transaction():
        token = make_sign_in_link(cast.user("mo"), COMMAND_LINE, utcnow())
    visitor = signed_in("mo")
    assert visitor.get(f"/login/link/{token}").status_code == 200

    change(visitor)

    assert visitor.get(f"/login/link/{token}").status_code == 404


def test_a_name_with_an_address_in_it_is_refused(cast: Cast, signed_in: SignedIn) -> None:
    response = signed_in("arthur").submit("/account/", "/account/profile", name="arthur@example.org")
    assert response.status_code == 422
    assert "e-mail address" in response.text
