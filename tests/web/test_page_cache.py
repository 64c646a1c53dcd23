"""What caches may keep, and what they must not."""

import gzip
from collections.abc import Callable
from datetime import timedelta

import brotli
import pytest
from backports import zstd
from flask import Flask

from blog.accounts.registration import rename
from blog.clock import utcnow
from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.moderation.decisions import decide, undo
from blog.record.acts import COMMAND_LINE
from blog.web import forms
from tests.factories import NOW, Cast, approved, make_comment, make_post
from tests.visitor import Visitor
from tests.web.replying import first_post

PUBLIC, PRIVATE = "public, max-age=0, must-revalidate", "private, no-store"
PAGES = ["/", "/2026/04/anatomy-spotlight-psoas/", "/feed/", "/login"]
DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": zstd.decompress,
}


@pytest.mark.parametrize("address", PAGES)
def test_a_public_page_is_the_same_bytes_for_everybody_and_may_be_kept(app: Flask, page: str, address: str) -> None:
    one = Visitor(app).get(address)
    other = Visitor(app, REMOTE_ADDR="192.0.2.9").get(
        address, **{"Accept-Language": "de", "User-Agent": "another", "Cookie": "theme=dark"}
    )

    assert one.data == other.data
    assert one.headers["ETag"] == other.headers["ETag"]
    assert one.headers["Cache-Control"] == PUBLIC
    assert {"cookie", "accept-encoding"} <= {name.lower() for name in one.vary}
    assert "Set-Cookie" not in one.headers


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br", "zstd"])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_that_did_not_change_is_not_sent_again(page: str, visitor: Visitor, address: str, encoding: str) -> None:
    asked = {"Accept-Encoding": encoding}
    first = visitor.get(address, **asked)
    assert first.headers.get("Content-Encoding", "identity") == encoding

    for tag in (first.headers["ETag"], f'"other", {first.headers["ETag"]}'):
        again = visitor.get(address, **asked, **{"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b""), tag
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["Cache-Control"] == PUBLIC
        assert {"cookie", "accept-encoding"} <= {name.lower() for name in again.vary}
    assert visitor.get(address, **asked, **{"If-None-Match": '"another"'}).status_code == 200


@pytest.mark.parametrize("address", [*PAGES, "/static/rejoinder.css"])
@pytest.mark.parametrize("encoding", DECODERS)
def test_what_is_sent_in_short_says_the_same(page: str, visitor: Visitor, address: str, encoding: str) -> None:
    plain = visitor.get(address, **{"Accept-Encoding": "identity"})
    short = visitor.get(address, **{"Accept-Encoding": encoding})

    assert short.headers["Content-Encoding"] == encoding
    assert DECODERS[encoding](short.data) == plain.data
    assert len(short.data) < len(plain.data)
    assert int(short.headers["Content-Length"]) == len(short.data)
    assert short.headers["ETag"] != plain.headers["ETag"], "a tag is over the exact body"


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", None),
        ("", None),
        ("nonsense", None),
    ],
)
def test_the_shortest_way_that_is_understood_is_taken(
    page: str, visitor: Visitor, accepted: str, chosen: str | None
) -> None:
    assert visitor.get(page, **{"Accept-Encoding": accepted}).headers.get("Content-Encoding") == chosen


@pytest.mark.parametrize("address", PAGES)
def test_head_says_what_get_would(app: Flask, page: str, visitor: Visitor, address: str) -> None:
    get, head = visitor.get(address), visitor.client.head(address)

    assert (head.status_code, head.data) == (200, b"")
    for name in ("ETag", "Cache-Control", "Content-Type", "Content-Length", "Vary"):
        assert head.headers[name] == get.headers[name], name


@pytest.mark.parametrize("address", [*PAGES[:3], "/account/", "/moderation/", "/desk/"])
def test_with_our_session_cookie_nothing_may_be_kept(
    page: str, signed_in: Callable[[str], Visitor], visitor: Visitor, address: str
) -> None:
    assert signed_in("ada").get(address).headers["Cache-Control"] == PRIVATE
    visitor.client.set_cookie("rejoinder", "of long ago")
    response = visitor.get(address)
    assert response.headers["Cache-Control"] == PRIVATE
    assert "ETag" not in response.headers


