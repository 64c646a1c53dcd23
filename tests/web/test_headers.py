"""What every response carries."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.factories import Cast
from tests.visitor import Visitor

EVERYWHERE = [
    "/",
    "/2026/04/anatomy-spotlight-psoas/",
    "/login",
    "/feed/",
    "/nothing/",
    "/static/rejoinder.css",
    "/healthz",
]


@pytest.mark.parametrize("address", EVERYWHERE)
def test_every_response_says_what_a_page_may_do(page: str, visitor: Visitor, address: str) -> None:
    headers = visitor.get(address).headers

    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert {policy[name] for name in ("script-src", "style-src", "img-src", "connect-src", "form-action")} == {"'self'"}
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin", "with no-referrer the origin of our own forms would be null"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert re.fullmatch(r"[0-9a-f]{16}", headers["X-Request-Id"])


def test_refusals_carry_them_too(page: str, visitor: Visitor) -> None:
    answers = [
        visitor.post("/login", {}),
        visitor.post("/", {}),
        visitor.post(page, {"comment": "x" * 1024 * 1024}),
        visitor.post(page, {}, **{"Sec-Fetch-Site": "cross-site"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 405, 413, 403]
    for answer in answers:
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["", "ada"])
def test_no_page_holds_a_script_or_style_of_its_own_or_asks_anyone_else(
    app: Flask, page: str, signed_in: Callable[[str], Visitor], name: str
) -> None:
    visitor = signed_in(name) if name else Visitor(app)
    addresses = ["/", page, "/login", "/nothing/"]
    if name:
        addresses = ["/", page, "/account/", "/moderation/", "/desk/", "/desk/posts/new", "/desk/posts/1/edit"]
    for address in addresses:
        html = visitor.get(address).text
        assert not re.search(r"<script(?![^>]*\bsrc=\"/static/| type=\"application/ld\+json\">)", html), address
        assert not re.search(r"<style|\sstyle=|\son\w+=\"|javascript:", html), address
        assert not re.search(r"(src|action|formaction|poster)=\"(?!/)", html.replace('action=""', "")), address
        assert not re.search(r"<link[^>]*rel=\"(stylesheet|icon|preload|preconnect)\"[^>]*href=\"(?!/static/)", html)


# Addresses of our own


NAMES_OF_VOCABULARIES = ("http://purl.org/", "http://www.w3.org/", "https://schema.org")  # which nobody fetches


@pytest.mark.parametrize("host", ["evil.example", "localhost:8080", "127.0.0.1"])
def test_absolute_links_begin_with_the_address_of_the_site_whatever_the_host(
    start: Callable[..., Flask], cast: Cast, page: str, host: str
) -> None:
    visitor = Visitor(start(site_url="https://blog.example.org"))
    for address in (
        "/",
        page,
        "/feed/",
        "/login",
        "/2026/04/anatomy-spotlight-psoas",
        "/feed",
        "/page/1/",
        "/nothing/",
    ):
        response = visitor.get(address, Host=host)
        assert host not in response.text, address
        assert host not in str(response.headers), address
        for link in re.findall(r"https?://[^\s\"<>]+", response.text):
            assert link.startswith(("https://blog.example.org", *NAMES_OF_VOCABULARIES)), link


def test_a_forwarded_host_is_believed_only_from_proxies_that_were_named(
    start: Callable[..., Flask], cast: Cast, page: str
) -> None:
    forwarded = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    limited = start(rate_limits=True)
    for number in range(5):
        assert Visitor(limited, REMOTE_ADDR="192.0.2.1").reply(page, forwarded, comment=f"{number}").status_code == 303
    changed = {**forwarded, "X-Forwarded-For": "203.0.113.8"}
    assert Visitor(limited, REMOTE_ADDR="192.0.2.1").reply(page, changed, comment="x").status_code == 429

    behind = start(rate_limits=True, trusted_proxies=1)
    assert Visitor(behind, REMOTE_ADDR="192.0.2.1").reply(page, changed, comment="x").status_code == 303


# Health


def test_the_process_says_that_it_is_alive_and_ready(visitor: Visitor) -> None:
    assert (visitor.get("/healthz").status_code, visitor.get("/healthz").text) == (200, "alive\n")
    assert (visitor.get("/readyz").status_code, visitor.get("/readyz").text) == (200, "ready\n")


def test_it_is_not_ready_before_the_database_is(start: Callable[..., Flask], tmp_path: object) -> None:
    app = start(database_url=f"sqlite:///{tmp_path}/empty.db")

    assert Visitor(app).get("/healthz").status_code == 200
    response = Visitor(app).get("/readyz")
    assert response.status_code == 503
    assert "db upgrade" in response.text
