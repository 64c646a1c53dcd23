"""Stamps, tokens and other sites: which replies are believed to come from a page of ours."""

from collections.abc import Callable

import pytest
from flask import Flask

from blog.web import forms
from tests.factories import Cast
from tests.visitor import Visitor, find_form
from tests.web.replying import TYPED, WORDS, kept, make_stamp

# 403 and 422: stamps


@pytest.mark.parametrize(
    "alter", [lambda stamp: "", lambda stamp: stamp[:-4], lambda stamp: "x" + stamp, lambda _: "é"]
)
def test_a_stamp_that_is_missing_or_altered_is_403_and_costs_no_word(
    app: Flask, page: str, visitor: Visitor, alter: Callable[[str], str]
) -> None:
    response = visitor.post(page, {**TYPED, "stamp": alter(make_stamp(app, 1))})

    assert response.status_code == 403
    form = find_form(response.text, "commentform")
    assert {name: form.fields[name] for name in TYPED} == TYPED
    assert visitor.post(page, form.fields).status_code == 303, "the page that comes back has a good one"


def test_a_stamp_that_is_not_sent_at_all_is_403(app: Flask, page: str, visitor: Visitor) -> None:
    assert visitor.post(page, TYPED).status_code == 403
    assert kept(app) == 0


def test_the_stamp_of_another_post_is_403(app: Flask, page: str, visitor: Visitor) -> None:
    assert visitor.post(page, {**TYPED, "stamp": make_stamp(app, 2)}).status_code == 403


@pytest.mark.parametrize(("hours", "status"), [(0, 303), (47, 303), (48, 303), (49, 422), (1000, 422), (-2, 422)])
def test_a_stamp_older_than_two_days_is_422_and_the_next_one_is_fresh(
    app: Flask, page: str, visitor: Visitor, hours: int, status: int
) -> None:
    response = visitor.post(page, {**TYPED, "stamp": make_stamp(app, 1, hours)})

    assert response.status_code == status
    if status == 422:
        form = find_form(response.text, "commentform")
        assert {name: form.fields[name] for name in TYPED} == TYPED
        assert visitor.post(page, form.fields).status_code == 303


def test_a_page_that_was_left_open_for_49_hours_can_be_sent_again(
    app: Flask, page: str, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = find_form(visitor.get(page).text, "commentform")
    later = forms.this_hour() + 49
    monkeypatch.setattr(forms, "this_hour", lambda: later)

    response = visitor.post(page, {**form.fields, **TYPED})

    assert response.status_code == 422
    assert "more than two days" in response.text
    assert visitor.post(page, find_form(response.text, "commentform").fields).status_code == 303


def test_a_session_with_a_readers_stamp_is_403_words_kept(
    app: Flask, page: str, signed_in: Callable[[str], Visitor]
) -> None:
    response = signed_in("mo").post(page, {**TYPED, "stamp": make_stamp(app, 1)})

    assert response.status_code == 403
    assert find_form(response.text, "commentform").fields["comment"] == WORDS
    assert kept(app) == 0


def test_the_token_of_another_session_is_403(app: Flask, page: str, signed_in: Callable[[str], Visitor]) -> None:
    stamp = find_form(signed_in("ada").get(page).text, "commentform").fields["stamp"]

    assert signed_in("mo").post(page, {**TYPED, "stamp": stamp}).status_code == 403
    assert kept(app) == 0


def test_a_session_that_has_ended_is_no_session(app: Flask, cast: Cast, page: str, visitor: Visitor) -> None:
    visitor.client.set_cookie("rejoinder", "a session of long ago")

    assert visitor.reply(page).status_code == 303


# 403: another site


OWN, OTHER = "http://localhost", "https://evil.example"
FETCHES: list[tuple[dict[str, str], int]] = [
    ({}, 303),
    ({"Sec-Fetch-Site": "same-origin"}, 303),
    ({"Sec-Fetch-Site": "none"}, 303),
    ({"Sec-Fetch-Site": "same-site"}, 403),
    ({"Sec-Fetch-Site": "cross-site"}, 403),
    ({"Sec-Fetch-Site": ""}, 403),
    ({"Sec-Fetch-Site": "same-origin", "Origin": OTHER}, 303),
    ({"Sec-Fetch-Site": "cross-site", "Origin": OWN}, 403),
    ({"Origin": OWN}, 303),
    ({"Origin": OTHER}, 403),
    ({"Origin": "null"}, 403),
    ({"Origin": ""}, 403),
    ({"Origin": "http://localhost:8080"}, 403),
    ({"Origin": "http://localhost.evil.example"}, 403),
    ({"Origin": "http://evil.example/http://localhost"}, 403),
    ({"Origin": "http://[broken"}, 403),
]


@pytest.mark.parametrize(("headers", "status"), FETCHES)
def test_a_reply_that_another_site_made_a_browser_send_is_403_words_kept(
    app: Flask, page: str, visitor: Visitor, headers: dict[str, str], status: int
) -> None:
    response = visitor.reply(page, headers, comment=WORDS)

    assert response.status_code == status
    assert kept(app) == (1 if status == 303 else 0)
    if status == 403:
        assert find_form(response.text, "commentform").fields["comment"] == WORDS


def test_the_public_address_counts_as_own_behind_a_proxy_that_changes_the_host(
    start: Callable[..., Flask], cast: Cast, page: str
) -> None:
    visitor = Visitor(start(site_url="https://blog.example.org"))

    assert visitor.reply(page, {"Origin": "https://blog.example.org"}).status_code == 303
    assert visitor.reply(page, {"Origin": "http://blog.example.org"}).status_code == 403, "another port"


def test_reading_is_never_a_forgery(page: str, visitor: Visitor) -> None:
    assert visitor.get(page, **{"Sec-Fetch-Site": "cross-site", "Origin": OTHER}).status_code == 200
