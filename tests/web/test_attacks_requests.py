"""Requests that no browser of good will would send: odd numbers, hosts, bodies, methods and encodings.

Each is answered with a page; a 500 is a defect, whoever caused it.
"""

import io
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.attacker import PAGE, comments_of, filled_in, listen_to_log
from tests.factories import Cast, make_comment, make_post
from tests.visitor import Visitor

ENORMOUS = "9" * 30
ODD_NUMBERS = (
    "0",
    "01",
    "-1",
    "1abc",
    "1%00",
    "１",
    "1.0",
    "1e3",
    "%20",
    "0x1",
    "9223372036854775808",
    ENORMOUS,
    "9" * 5000,
)


@pytest.fixture
def site(app: Flask, cast: Cast) -> Flask:
    with app.app_context():
        post = make_post(cast)
        make_post(cast, title="Not yet", published_at=None)
        make_comment(post)
    return app


@pytest.fixture
def reader(site: Flask) -> Visitor:
    return Visitor(site)


@pytest.fixture
def admin(site: Flask) -> Visitor:
    return Visitor(site).sign_in("ada")


@pytest.mark.parametrize(
    "address",
    [
        "/page/{}/",
        "/comments/{}/",
        "/{}/04/anatomy-spotlight-psoas/",
        PAGE + "?replytocom={}",
        PAGE + "?awaiting={}",
        "/moderation/comments/{}",
        "/moderation/?post={}",
        "/moderation/?author={}",
        "/moderation/?done={}",
        "/moderation/?after={}-{}",
        "/moderation/?after=99999999999999999-{}",
        "/moderation/?after=999999999999999999-{}",
        "/moderation/comments/1?done={}",
        "/desk/posts/{}/edit",
        "/desk/posts/{}/preview",
        "/desk/?after={}",
        "/login/link/{}",
    ],
)
def test_no_number_in_an_address_is_too_odd(admin: Visitor, address: str) -> None:
    for number in ODD_NUMBERS:
        assert admin.get(address.replace("{}", number)).status_code in (200, 301, 302, 404), number


@pytest.mark.parametrize(
    "address",
    [
        "/moderation/comments/{}/decisions",
        "/moderation/comments/{}/address",
        "/moderation/decisions/{}/undo",
        "/moderation/runs/{}/undo",
        "/desk/posts/{}/edit",
    ],
)
def test_A04_no_number_in_the_address_of_an_act_is_too_odd(admin: Visitor, address: str) -> None:
    data = {"id": "1", "action": "approve", "version": "1"}
    for number in ODD_NUMBERS:
        assert admin.post(address.replace("{}", number), data).status_code in (403, 404, 405), number


@pytest.mark.parametrize(
    "name", ["endpoint", "self", "values", "_external", "_scheme", "_anchor", "_method", "status[]"]
)
def test_no_name_of_a_parameter_means_something_to_our_own_code(admin: Visitor, name: str) -> None:
    response = admin.get(f"/moderation/?{name}=javascript&q=tall")
    assert response.status_code == 200
    assert f"/moderation/?{name.replace('[', '%5B').replace(']', '%5D')}=javascript&amp;q=tall" in response.text


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:80", "localhost:80@evil.example", "..", ".", "", "[::1", "a b", "x" * 300, "ü"],
)
def test_A12_no_host_of_a_request_comes_back(reader: Visitor, host: str) -> None:
    for address in (PAGE, PAGE.rstrip("/"), "/", "/page/2", "/feed/", "/desk", "/nowhere", "//evil.example/"):
        response = reader.get(address, Host=host)
        assert response.status_code in (200, 308, 404)
        assert urlsplit(response.headers.get("Location", "")).netloc in ("", "localhost")
        assert "evil.example" not in response.text


@pytest.mark.parametrize(
    "name", ["X-Forwarded-Host", "X-Forwarded-Server", "Forwarded", "X-Original-URL", "X-Rewrite-URL"]
)
def test_A12_no_header_of_a_proxy_is_believed_without_a_proxy(reader: Visitor, name: str) -> None:
    plain = reader.get(PAGE)
    told = reader.get(PAGE, **{name: "host=evil.example"})
    assert told.get_data() == plain.get_data()


