"""What is refused of replies, with which status, and that no word is lost by it."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.database import db
from tests.factories import Cast, approved, make_comment, make_post
from tests.visitor import Visitor, find_form
from tests.web.replying import TYPED, WORDS, first_post, kept, make_stamp

LONG_ADDRESS = "@".join(("r" * 60, ".".join(["e" * 60] * 3 + ["e" * 6, "net"])))


def errors(html: str) -> dict[str, str]:
    """The messages at the fields, by their ids."""
    return dict(re.findall(r'<p class="error" id="(\w+)-error">([^<]*)', html))


# 422: what a field can't be


FIELDS = {
    "no text": ("comment", ""),
    "only spaces": ("comment", " \r\n \t "),
    "only what nobody can see": ("comment", "\u200b\u2800\u200e"),
    "no name": ("author", ""),
    "an invisible name": ("author", "\u200b \u3164"),
    "a name of 246 characters": ("author", "n" * 246),
    "no address": ("email", ""),
    "an address without @": ("email", "rhea.example.net"),
    "two addresses": ("email", "rhea@example.net, sol@example.net"),
    "an address without a domain": ("email", "rhea@"),
    "an address of 255 characters": ("email", f"r{LONG_ADDRESS}"),
    "a site of 201 characters": ("url", "https://example.net/" + "p" * 181),
    "a script for a site": ("url", "javascript:alert(1)"),
    "data for a site": ("url", "data:text/html,x"),
    "a file for a site": ("url", "file:///etc/passwd"),
    "ftp for a site": ("url", "ftp://example.net"),
    "a site without a host": ("url", "https://"),
    "a site with a password": ("url", "https://a:b@example.net"),
    "a site with spaces": ("url", "https://example.net/a b"),
    "a text of 65,526 characters": ("comment", "x" * 65_526),
    "a text of 65,526 letters beyond the first plane": ("comment", "𝔘" * 65_526),
}  # fmt: skip


@pytest.mark.parametrize("case", FIELDS)
def test_a_field_that_can_not_be_taken_is_422_and_says_so_beside_it(
    app: Flask, page: str, visitor: Visitor, case: str
) -> None:
    field, value = FIELDS[case]
    typed = {"author": "Rhea", "email": "rhea@example.net", "comment": WORDS, "url": "https://example.net"}

    response = visitor.reply(page, **{**typed, field: value})

    assert response.status_code == 422
    assert set(errors(response.text)) == {field}
    assert f'<a href="#{field}">' in response.text, "the summary links to the field"
    assert 'role="alert"' in response.text
    assert "autofocus" in response.text
    again = find_form(response.text, "commentform").fields
    for name, words in {**typed, field: value}.items():
        assert spaced(again[name]) == spaced(words), name
    assert kept(app) == 0


def spaced(text: str) -> str:
    return " ".join(text.split())


def test_all_that_is_wrong_is_said_at_once(page: str, visitor: Visitor) -> None:
    response = visitor.reply(page, author="", email="", comment="", url="x:y")

    assert set(errors(response.text)) == {"author", "email", "comment", "url"}


LARGEST = {
    "a name of 245 characters": {"author": "𝔫" * 245},
    "an address of 254 characters": {"email": LONG_ADDRESS},
    "a site of 200 characters": {"url": "https://example.net/" + "p" * 180},
    "a site of 200 characters without a scheme": {"url": "example.net/" + "p" * 188},
    "a text of 65,525 characters": {"comment": "x" * 65_525},
    "line breaks that count once": {"comment": "x\r\n" * 32_762 + "x"},
    "letters beyond the first plane": {"comment": "𝔘" * 65_525},
}  # fmt: skip


@pytest.mark.parametrize("case", LARGEST)
def test_what_just_fits_is_taken_whole(app: Flask, page: str, visitor: Visitor, case: str) -> None:
    response = visitor.reply(page, **LARGEST[case])

    assert response.status_code == 303
    with app.app_context():
        comment = db.session.get_one(Comment, 1)
        assert comment.name == LARGEST[case].get("author", "Rhea Reader")
        assert comment.text == LARGEST[case].get("comment", "Thank you for this.").replace("\r\n", "\n")
        assert comment.url.endswith(LARGEST[case].get("url", ""))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("example.net", "https://example.net"),
        ("http://example.net/a?b=c", "http://example.net/a?b=c"),
        ("HTTPS://example.net", "HTTPS://example.net"),
        ("example.net:8080/x", "https://example.net:8080/x"),
        ("  https://example.net  ", "https://example.net"),
        ("", ""),
    ],
)
def test_a_site_without_a_scheme_gets_one(app: Flask, page: str, visitor: Visitor, typed: str, stored: str) -> None:
    assert visitor.reply(page, url=typed).status_code == 303
    with app.app_context():
        assert db.session.get_one(Comment, 1).url == stored


# 422: an address in the words


@pytest.mark.parametrize(
    "typed",
    [
        {"author": "rhea@example.net"},
        {"author": "Rhea (RHEA＠example.net)"},
        {"comment": "Write to me: Rhea@Example.net!"},
        {"comment": "mailto:rhea@example.net"},
    ],
)
def test_an_address_among_the_words_is_asked_about_first(
    app: Flask, page: str, visitor: Visitor, typed: dict[str, str]
) -> None:
    asked = visitor.reply(page, **typed)

    assert asked.status_code == 422
    assert "tick the box below" in asked.text
    assert 'name="show_address"' in asked.text
    assert kept(app) == 0

    assert visitor.reply(page, **typed, show_address="y").status_code == 303
    with app.app_context():
        comment = db.session.get_one(Comment, 1)
        assert [finding.code for finding in comment.findings] == ["shows_address", "first_replies"]


def test_a_strangers_address_in_the_text_is_no_secret_of_the_writer(page: str, visitor: Visitor) -> None:
    assert visitor.reply(page, comment="Ask info@example.org.").status_code == 303
    assert 'name="show_address"' not in visitor.get(page).text


# 403, 404, 413


def test_a_closed_post_takes_no_reply_and_gives_the_words_back(app: Flask, cast: Cast, visitor: Visitor) -> None:
    with app.app_context():
        make_post(cast)
        make_post(cast, "Closed", comments_open=False)
    assert 'id="commentform"' not in visitor.get("/2026/04/closed/").text

    response = visitor.post("/2026/04/closed/", {**TYPED, "stamp": make_stamp(app, 2)})

    assert response.status_code == 403
    assert "Replies are closed" in response.text
    assert "Words that took me an hour &amp; more." in response.text
    assert kept(app) == 0


@pytest.mark.parametrize("address", ["/2026/04/nothing/", "/2025/04/nothing/", "/2026/04/draft/", "/2026/04/to-come/"])
def test_there_is_no_replying_to_what_is_not_public(
    app: Flask, cast: Cast, page: str, visitor: Visitor, address: str
) -> None:
    with app.app_context():
        make_post(cast, "Draft", published_at=None)

    response = visitor.post(address, {**TYPED, "stamp": make_stamp(app, 2)})

    assert response.status_code == 404
    assert kept(app) == 0


def test_a_body_over_one_mebibyte_is_a_plain_413(app: Flask, page: str, visitor: Visitor) -> None:
    response = visitor.post(page, {**TYPED, "comment": "x" * (1024 * 1024), "stamp": make_stamp(app, 1)})

    assert response.status_code == 413
    assert "commentform" not in response.text
    assert "one mebibyte" in response.text


# 409: the same reply again


def test_the_same_reply_again_is_409_and_says_that_it_has_arrived(app: Flask, page: str, visitor: Visitor) -> None:
    assert visitor.reply(page, comment=WORDS).status_code == 303

    again = visitor.reply(page, comment=WORDS, email="somebody-else@example.net")

    assert again.status_code == 409, "whatever the address: it is not compared"
    assert "has arrived already" in again.text
    assert find_form(again.text, "commentform").fields["comment"] == WORDS
    assert kept(app) == 1


@pytest.mark.parametrize("then", [(), (Action.APPROVE,), (Action.SPAM,)])
def test_what_was_decided_about_the_first_one_is_not_told(
    app: Flask, page: str, visitor: Visitor, then: tuple[Action, ...]
) -> None:
    with app.app_context():
        make_comment(first_post(), WORDS, name="Rhea", then=then)

    response = visitor.reply(page, **TYPED)

    assert response.status_code == 409
    assert "has arrived already" in response.text


def test_what_is_in_the_trash_may_come_again(app: Flask, page: str, visitor: Visitor) -> None:
    with app.app_context():
        make_comment(first_post(), WORDS, name="Rhea", then=(Action.TRASH,))

    assert visitor.reply(page, **TYPED).status_code == 303


@pytest.mark.parametrize("different", [{"author": "Rhea R."}, {"comment": WORDS + "!"}, {"parent": "1"}])
def test_another_name_text_or_parent_makes_another_reply(
    app: Flask, page: str, visitor: Visitor, different: dict[str, str]
) -> None:
    with app.app_context():
        approved(first_post(), "The parent.", name="Sol")
    assert visitor.reply(page, **TYPED).status_code == 303

    assert visitor.reply(page, **{**TYPED, **different}).status_code == 303


def test_the_same_words_under_another_post_are_another_reply(
    app: Flask, cast: Cast, page: str, visitor: Visitor
) -> None:
    with app.app_context():
        make_post(cast, "Another")
    assert visitor.reply(page, **TYPED).status_code == 303
    assert visitor.reply("/2026/04/another/", **TYPED).status_code == 303


# 429: too many from one network


def test_the_sixth_reply_within_a_minute_from_one_network_is_429(
    start: Callable[..., Flask], cast: Cast, page: str
) -> None:
    limited = start(rate_limits=True)
    one, other = (Visitor(limited, REMOTE_ADDR=address) for address in ("192.0.2.1", "192.0.2.2"))
    assert [one.reply(page, comment=f"Reply {number}.").status_code for number in range(5)] == [303] * 5

    refused = one.reply(page, comment=WORDS)

    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert find_form(refused.text, "commentform").fields["comment"] == WORDS
    assert other.reply(page, comment=WORDS).status_code == 303, "another network is not meant"
    assert kept(limited) == 6


def test_neighbours_in_one_ipv6_network_count_together(start: Callable[..., Flask], cast: Cast, page: str) -> None:
    limited = start(rate_limits=True)
    for number in range(5):
        assert Visitor(limited, REMOTE_ADDR=f"2001:db8::{number}").reply(page, comment=f"{number}.").status_code == 303

    assert Visitor(limited, REMOTE_ADDR="2001:db8::ffff").reply(page).status_code == 429
    assert Visitor(limited, REMOTE_ADDR="2001:db8:0:1::1").reply(page).status_code == 303


def test_what_was_refused_does_not_count(start: Callable[..., Flask], cast: Cast, page: str) -> None:
    limited = start(rate_limits=True)
    visitor = Visitor(limited, REMOTE_ADDR="192.0.2.1")
    assert visitor.reply(page, comment="0.").status_code == 303
    for _ in range(6):
        assert visitor.reply(page, comment="0.").status_code == 409
        assert visitor.reply(page, comment="").status_code == 422

    assert [visitor.reply(page, comment=f"{number}.").status_code for number in range(1, 6)] == [303] * 4 + [429]


def test_the_count_outlives_a_restart(start: Callable[..., Flask], cast: Cast, page: str) -> None:
    before = Visitor(start(rate_limits=True), REMOTE_ADDR="192.0.2.1")
    for number in range(5):
        assert before.reply(page, comment=f"{number}.").status_code == 303

    assert Visitor(start(rate_limits=True), REMOTE_ADDR="192.0.2.1").reply(page).status_code == 429


def test_whoever_may_moderate_the_post_writes_as_quickly_as_they_like(
    start: Callable[..., Flask], cast: Cast, page: str
) -> None:
    mo = Visitor(start(rate_limits=True), REMOTE_ADDR="192.0.2.1").sign_in("mo")

    assert [mo.reply(page, comment=f"{number}.").status_code for number in range(8)] == [303] * 8
