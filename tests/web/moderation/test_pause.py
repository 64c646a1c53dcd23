"""A pause of all replies: one button, a word to readers, and nothing else stops."""

from collections.abc import Callable

from flask import Flask

from tests.factories import Cast
from tests.visitor import Visitor
from tests.web.replying import TYPED, kept, make_stamp

SignedIn = Callable[[str], Visitor]

FORM = 'id="commentform"'


def pause(moderator: Visitor, words: str = "") -> None:
    assert moderator.submit("/moderation/pause", "/moderation/pause/start", words=words).status_code == 303


def test_readers_are_told_and_the_form_is_gone(page: str, visitor: Visitor, signed_in: SignedIn) -> None:
    assert FORM in visitor.get(page).text
    pause(signed_in("mo"), "We are clearing up. Back <b>tomorrow</b>.")
    shown = visitor.get(page)

    assert shown.status_code == 200
    assert FORM not in shown.text
    assert "Back &lt;b&gt;tomorrow&lt;/b&gt;." in shown.text


def test_a_form_that_was_open_already_is_403_and_keeps_the_words(
    app: Flask, page: str, visitor: Visitor, signed_in: SignedIn
) -> None:
    stamp = make_stamp(app, 1)
    pause(signed_in("mo"))
    response = visitor.post(page, {**TYPED, "stamp": stamp})

    assert response.status_code == 403
    assert "Words that took me an hour &amp; more." in response.text
    assert "Replies are paused" in response.text
    assert kept(app) == 0


def test_who_may_moderate_replies_on(page: str, signed_in: SignedIn) -> None:
    mo = signed_in("mo")
    pause(mo)

    assert FORM in mo.get(page).text
    assert mo.reply(page, comment="We are looking into it.").status_code == 303


def test_the_same_page_lets_replies_in_again(page: str, visitor: Visitor, signed_in: SignedIn) -> None:
    mo = signed_in("mo")
    pause(mo)
    assert "paused on the whole site" in mo.get("/moderation/").text
    assert mo.submit("/moderation/pause", "/moderation/pause/end").status_code == 303

    assert FORM in visitor.get(page).text
    assert visitor.reply(page).status_code == 303


def test_a_pause_is_on_record_as_a_setting(cast: Cast, signed_in: SignedIn) -> None:
    pause(signed_in("mo"))
    settings = signed_in("ada").get("/settings/").text

    assert "Replies on the whole site" in settings
    assert "Mo Moderator" in settings


def test_too_many_words_are_refused_and_nothing_is_paused(page: str, visitor: Visitor, signed_in: SignedIn) -> None:
    response = signed_in("mo").submit("/moderation/pause", "/moderation/pause/start", words="w" * 301)

    assert response.status_code == 422
    assert "w" * 301 in response.text
    assert FORM in visitor.get(page).text