@pytest.mark.parametrize("json", [{"comment": 5}, {"comment": ["x"]}, [1, 2], "x", 5, None, {"comment": "\ud800"}])
def test_A48_a_body_that_is_no_form_is_no_reply(reader: Visitor, json: object) -> None:
    for address in (PAGE, "/login"):
        fields = filled_in(reader)
        body = {**fields, **json} if isinstance(json, dict) else json
        assert reader.client.post(address, json=body).status_code == 403


@pytest.mark.parametrize(
    "content_type", ["application/json", "text/plain", "multipart/form-data", "", "x/y; charset=utf-7"]
)
def test_a_body_that_is_not_what_it_says_is_a_forgery(reader: Visitor, content_type: str) -> None:
    response = reader.client.post(PAGE, data=b"{\xff\x00--", content_type=content_type)
    assert response.status_code == 403


@pytest.mark.parametrize("name", ["author", "email", "url", "comment", "parent", "took", "subject", "stamp"])
def test_a_file_in_the_place_of_a_field_is_not_there(reader: Visitor, name: str) -> None:
    fields: dict[str, object] = {**filled_in(reader), name: (io.BytesIO(b"<script>"), "a.txt")}
    response = reader.client.post(PAGE, data=fields)
    expected = 403 if name == "stamp" else 422 if name in ("author", "email", "comment") else 303
    assert response.status_code == expected


def test_a_reply_may_come_as_multipart(reader: Visitor, site: Flask) -> None:
    response = reader.client.post(PAGE, data=filled_in(reader), content_type="multipart/form-data")
    assert response.status_code == 303


def test_bytes_that_are_no_text_are_shown_as_they_came(reader: Visitor, site: Flask) -> None:
    fields = filled_in(reader)
    body = b"comment=a%ff%fe%ed%a0%80%00%0bb&author=%c0%80R%00&email=r@example.net&stamp=" + fields["stamp"].encode()
    response = reader.client.post(PAGE, data=body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 303
    text = comments_of(site)[-1].text
    assert text == "a%FF%FE%ED%A0%80b"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "X" * 500])
def test_no_other_method_does_anything(reader: Visitor, site: Flask, method: str) -> None:
    for address in (PAGE, "/", "/login", "/moderation/", "/desk/posts/1/edit"):
        assert reader.client.open(address, method=method).status_code in (403, 405)
    assert len(comments_of(site)) == 1


def test_a_method_can_not_be_overridden(reader: Visitor, site: Flask) -> None:
    fields = filled_in(reader)
    assert reader.client.get(PAGE, query_string=fields, headers={"X-HTTP-Method-Override": "POST"}).status_code == 200
    assert reader.client.get(PAGE, data=fields).status_code == 200
    assert len(comments_of(site)) == 1


@pytest.mark.parametrize(
    "header",
    [
        ("Accept-Encoding", "gzip;q=, br;q=abc, *;q=1e999"),
        ("Accept-Encoding", "identity;q=0, zstd;q=nan"),
        ("Accept-Language", "\x80" * 900),
        ("If-None-Match", '"'),
        ("If-Modified-Since", "the day before"),
        ("Range", "bytes=-"),
        ("Content-Length", "-1"),
        ("Cookie", "=rejoinder=x; rejoinder=\xff\x00; rejoinder"),
        ("Cookie", 'rejoinder="\\355\\240\\200\\000"'),
        ("Cookie", "rejoinder-device=.......; " + "a=b; " * 5000),
        ("Origin", "http://["),
        ("Origin", "http://localhost:99999999"),
        ("Sec-Fetch-Site", "\xff"),
        ("X-Forwarded-For", "\xff, ::::"),
    ],
)
def test_no_header_is_too_odd(site: Flask, header: tuple[str, str]) -> None:
    client = site.test_client(use_cookies=False)
    environ = {f"HTTP_{header[0].upper().replace('-', '_')}".replace("HTTP_CONTENT", "CONTENT"): header[1]}
    for address in (PAGE, "/", "/login", "/desk/", "/feed/"):
        assert client.get(address, environ_overrides=environ).status_code in (200, 206, 303, 304, 416), address
    for address in (PAGE, "/login"):
        response = client.post(address, data={"comment": "x"}, environ_overrides=environ)
        assert response.status_code in (403, 422), address