def test_a_tag_that_a_reader_holds_is_no_answer_to_someone_signed_in(
    page: str, visitor: Visitor, signed_in: Callable[[str], Visitor]
) -> None:
    tag = visitor.get(page).headers["ETag"]

    assert signed_in("ada").get(page, **{"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("address", ["/nothing/", "/2026/04/nothing/", "/comments/77/", "/moderation/", "/readyz"])
def test_what_is_no_public_page_is_not_kept(page: str, visitor: Visitor, address: str) -> None:
    assert visitor.get(address).headers["Cache-Control"] == PRIVATE


def test_reading_and_replying_set_no_cookie(app: Flask, page: str, visitor: Visitor) -> None:
    answers = [visitor.get(address) for address in (*PAGES, "/nothing/", f"{page}?replytocom=1")]
    sent = visitor.reply(page)
    answers += [sent, visitor.get(sent.location), visitor.reply(page), visitor.reply(page, comment="")]

    assert [answer.headers.getlist("Set-Cookie") for answer in answers] == [[]] * len(answers)


def test_the_stamp_is_the_same_for_everybody_for_an_hour(
    page: str, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = visitor.get(page)
    hour = forms.this_hour()
    monkeypatch.setattr("blog.web.forms.this_hour", lambda: hour + 1)
    monkeypatch.setattr("blog.reading.views.this_hour", lambda: hour + 1)
    after = visitor.get(page)

    assert before.data != after.data
    assert visitor.get(page, **{"If-None-Match": before.headers["ETag"]}).status_code == 200


# The remembered page is never older than the database


def decided(action: Action) -> Callable[[], None]:
    def change() -> None:
        comment = db.session.get_one(Comment, 1)
        decide(comment, action, COMMAND_LINE, utcnow(), comment.version)

    return change


def undone() -> None:
    comment = db.session.get_one(Comment, 1)
    undo(decide(comment, Action.SPAM, COMMAND_LINE, utcnow(), comment.version), COMMAND_LINE, utcnow())
    other = db.session.get_one(Comment, 2)
    undo(decide(other, Action.APPROVE, COMMAND_LINE, utcnow(), other.version), COMMAND_LINE, utcnow())
    decide(other, Action.APPROVE, COMMAND_LINE, utcnow(), other.version)


CHANGES: list[tuple[Callable[[], None], str, bool]] = [
    (decided(Action.HOLD), "Shown at first.", False),
    (decided(Action.SPAM), "Shown at first.", False),
    (decided(Action.TRASH), "Shown at first.", False),
    (undone, "Held at first.", True),
]


@pytest.mark.parametrize(("change", "words", "is_shown"), CHANGES)
def test_a_decision_is_seen_at_once(
    app: Flask, page: str, visitor: Visitor, change: Callable[[], None], words: str, is_shown: bool
) -> None:
    with app.app_context():
        approved(first_post(), "Shown at first.")
        make_comment(first_post(), "Held at first.")
    before = visitor.get(page)
    assert (words in before.text) != is_shown

    with app.app_context(), transaction():
        change()

    after = visitor.get(page, **{"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert (words in after.text) == is_shown


def test_a_scheduled_post_is_seen_as_soon_as_its_time_has_come(
    app: Flask, cast: Cast, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        post = make_post(cast, "Soon")
        with transaction():
            post = db.session.merge(post)
            post.published_at = utcnow() + timedelta(days=1)
    assert visitor.get("/2026/04/soon/").status_code == 404
    assert "Soon" not in visitor.get("/").text

    later = utcnow() + timedelta(days=2)
    monkeypatch.setattr("blog.reading.views.utcnow", lambda: later)
    assert visitor.get("/2026/04/soon/").status_code == 200
    assert "Soon" in visitor.get("/").text


def test_two_processes_show_the_same(start: Callable[..., Flask], cast: Cast, page: str) -> None:
    one, other = start(), start()
    before = Visitor(other).get(page).text
    with one.app_context():
        approved(first_post(), "Just approved elsewhere.")

    assert "Just approved elsewhere." not in before
    assert "Just approved elsewhere." in Visitor(other).get(page).text
    assert Visitor(one).get(page).data == Visitor(other).get(page).data


# Static files


def test_a_file_with_its_version_is_kept_for_a_year(page: str, visitor: Visitor) -> None:
    link = visitor.get("/").text.partition('rel="stylesheet" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "?v=" in link

    response = visitor.get(link)
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Accept-Encoding" in response.headers["Vary"]
    assert "Set-Cookie" not in response.headers


def test_a_file_without_a_version_is_asked_for_again(visitor: Visitor) -> None:
    response = visitor.get("/static/rejoinder.css")

    assert response.headers["Cache-Control"] == "public, no-cache"
    again = visitor.get("/static/rejoinder.css", **{"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["../config.py", "..%2fconfig.py", "%2e%2e/config.py", "nothing.css", "", "pictures/"])
def test_nothing_else_is_a_static_file(visitor: Visitor, name: str) -> None:
    assert visitor.get(f"/static/{name}").status_code == 404


def test_the_first_page_follows_replies_names_and_pins_though_it_is_remembered(
    app: Flask, cast: Cast, page: str, visitor: Visitor
) -> None:
    before = visitor.get("/").text
    with app.app_context():
        approved(first_post(), "Well said.")
    with_a_reply = visitor.get("/").text
    with app.app_context(), transaction():
        rename(cast.user("arthur"), "Arthur Renamed", COMMAND_LINE, NOW)
    renamed = visitor.get("/").text
    with app.app_context():
        make_post(cast, "Another")
    another = visitor.get("/").text

    assert "1 reply" not in before
    assert "1 reply" in with_a_reply
    assert "Arthur Renamed" in renamed
    assert another.index("Another") > 0
    assert "Another" not in renamed
