"""Signing in and out, by password and by link, and how often it may be tried."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text, update

from blog.accounts.models import Session, SignInLink, User
from blog.accounts.registration import register
from blog.accounts.roles import Role
from blog.accounts.sign_in import make_sign_in_link
from blog.clock import utcnow
from blog.database import db, transaction
from blog.record.acts import COMMAND_LINE
from blog.record.models import Act
from blog.tokens import Purpose, sign
from blog.web import forms
from blog.web.engine import engine
from tests.factories import NOW, PASSWORD, Cast, email
from tests.visitor import Visitor, find_form

Start = Callable[..., Flask]


def try_to(visitor: Visitor, address: str = email("mo"), password: str = "wrong, I fear") -> int:
    return visitor.submit("/login", "sign-in", email=address, password=password).status_code


def succeed(visitor: Visitor) -> int:
    return try_to(visitor, password=PASSWORD)


# By password


@pytest.mark.parametrize("spelling", ["mo@example.org", "MO@Example.ORG", "  mo@example.org "])
def test_the_right_password_leads_to_the_work_that_waits(cast: Cast, visitor: Visitor, spelling: str) -> None:
    response = visitor.submit("/login", "sign-in", email=spelling, password=PASSWORD)

    assert (response.status_code, response.location) == (303, "/moderation/")
    assert "Mo Moderator" in visitor.get("/account/").text


def test_an_unknown_address_and_a_wrong_password_are_told_the_same(cast: Cast, visitor: Visitor) -> None:
    typed = [("mo@example.org", "wrong"), ("nobody@example.org", PASSWORD), ("", ""), ("x" * 10_000, "y" * 100_000)]
    answers = [visitor.submit("/login", "sign-in", email=address, password=word) for address, word in typed]

    assert [answer.status_code for answer in answers] == [422] * 4
    for answer, (address, _) in zip(answers, typed, strict=True):
        assert "This address and password do not fit together." in answer.text
        assert bare(answer.text, address) == bare(answers[0].text, typed[0][0])


def bare(html: str, address: str) -> str:
    """The page without what was typed into it and what was signed."""
    html = html.replace(f'value="{address}"', 'value=""')
    return re.sub(r'name="stamp"[^>]*|value="[^"]*"[^>]*name="stamp"[^>]*', "", html)


def test_a_password_is_never_shown_again(cast: Cast, visitor: Visitor) -> None:
    response = visitor.submit("/login", "sign-in", email=email("mo"), password="wrong, I fear")

    assert "wrong, I fear" not in response.text
    assert response.headers["Cache-Control"] == "private, no-store"


def test_someone_without_a_password_can_not_guess_it(app: Flask, cast: Cast, visitor: Visitor) -> None:
    with app.app_context(), transaction():
        register("New", Role.AUTHOR, engine().addresses.seal("new@example.org"), None, COMMAND_LINE, NOW)

    assert try_to(visitor, "new@example.org", "") == 422
    assert try_to(visitor, "new@example.org", "nobody has this password") == 422


@pytest.mark.parametrize(("hours", "status"), [(0, 303), (48, 303), (49, 422)])
def test_a_sign_in_page_is_good_for_two_days(app: Flask, cast: Cast, visitor: Visitor, hours: int, status: int) -> None:
    stamp = sign(Purpose.SIGN_IN_STAMP, [forms.this_hour() - hours], "a secret for tests, long enough to be one")

    response = visitor.post("/login", {"email": email("mo"), "password": PASSWORD, "stamp": stamp})
    assert response.status_code == status


@pytest.mark.parametrize("stamp", ["", "x", None])
def test_a_sign_in_without_a_stamp_is_forged(cast: Cast, visitor: Visitor, stamp: str | None) -> None:
    data = {"email": email("mo"), "password": PASSWORD} | ({} if stamp is None else {"stamp": stamp})

    response = visitor.post("/login", data)

    assert response.status_code == 403
    assert "Set-Cookie" not in response.headers


def test_another_site_can_not_sign_anyone_in(cast: Cast, visitor: Visitor) -> None:
    form = find_form(visitor.get("/login").text, "sign-in").fields
    data = {**form, "email": email("mo"), "password": PASSWORD}

    assert visitor.post("/login", data, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert visitor.post("/login", data, Origin="https://evil.example").status_code == 403


# Where it leads


@pytest.mark.parametrize(
    "address", ["/desk/", "/desk/posts/1/edit?done=save", "/moderation/?status=spam&q=a%20b", "/2026/04/x/#comment-1"]
)
def test_next_leads_back_to_a_page_of_this_site(cast: Cast, visitor: Visitor, address: str) -> None:
    response = visitor.submit("/login", "sign-in", email=email("mo"), password=PASSWORD, next=address)

    assert response.location == address


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "evil.example",
        "",
        "\x01//evil.example",
        "/\u0085/evil.example",
    ],
)
def test_next_leads_nowhere_else(cast: Cast, visitor: Visitor, address: str) -> None:
    response = visitor.submit("/login", "sign-in", email=email("mo"), password=PASSWORD, next=address)

    assert response.location == "/moderation/"


def test_a_page_that_needs_signing_in_is_come_back_to(cast: Cast, visitor: Visitor) -> None:
    asked = visitor.get("/moderation/?status=spam&q=knee")
    assert asked.status_code == 303

    response = visitor.submit(asked.location, "sign-in", email=email("mo"), password=PASSWORD)
    assert response.location == "/moderation/?status=spam&q=knee"


def test_a_change_that_needed_signing_in_is_not_repeated(cast: Cast, visitor: Visitor) -> None:
    assert visitor.post("/moderation/decisions", {"action": "spam"}).location == "/login"


# What is kept


def test_the_table_of_sessions_holds_only_hashes(app: Flask, cast: Cast, visitor: Visitor) -> None:
    visitor.sign_in("mo")
    cookie = visitor.client.get_cookie("rejoinder")
    assert cookie is not None

    with app.app_context():
        (row,) = db.session.execute(text("SELECT * FROM sessions")).mappings().all()
        assert cookie.value not in str(dict(row))
        assert row["token_hash"] == hashlib.sha256(cookie.value.encode()).hexdigest()


def test_passwords_are_kept_as_argon2id(app: Flask, cast: Cast) -> None:
    with app.app_context():
        hashes = db.session.scalars(select(User.password_hash)).all()

    assert all(value and value.startswith("$argon2id$v=19$m=19456,t=2,p=1$") for value in hashes)


def test_the_database_holds_no_address_in_plain_text(app: Flask, cast: Cast, visitor: Visitor) -> None:
    visitor.sign_in("mo")
    with app.app_context():
        folder = engine().settings.data_dir
    files = [file for file in folder.iterdir() if file.suffix in (".db", ".db-wal") or ".db" in file.name]

    assert files
    assert all(b"example.org" not in file.read_bytes() for file in files)


def test_the_cookie_can_not_be_read_by_scripts_or_sent_by_other_sites(cast: Cast, visitor: Visitor) -> None:
    response = visitor.submit("/login", "sign-in", email=email("mo"), password=PASSWORD)

    session, device = cookies(response.headers.getlist("Set-Cookie"))
    assert session.name == "rejoinder"
    assert {"httponly", "samesite=lax", "path=/"} <= session.flags
    assert "domain" not in str(session.flags)
    assert device.name == "rejoinder-device"
    assert {"httponly", "samesite=lax", "path=/login"} <= device.flags, "not sent with what is only read"


def test_over_https_the_browser_itself_keeps_the_cookies_from_others(start: Start, cast: Cast) -> None:
    visitor = Visitor(start(site_url="https://blog.example.org"), **{"wsgi.url_scheme": "https"})
    form = find_form(visitor.get("/login").text, "sign-in").fields
    response = visitor.post("/login", {**form, "email": email("mo"), "password": PASSWORD})

    assert response.headers["Strict-Transport-Security"].startswith("max-age=")
    session, device = cookies(response.headers.getlist("Set-Cookie"))
    assert session.name == "__Host-rejoinder"
    for cookie in (session, device):
        assert "secure" in cookie.flags
        assert_a_browser_takes(cookie)


@dataclass(frozen=True)
class Cookie:
    name: str
    flags: set[str]


def assert_a_browser_takes(cookie: Cookie) -> None:
    """RFC 6265bis: __Host- asks for Secure, the path / and no domain; __Secure- for Secure."""
    name, flags = cookie.name, cookie.flags
    if name.startswith("__Host-"):
        assert "path=/" in flags
        assert not any(flag.startswith("domain") for flag in flags)
    if name.startswith("__"):
        assert "secure" in flags


def cookies(headers: list[str]) -> list[Cookie]:
    found: list[Cookie] = []
    for header in headers:
        pair, *flags = header.split("; ")
        found.append(Cookie(pair.partition("=")[0], {flag.lower() for flag in flags}))
    return found


def test_without_https_nothing_promises_it(cast: Cast, visitor: Visitor) -> None:
    response = visitor.get("/login")

    assert "Strict-Transport-Security" not in response.headers
    assert "Set-Cookie" not in response.headers


def test_a_session_ends_by_itself(app: Flask, cast: Cast, visitor: Visitor) -> None:
    visitor.sign_in("mo")
    with app.app_context(), transaction():
        db.session.execute(update(Session).values(expires_at=utcnow() - timedelta(seconds=1)))

    assert visitor.get("/account/").status_code == 303


# Out


def test_signing_out_ends_this_session_and_no_other(app: Flask, cast: Cast, visitor: Visitor) -> None:
    other = Visitor(app).sign_in("mo")
    visitor.sign_in("mo")
    cookie = visitor.client.get_cookie("rejoinder")
    assert cookie is not None

    response = visitor.submit("/account/", "/logout")

    assert (response.status_code, response.location) == (303, "/")
    assert visitor.client.get_cookie("rejoinder") is None
    visitor.client.set_cookie("rejoinder", cookie.value)
    assert visitor.get("/account/").status_code == 303, "who kept the cookie has nothing"
    assert other.get("/account/").status_code == 200


def test_signing_out_takes_a_form_of_this_session(app: Flask, cast: Cast, visitor: Visitor) -> None:
    visitor.sign_in("mo")
    strange = find_form(Visitor(app).sign_in("ada").get("/account/").text, "/logout").fields["token"]

    assert visitor.get("/logout").status_code == 405
    assert visitor.post("/logout").status_code == 403
    assert visitor.post("/logout", {"token": strange}).status_code == 403
    assert visitor.get("/account/").status_code == 200


def test_signing_in_and_out_are_on_record(app: Flask, cast: Cast, visitor: Visitor) -> None:
    visitor.sign_in("mo").submit("/account/", "/logout")

    with app.app_context():
        acts = db.session.scalars(select(Act).where(Act.user_id == cast["mo"]).order_by(Act.id)).all()
        assert [(act.verb, act.details) for act in acts] == [
            ("user.signed_in", {"way": "password"}),
            ("user.signed_out", {}),
        ]


# By link


@pytest.fixture
def link(app: Flask, cast: Cast) -> str:
    with app.app_context(), transaction():
        return f"/login/link/{make_sign_in_link(cast.user('mo'), COMMAND_LINE, utcnow())}"


def test_opening_a_link_changes_nothing_and_shows_one_button(app: Flask, link: str, visitor: Visitor) -> None:
    for _ in range(3):
        page = visitor.get(link)
        assert page.status_code == 200
        assert page.text.count("<button") == 1
        assert "Mo Moderator" in page.text
        assert page.headers["Cache-Control"] == "private, no-store"
        assert "noindex" in page.headers["X-Robots-Tag"]
        assert "Set-Cookie" not in page.headers
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Session)) == 0


def test_the_button_signs_in_once(app: Flask, link: str, visitor: Visitor) -> None:
    form = find_form(visitor.get(link).text, "").fields

    response = visitor.post(link, form)

    assert (response.status_code, response.location) == (303, "/account/")
    assert "Mo Moderator" in visitor.get("/account/").text
    again = Visitor(app)
    assert again.get(link).status_code == 404
    assert again.post(link, form).status_code == 404
    assert again.get("/account/").status_code == 303


def test_a_link_is_kept_as_a_hash(app: Flask, link: str) -> None:
    with app.app_context():
        kept = db.session.scalars(select(SignInLink)).one()
        assert kept.token_hash == hashlib.sha256(link.rpartition("/")[2].encode()).hexdigest()


def test_a_link_ends_after_two_days(app: Flask, link: str, visitor: Visitor) -> None:
    with app.app_context(), transaction():
        db.session.execute(update(SignInLink).values(expires_at=utcnow() - timedelta(seconds=1)))

    stamp = sign_in_stamp(visitor)
    assert visitor.get(link).status_code == 404
    assert visitor.post(link, {"stamp": stamp}).status_code == 404


def test_a_new_link_withdraws_the_one_before(app: Flask, cast: Cast, link: str, visitor: Visitor) -> None:
    with app.app_context(), transaction():
        make_sign_in_link(cast.user("mo"), COMMAND_LINE, utcnow())

    assert visitor.get(link).status_code == 404


@pytest.mark.parametrize("token", ["x", "é", "a" * 5000, "%00", "%ff"])
def test_a_link_that_was_never_made_is_404(cast: Cast, visitor: Visitor, token: str) -> None:
    assert visitor.get(f"/login/link/{token}").status_code == 404
    assert visitor.post(f"/login/link/{token}", {"stamp": sign_in_stamp(visitor)}).status_code == 404


def sign_in_stamp(visitor: Visitor) -> str:
    return find_form(visitor.get("/login").text, "sign-in").fields["stamp"]


def test_a_link_is_spent_only_from_its_page(link: str, visitor: Visitor) -> None:
    assert visitor.post(link).status_code == 403
    assert visitor.post(link, {"stamp": "x"}).status_code == 403
    assert visitor.get(link).status_code == 200, "and is good still"


# How often


def test_a_network_gets_ten_failures_in_a_quarter_of_an_hour(start: Start, cast: Cast) -> None:
    app = start(rate_limits=True)
    stranger = Visitor(app, REMOTE_ADDR="192.0.2.1")
    assert [try_to(stranger, f"{number}@example.org") for number in range(10)] == [422] * 10

    refused = stranger.submit("/login", "sign-in", email=email("mo"), password=PASSWORD)

    assert refused.status_code == 429, "with the right password too"
    assert 800 < int(refused.headers["Retry-After"]) <= 900
    assert "Set-Cookie" not in refused.headers
    assert succeed(Visitor(app, REMOTE_ADDR="192.0.2.2")) == 303, "from elsewhere it works at once"


def test_what_works_is_not_counted(start: Start, cast: Cast) -> None:
    app = start(rate_limits=True)

    assert [succeed(Visitor(app, REMOTE_ADDR="192.0.2.1")) for _ in range(12)] == [303] * 12


def test_a_browser_that_is_known_has_its_own_ten(start: Start, cast: Cast) -> None:
    app = start(rate_limits=True)
    known = Visitor(app, REMOTE_ADDR="192.0.2.1").sign_in("mo")
    known.client.delete_cookie("rejoinder")
    stranger = Visitor(app, REMOTE_ADDR="192.0.2.1")
    for _ in range(10):
        try_to(stranger)
    assert succeed(stranger) == 429

    assert [try_to(known) for _ in range(9)] == [422] * 9
    assert succeed(known) == 303, "beside the stranger in the same network"


def test_a_browser_that_is_known_has_no_more_than_ten(start: Start, cast: Cast) -> None:
    app = start(rate_limits=True)
    known = Visitor(app, REMOTE_ADDR="192.0.2.1").sign_in("mo")
    known.client.delete_cookie("rejoinder")

    assert [try_to(known) for _ in range(10)] == [422] * 10
    known.environ["REMOTE_ADDR"] = "192.0.2.2"
    assert succeed(known) == 429, "wherever it is carried"
    assert succeed(Visitor(app, REMOTE_ADDR="192.0.2.1")) == 303, "and its network is not to blame"


def test_a_browser_is_known_only_for_whom_it_signed_in(start: Start, cast: Cast) -> None:
    app = start(rate_limits=True)
    browser = Visitor(app, REMOTE_ADDR="192.0.2.1").sign_in("arthur")
    browser.client.delete_cookie("rejoinder")

    assert [try_to(browser, email("mo")) for _ in range(11)] == [422] * 10 + [429]


def attack(app: Flask, address: str, networks: int) -> None:
    """Guess from that many networks, once each."""
    form = find_form(Visitor(app).get("/login").text, "sign-in").fields
    for number in range(networks):
        guesser = Visitor(app, REMOTE_ADDR=f"198.51.{number // 250}.{number % 250}")
        assert guesser.post("/login", {**form, "email": address, "password": "a guess"}).status_code == 422


def test_an_account_under_attack_from_many_networks_lets_its_owner_in(start: Start, cast: Cast) -> None:
    app = start(rate_limits=True)
    attack(app, email("mo"), networks=50)

    assert succeed(Visitor(app, REMOTE_ADDR="192.0.2.1")) == 303


def test_under_attack_every_network_gets_one_failure(start: Start, cast: Cast) -> None:
    app = start(rate_limits=True)
    attack(app, email("mo"), networks=50)

    for network in range(3):
        guesser = Visitor(app, REMOTE_ADDR=f"203.0.113.{network}")
        assert [try_to(guesser), try_to(guesser), succeed(guesser)] == [422, 429, 429]
    assert try_to(Visitor(app, REMOTE_ADDR="203.0.113.1"), email("ada")) == 422, "others are not meant"


def test_an_attack_on_an_address_that_nobody_has_looks_the_same(start: Start, cast: Cast) -> None:
    app = start(rate_limits=True)
    attack(app, "nobody@example.org", networks=50)

    guesser = Visitor(app, REMOTE_ADDR="203.0.113.1")
    assert [try_to(guesser, "nobody@example.org") for _ in range(2)] == [422, 429]


def test_the_limits_survive_a_restart(start: Start, cast: Cast) -> None:
    stranger = Visitor(start(rate_limits=True), REMOTE_ADDR="192.0.2.1")
    for _ in range(10):
        try_to(stranger)

    assert succeed(Visitor(start(rate_limits=True), REMOTE_ADDR="192.0.2.1")) == 429


def test_switched_off_there_are_no_limits(cast: Cast, visitor: Visitor) -> None:
    assert [try_to(visitor) for _ in range(12)] == [422] * 12
    assert succeed(visitor) == 303
