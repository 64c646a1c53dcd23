"""Banning writers, hosts and networks, for a while or until somebody lifts it."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.comments.lifecycle import Action, CommentStatus
from blog.comments.models import Comment, Writer
from blog.database import db, transaction
from blog.errors import Conflict, NotFound, Refused
from blog.moderation.bans import (
    Terms,
    ban_author,
    ban_host,
    ban_network,
    bans_on,
    get_ban,
    lift_ban,
    networks_around,
    read_network,
    undo_ban_act,
)
from blog.moderation.decisions import decide
from blog.moderation.rule_models import Ban
from blog.posts.models import Post
from blog.record.acts import Actor
from blog.record.models import Act
from tests.factories import NOW, Cast, make_comment, make_post

MO = Actor("Mo Moderator")
LATER = NOW + timedelta(days=1)


@pytest.fixture
def post(context: Flask, cast: Cast) -> Post:
    return make_post(cast)


def ban(who: Writer | str, **terms: object) -> Act:
    """A writer, a network (with a slash in it) or a host."""
    with transaction():
        if isinstance(who, Writer):
            act = ban_author(db.session.get_one(Writer, who.id), Terms(**terms), MO, NOW)  # type: ignore[arg-type]
        else:
            act = (ban_network if re.match(r"[0-9a-f.:]+/", who) else ban_host)(who, Terms(**terms), MO, NOW)  # type: ignore[arg-type]
        db.session.flush()
    return act


def codes(comment: Comment) -> list[str]:
    return [finding.code for finding in comment.findings if "banned" in finding.code]


def writer(post: Post) -> Writer:
    found = make_comment(post, "The first.", at=NOW - timedelta(days=1)).writer
    assert found
    return found


def test_a_banned_writer_waits_and_the_reason_is_told_to_moderators(post: Post) -> None:
    ban(writer(post), reason="Sells things.")

    banned, other = make_comment(post, "The second."), make_comment(post, "Mine.", address="other@example.net")

    assert (banned.status, codes(banned), codes(other)) == (CommentStatus.PENDING, ["banned_writer"], [])
    assert banned.findings[-1].values["reason"] == "Sells things."


def test_a_ban_can_send_straight_to_spam(post: Post) -> None:
    ban(writer(post), is_to_spam=True)

    assert make_comment(post, "The second.").status is CommentStatus.SPAM


def test_a_writer_is_still_banned_after_their_last_reply_was_deleted(post: Post) -> None:
    comment = make_comment(post, "The only one.")
    assert comment.writer
    ban(comment.writer)
    for action in (Action.SPAM, Action.DELETE):
        with transaction():
            comment = db.session.get_one(Comment, comment.id)
            decide(comment, action, MO, NOW, comment.version)
    assert db.session.scalars(select(Writer)).all() == []

    assert codes(make_comment(post, "I am here again.")) == ["banned_writer"]
    assert db.session.scalars(select(Ban.writer_id)).all() == [None]


@pytest.mark.parametrize(
    ("banned", "text", "url", "is_caught"),
    [
        ("example.org", "[x](https://example.org/)", "", True),
        ("example.org", "[x](https://shop.example.org/)", "", True),
        ("example.org", "Mine is better.", "https://WWW.example.org/x", True),
        ("https://www.example.org/", "[x](https://example.org/)", "", True),
        ("example.org", "[x](https://myexample.org/)", "https://example.org.example.net", False),
        ("shop.example.org", "[x](https://example.org/)", "", False),
        ("b\u00fccher.example", "[x](https://xn--bcher-kva.example/)", "", True),
    ],
)
def test_a_host_is_banned_with_what_is_below_it(post: Post, banned: str, text: str, url: str, is_caught: bool) -> None:
    ban(banned)

    assert codes(make_comment(post, text, url=url)) == (["banned_host"] if is_caught else [])


@pytest.mark.parametrize(
    ("banned", "network", "is_caught"),
    [
        ("192.0.2.0/24", "192.0.2.0/24", True),
        ("192.0.2.77/32", "192.0.2.0/24", True),
        ("192.0.0.0/16", "192.0.2.0/24", True),
        ("192.0.2.0/24", "192.0.3.0/24", False),
        ("2001:db8:1::/48", "2001:db8:1::/48", True),
        ("2001:db8::/32", "2001:db8:1::/48", True),
        ("2001:db8:1::/48", "2001:db8:2::/48", False),
        ("192.0.2.0/24", None, False),
        ("192.0.2.0/24", "unknown", False),
    ],
)
def test_a_network_is_banned_as_replies_keep_it_or_wider(
    post: Post, banned: str, network: str | None, is_caught: bool
) -> None:
    ban(banned)

    assert codes(make_comment(post, "A word.", network=network)) == (["banned_network"] if is_caught else [])


def test_a_ban_ends_by_itself_and_can_be_lifted(post: Post) -> None:
    ban("192.0.2.0/24", ends_at=LATER)
    ban("example.org")
    text, network = "[x](https://example.org/)", "192.0.2.0/24"
    assert codes(make_comment(post, text, network=network)) != []

    with transaction():
        lift_ban(get_ban(2), MO, NOW)

    assert codes(make_comment(post, f"{text}!", network=network, at=LATER - timedelta(seconds=1))) == ["banned_network"]
    assert codes(make_comment(post, f"{text}?", network=network, at=LATER)) == []


def test_banning_and_lifting_undo_each_other(post: Post) -> None:
    def put_back(act: Act) -> Act:
        with transaction():
            undoing = undo_ban_act(act, MO, NOW)
            db.session.flush()
        return undoing

    banning = ban("example.org")
    lifting = put_back(banning)
    assert lifting.verb == "ban.lifted"
    assert codes(make_comment(post, "[x](https://example.org/)")) == []
    with pytest.raises(Conflict, match="over already"):
        put_back(banning)
    put_back(lifting)
    assert codes(make_comment(post, "[y](https://example.org/)")) == ["banned_host"]
    put_back(banning)
    ban("example.org")

    with pytest.raises(Conflict, match="changed since"):
        put_back(lifting)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("nothing", "name of a site"),
        ("two words.org", "name of a site"),
        ("10.0.0.0/8", "at most a /16"),
        ("2001::/16", "at most a /32"),
        ("1.2.3.4/x", "Write a network"),
    ],
)
def test_what_can_be_no_ban_is_refused(post: Post, wrong: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        ban(wrong)


def test_nobody_is_banned_twice_nor_until_yesterday(post: Post) -> None:
    ban("example.org")
    with pytest.raises(Conflict, match="banned already"):
        ban("www.example.org")
    with pytest.raises(Refused, match="over already"):
        ban("example.net", ends_at=NOW)
    with pytest.raises(NotFound):
        get_ban(77)


def test_networks_have_one_spelling() -> None:
    assert read_network(" 192.0.2.9 ") == "192.0.2.0/24"
    assert read_network("2001:DB8:0:1::5") == "2001:db8::/48"
    assert networks_around("192.0.2.0/24") == ["192.0.2.0/24", "192.0.0.0/16"]
    assert networks_around(None) == []


def test_a_reply_knows_the_bans_on_it(post: Post) -> None:
    comment = make_comment(post, "A word.", network="192.0.2.0/24")
    assert comment.writer
    ban(comment.writer)
    ban("192.0.0.0/16")

    assert len(bans_on(comment, NOW)) == 2


def test_a_ban_is_found_by_an_index(post: Post) -> None:
    plan = db.session.connection().exec_driver_sql("EXPLAIN QUERY PLAN SELECT * FROM bans WHERE value IN ('a', 'b')")

    assert "USING INDEX ix_bans_value_id" in str(plan.all())
