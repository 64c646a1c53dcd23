"""Strangers who say that they are someone else, and people who say what is not theirs to say."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from blog.clock import utcnow
from blog.database import db
from blog.posts.models import Post
from blog.tokens import Purpose, sign
from tests.attacker import PAGE, Page, approve_everything, comments_of, filled_in
from tests.factories import Cast, approved, make_comment, make_post
from tests.visitor import Visitor

FROM_ELSEWHERE = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost:81"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
    {"Origin": ""},
)
WORDS = "Sit tall, lift one knee and count."


@pytest.fixture
def site(app: Flask, cast: Cast) -> Flask:
    with app.app_context():
        make_post(cast)
    return app


@pytest.fixture
def reader(site: Flask) -> Visitor:
    return Visitor(site)


# A05, T15: forgery


@pytest.mark.parametrize("headers", FROM_ELSEWHERE, ids=str)
def test_A05_T15_no_other_site_speaks_for_someone_signed_in(site: Flask, headers: dict[str, str]) -> None:
    text = "<a title='XSS \" onmouseover=alert(1) id=\"' href='http://x'>x</a>"
    for name in ("ada", "mo", "arthur"):
        person = Visitor(site).sign_in(name)
        own = person.reply(PAGE, headers, comment=text)
        assert own.status_code == 403
        assert "alert(1)" in own.text  # the words are kept
        assert Page(own.text).dangers == []
        strange = person.post(PAGE, filled_in(Visitor(site), comment=text), **headers)
        assert strange.status_code == 403
    assert comments_of(site) == []


def test_A05_T15_a_session_with_a_readers_stamp_says_nothing(site: Flask) -> None:
    fields = filled_in(Visitor(site), comment=WORDS)
    refused = Visitor(site).sign_in("ada").post(PAGE, fields, **{"Sec-Fetch-Site": "same-origin"})
    assert refused.status_code == 403
    assert WORDS in refused.text
    assert comments_of(site) == []


def test_T15_what_staff_write_goes_through_the_readers_sanitizer(site: Flask) -> None:
    text = "<h2>Title</h2><img src=/static/pictures/psoas.svg><table><tr><td>x</table><script>alert(1)</script>"
    assert Visitor(site).sign_in("ada").reply(PAGE, comment=text).status_code == 303
    page = Page(Visitor(site).get(PAGE).text)
    assert page.texts[0].strip() == "Titlex"
    assert page.dangers == []


@pytest.mark.parametrize("headers", FROM_ELSEWHERE, ids=str)
def test_A14_no_other_site_changes_anything(site: Flask, headers: dict[str, str]) -> None:
    admin = Visitor(site).sign_in("ada")
    with site.app_context():
        make_comment(db.session.get_one(Post, 1))
    for page, form, typed in (
        ("/moderation/", "/moderation/comments/1/decisions", {"action": "approve"}),
        ("/moderation/", "bulk", {"action": "spam", "selected": "1:1"}),
        ("/moderation/comments/1", "/moderation/comments/1/address", {}),
        ("/desk/posts/1/edit", "post-form", {"title": "Taken", "action": "publish"}),
        ("/desk/posts/new", "post-form", {"title": "New", "body": "x"}),
        ("/account/", "/account/profile", {"name": "Eve"}),
        ("/account/", "/account/password", {"present_password": "x", "new_password": "y" * 20}),
        ("/", "/logout", {}),
    ):
        assert admin.submit(page, form, headers, **typed).status_code == 403, form
    assert Visitor(site).submit("/login", "sign-in", headers, email="ada@example.org").status_code == 403
    assert admin.get("/account/").status_code == 200
    assert [comment.status for comment in comments_of(site)] == ["pending"]


@pytest.mark.parametrize("origin", ["http://localhost", "http://LOCALHOST:80"])
def test_A05_a_page_of_our_own_is_believed(reader: Visitor, origin: str) -> None:
    assert reader.reply(PAGE, {"Origin": origin}).status_code == 303


def test_A04_a_token_of_one_kind_is_nothing_for_another(site: Flask) -> None:
    """Every token that we sign, for every purpose but its own, and those of another session or post."""
    secret = "a secret for tests, long enough to be one"
    hour = int(utcnow().timestamp() // 3600)
    payloads: list[list[int | str]] = [
        [1, hour], [hour], [1, hour, 1], [1], [2, hour], [1, hour + 1], [1, hour - 49], [1, 10**12], ["1", hour], []
    ]  # fmt: skip
    good = (sign(Purpose.REPLY_STAMP, [1, hour], secret), sign(Purpose.REPLY_STAMP, [1, hour - 1], secret))
    tokens = [sign(purpose, payload, secret) for purpose in Purpose for payload in payloads]
    tokens += ["", ".", "e30.", "x" * 10_000, "W10.é", good[0][:-1], good[0] + "=", good[0][:-9] + "!" + good[0][-9:]]
    tokens = [token for token in tokens if token not in good]
    reader = Visitor(site)
    for token in tokens:
        response = reader.post(PAGE, filled_in(reader, stamp=token).copy())
        assert response.status_code in (403, 422), token
        assert "awaiting-note" not in reader.client.get(PAGE, query_string={"awaiting": token}).text
    admin = Visitor(site).sign_in("ada")
    for token in tokens:
        assert admin.post("/account/profile", {"name": "Eve", "token": token}).status_code == 403, token
    assert comments_of(site) == []


def test_a_token_of_another_session_is_refused(site: Flask) -> None:
    one, other = Visitor(site).sign_in("ada"), Visitor(site).sign_in("ada")
    taken = re.search(r'name="token"[^>]*value="([^"]+)"', one.get("/account/").text)
    assert taken
    assert other.post("/account/profile", {"token": taken[1], "name": "Eve"}).status_code == 403
    assert one.post("/account/profile", {"token": taken[1], "name": "Ada"}).status_code == 303


def test_A33_a_cookie_without_a_name_is_no_session(site: Flask) -> None:
    admin = Visitor(site).sign_in("ada")
    cookie = admin.client.get_cookie("rejoinder")
    assert cookie
    for header in (f"=rejoinder={cookie.value}", f"x=rejoinder={cookie.value}", f"Rejoinder={cookie.value}"):
        answer = site.test_client(use_cookies=False).get("/account/", headers={"Cookie": header})
        assert answer.status_code == 303
    good = site.test_client(use_cookies=False).get("/account/", headers={"Cookie": f"rejoinder={cookie.value}"})
    assert good.status_code == 200


# A46, T20: claimed identity


CLAIMS = [
    {"email": "rhea@example.net", "author": "Rhea Reader"},
    {"email": "RHEA@EXAMPLE.NET", "author": "Rhea Reader"},
    {"email": "rhea+1@example.net"},
    {"email": "r.hea@example.net"},
    {"email": "arthur@example.org", "author": "Arthur Author"},
    {"email": "ada@example.org", "author": "Ada Admin"},
    {"email": "ада@example.org", "author": "Аdа Аdmin"},
    {"email": "x@example.org", "author": "Arthur\u200b Author"},
    {"email": "x@example.org", "author": "Ａｒｔｈｕｒ Ａｕｔｈｏｒ"},
    {"email": "x@example.org", "author": "\u202erohtuA ruhtrA"},
    {"email": "x@example.org", "author": "Arthur Author Author"},
    {"email": "x@example.org", "author": "Arthur Author ✓"},
]


def test_A46_T20_a_typed_identity_opens_nothing(site: Flask, reader: Visitor) -> None:
    with site.app_context():
        approved(db.session.get_one(Post, 1), "Approved before.", address="rhea@example.net", name="Rhea Reader")
    for number, claim in enumerate(CLAIMS):
        response = reader.reply(PAGE, comment=f"Claim {number}", **claim)
        assert response.status_code == 303
        assert "awaiting=" in response.location
        assert "Approved before." not in reader.get(response.location).text.partition("awaiting-note")[2]
    assert {comment.status for comment in comments_of(site)[1:]} == {"pending"}
    assert not [comment for comment in comments_of(site) if comment.user_id]
    approve_everything(site)
    page = reader.get(PAGE).text
    assert page.count('class="mark"') == 0
    assert Visitor(site).sign_in("arthur").reply(PAGE, comment="It is me.").status_code == 303
    assert reader.get(PAGE).text.count('class="mark"') == 1


def test_A46_a_known_writer_and_a_new_one_are_answered_alike(site: Flask, reader: Visitor) -> None:
    with site.app_context():
        approved(db.session.get_one(Post, 1), "Approved before.", address="rhea@example.net")
    known = reader.reply(PAGE, email="rhea@example.net", comment="One.")
    new = reader.reply(PAGE, email="nobody@example.net", comment="Two.")
    staff = reader.reply(PAGE, email="ada@example.org", comment="Three.")
    for response in (known, new, staff):
        assert response.status_code == 303
        assert sorted(response.headers.keys()) == sorted(known.headers.keys())
    again = [reader.reply(PAGE, email=email, comment="One.") for email in ("rhea@example.net", "other@example.net")]
    assert [response.status_code for response in again] == [409, 409]


# T24: whom a limit counts


def test_T24_an_address_that_anybody_can_type_is_not_counted(start: Callable[..., Flask], site: Flask) -> None:
    limited = start(rate_limits=True)
    reader = Visitor(limited)
    answers = [
        reader.reply(
            PAGE, {"X-Forwarded-For": f"1.2.3.{number}", "X-Real-IP": f"1.2.3.{number}"}, comment=f"n {number}"
        )
        for number in range(7)
    ]
    assert [answer.status_code for answer in answers] == [303] * 5 + [429] * 2
    assert int(answers[-1].headers["Retry-After"]) in range(1, 61)
    assert "n 6" in answers[-1].text
    assert {comment.network for comment in comments_of(site)} == {"127.0.0.0/24"}


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("2001:db8:1::1", "2001:db8:2::1", False),
        ("2001:db8:1::1", "2001:db8:1::2", True),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("[2001:db8:1::1]:4711", "[2001:db8:2::1]:4711", False),
        ("[2001:db8:1::1]:4711", "2001:db8:1::9", True),
        ("192.0.2.1:80", "192.0.2.2:80", False),
        ("192.0.2.1:80", "192.0.2.1:81", True),
        ("fe80::1%eth0", "fe80::1%eth1", True),
    ],
)
def test_T24_networks_are_counted_apart(
    start: Callable[..., Flask], site: Flask, one: str, other: str, is_one: bool
) -> None:
    limited = start(rate_limits=True)
    first, second = (Visitor(limited, REMOTE_ADDR=address) for address in (one, other))
    for number in range(5):
        assert first.reply(PAGE, comment=f"n {number}").status_code == 303
    assert first.reply(PAGE, comment="one more").status_code == 429
    assert second.reply(PAGE, comment="another").status_code == (429 if is_one else 303)


def test_T24_a_proxy_that_is_trusted_is_believed_for_the_last_address_only(
    start: Callable[..., Flask], site: Flask
) -> None:
    behind = start(rate_limits=True, trusted_proxies=1)
    reader = Visitor(behind)
    for number in range(5):
        headers = {"X-Forwarded-For": f"1.1.1.{number}, 192.0.2.7"}
        assert reader.reply(PAGE, headers, comment=f"n {number}").status_code == 303
    assert reader.reply(PAGE, {"X-Forwarded-For": "9.9.9.9, 192.0.2.7"}, comment="more").status_code == 429
    assert reader.reply(PAGE, {"X-Forwarded-For": "192.0.2.7, 192.0.2.8"}, comment="more").status_code == 303


# A10: one's own address in one's own words


GIVEN_AWAY = [
    "write to rhea@example.net!",
    "<rhea@example.net>", "*rhea@example.net*", "_RHEA@example.NET_", "'rhea@example.net'",
    "mailto:rhea@example.net.", "rhea&#64;example.net", "rhea&#00064;example.net", "ｒｈｅａ＠example.net",
    "rhea\u200b@example\xad.net", "rhea%40example.net", "(rhea@example.net)", "[me](mailto:rhea@example.net)",
]  # fmt: skip


@pytest.mark.parametrize("field", ["comment", "url"])
def test_A10_who_gives_their_own_address_away_is_asked_first(site: Flask, reader: Visitor, field: str) -> None:
    texts = (
        GIVEN_AWAY
        if field == "comment"
        else ["https://x.example/?rhea@example.net", "https://x.example/rhea%40example.net"]
    )
    for number, text in enumerate(texts):
        asked = reader.reply(PAGE, None, **{"comment": f"Hello {number}", field: text})
        assert asked.status_code == 422, text
        assert 'name="show_address"' in asked.text
        assert (
            reader.reply(PAGE, None, **{"comment": f"Hello {number}", field: text, "show_address": "y"}).status_code
            == 303
        )


def test_A10_other_addresses_are_not_asked_about(site: Flask, reader: Visitor) -> None:
    for text in (
        "rhea@example.network",
        "xrhea@example.net",
        "a.rhea@example.net",
        "rhea@example.net.au",
        "me@example.net",
    ):
        assert reader.reply(PAGE, comment=text).status_code == 303


@pytest.mark.parametrize(
    "text", [f"&#{'9' * 5000};", f"&#{'0' * 5000}64;", f"&#x{'f' * 5000};", "&#x110000;", "&#xd800;"]
)
def test_no_number_of_a_character_is_too_large(site: Flask, reader: Visitor, text: str) -> None:
    assert reader.reply(PAGE, comment=f"{text} <b title='{text}'>x</b> <textarea>{text}</textarea>").status_code == 303
    assert reader.reply(PAGE, author=text[:200], comment="x").status_code == 303