@pytest.mark.parametrize("site_says", ["same-origin", "cross-site"])
@pytest.mark.parametrize(
    "address", [PAGE, "/login", "/2026/04/not-yet/", "/2026/04/nowhere/", "/nowhere/", "/moderation/"]
)
def test_a_body_over_a_mebibyte_is_refused_wherever_it_goes(reader: Visitor, address: str, site_says: str) -> None:
    body = b"comment=" + b"a" * 1_100_000
    response = reader.client.post(
        address,
        data=body,
        content_type="application/x-www-form-urlencoded",
        headers={"Sec-Fetch-Site": site_says},
    )
    expected = {403} if site_says == "cross-site" else {413, 404, 405, 403}
    assert response.status_code in expected
    if address == PAGE and site_says == "same-origin":
        assert response.status_code == 413
    assert b"a" * 1000 not in response.get_data()


def test_a_thousand_parts_and_more_are_refused(reader: Visitor) -> None:
    parts = {f"part{number}": "x" for number in range(3000)}
    assert reader.client.post(PAGE, data=parts, content_type="multipart/form-data").status_code == 413


def test_a_forgery_on_a_hidden_post_tells_nothing(reader: Visitor) -> None:
    pages = [
        reader.post(address, filled_in(reader), **{"Sec-Fetch-Site": "cross-site"})
        for address in ("/2026/04/not-yet/", "/2026/04/nowhere/")
    ]
    assert [page.status_code for page in pages] == [403, 403]
    assert pages[0].get_data() == pages[1].get_data()


def test_fields_far_over_their_limits_are_refused_at_once(reader: Visitor, site: Flask) -> None:
    for name in ("author", "email", "url", "comment"):
        for piece in ("a@", "é.", "&#64;", "'", "[::", "."):
            text = (piece * 900_000)[: 900_000 // len(piece.encode())]
            response = reader.client.post(PAGE, data=filled_in(reader, **{name: text}))
            assert response.status_code in (413, 422)
    assert len(comments_of(site)) == 1


def test_A34_the_debugger_is_not_there(reader: Visitor) -> None:
    for address in (
        "/console",
        "/console/",
        f"{PAGE}?__debugger__=yes&cmd=resource&f=debugger.js",
        "/?__debugger__=yes&cmd=printpin",
    ):
        page = reader.get(address)
        assert page.status_code in (200, 308, 404)
        assert not [word for word in ("debugger", "Interactive Console", "EVALEX", "Werkzeug") if word in page.text]


def test_A34_a_failure_shows_its_number_and_nothing_else(reader: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("SELECT secret FROM /etc/passwd")

    monkeypatch.setattr("blog.reading.views.page_of_public_posts", fail)
    words = listen_to_log()
    response = reader.get("/")
    assert response.status_code == 500
    assert response.headers["X-Request-Id"] in response.text
    assert not [word for word in ("Traceback", "SELECT", "passwd", "RuntimeError", ".py") if word in response.text]
    assert response.headers["Cache-Control"] == "private, no-store"
    log = words.getvalue()
    failure = next(line for line in log.splitlines() if '"failure"' in line)
    assert response.headers["X-Request-Id"] in failure
    assert "passwd" not in log


def test_every_answer_carries_the_headers_that_protect(reader: Visitor) -> None:
    for address in (PAGE, "/", "/login", "/nowhere", "/static/rejoinder.css", "/feed/", "/healthz", PAGE.rstrip("/")):
        headers = reader.get(address).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"
        assert "Access-Control-Allow-Origin" not in headers
        assert "X-Pingback" not in headers


@pytest.mark.parametrize(
    "slug", ["%0d%0aSet-Cookie:%20a=b", "x%0aLocation:%20//evil", "%e2%80%a8", "..%2f..", "%5c%5cevil"]
)
def test_no_header_comes_from_an_address(start: Callable[..., Flask], reader: Visitor, slug: str) -> None:
    for address in (f"/2026/04/{slug}", f"/2026/04/{slug}/", f"/desk/{slug}?{slug}", f"/login?next=/{slug}"):
        response = reader.get(address)
        assert response.status_code in (200, 303, 308, 404)
        assert "Set-Cookie" not in response.headers
        assert "\n" not in response.headers.get("Location", "")
