"""The log: a line a request, and nothing in it that a person typed."""

import io
import json
import logging
import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from blog.feeds import views as feeds
from blog.reading import replying
from tests.factories import PASSWORD, Cast, email
from tests.visitor import Visitor

SECRETS = [
    "rhea@example.net",
    "mo@example.org",
    "Words-of-mine",
    "Rhea",
    PASSWORD,
    "192.0.2.77",
    "secret-in-query",
]


def listen() -> Callable[[], list[str]]:
    """What the application that was started last logs from now on; each time what came since the last."""
    handler = logging.getLogger("rejoinder").handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.stream = stream = io.StringIO()

    def read() -> list[str]:
        logged = stream.getvalue().splitlines()
        stream.seek(0)
        stream.truncate()
        return logged

    return read


def test_a_request_is_one_line_of_json(app: Flask) -> None:
    lines = listen()
    response = Visitor(app).get("/nothing/at/all?secret-in-query=1")

    (line,) = [json.loads(each) for each in lines()]
    assert line["request_id"] == response.headers["X-Request-Id"]
    assert (line["level"], line["message"], line["method"], line["status"]) == ("info", "request", "GET", 404)
    assert line["route"] == "-", "not what was asked for, but the rule that fits"
    assert line["ms"] >= 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["at"])


def test_as_text_it_reads_the_same(start: Callable[..., Flask], page: str) -> None:
    app = start(log_format="text")
    lines = listen()
    response = Visitor(app).get(page)

    (line,) = lines()
    identity = response.headers["X-Request-Id"]
    rule = "/<int(fixed_digits=4):year>/<int(fixed_digits=2):month>/<slug>/"
    assert re.fullmatch(
        rf"\S+ info request request_id={identity} method=GET route={re.escape(rule)} status=200 ms=[\d.]+", line
    )


def test_a_higher_level_keeps_requests_out(start: Callable[..., Flask]) -> None:
    app = start(log_level="warning")
    lines = listen()
    Visitor(app).get("/")

    assert lines() == []


def test_nothing_that_was_typed_is_logged(app: Flask, page: str) -> None:
    lines = listen()
    visitor = Visitor(app, REMOTE_ADDR="192.0.2.77")
    sent = visitor.reply(page, comment="Words-of-mine", url="https://secret-in-query.example")
    visitor.get(sent.location)
    visitor.get(f"{page}?secret-in-query=rhea@example.net", Referer="https://secret-in-query.example")
    visitor.submit("/login", "sign-in", email=email("mo"), password="secret-in-query")
    mo = Visitor(app, REMOTE_ADDR="192.0.2.77").sign_in("mo")
    mo.submit("/moderation/comments/1", "/address")
    mo.get("/moderation/?q=secret-in-query")
    visitor.get("/login/link/secret-in-query")
    cookie = mo.client.get_cookie("rejoinder")
    assert cookie is not None

    logged = "\n".join(lines())
    assert logged.count('"request"') > 10
    token = sent.location.partition("awaiting=")[2].partition("#")[0]
    for secret in (*SECRETS, cookie.value, token):
        assert secret not in logged


@pytest.mark.parametrize("log_format", ["json", "text"])
def test_a_failure_is_logged_with_its_place_and_the_number_that_the_reader_saw(
    start: Callable[..., Flask],
    cast: Cast,
    page: str,
    monkeypatch: pytest.MonkeyPatch,
    log_format: str,
) -> None:
    def fail(text: str) -> None:
        raise SQLAlchemyError(f"(rhea@example.net) {text}")

    visitor = Visitor(start(log_format=log_format), REMOTE_ADDR="192.0.2.77")
    monkeypatch.setattr(replying, "render_comment", fail)
    lines = listen()
    response = visitor.reply(page, comment="Words-of-mine")

    assert response.status_code == 500
    assert response.headers["X-Request-Id"] in response.text
    logged = "\n".join(lines())
    failure = logged.partition("failure")
    assert response.headers["X-Request-Id"] in failure[2]
    assert "replying.py" in logged
    assert "SQLAlchemyError" in logged
    for secret in SECRETS:
        assert secret not in logged
        assert secret not in response.text


def test_after_a_failure_the_next_request_works(
    app: Flask, page: str, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(feeds, "utcnow", fail)
        broken = visitor.get("/feed/")
    assert broken.status_code == 500
    assert "Traceback" not in broken.text
    assert "ZeroDivision" not in broken.text
    assert broken.headers["Cache-Control"] == "private, no-store"
    assert visitor.get("/feed/").status_code == 200


def test_a_line_can_not_be_forged(app: Flask) -> None:
    lines = listen()
    visitor = Visitor(app)
    visitor.get("/%0a%0d2026 info forged")
    visitor.client.open("/", method="EVIL%0aLINE")
    visitor.client.open("/", method="X" * 500)

    logged = lines()
    assert len(logged) == 3
    assert "forged" not in "".join(logged)
    assert "EVIL" not in "".join(logged)
    assert "XXX" not in "".join(logged)
