"""What writers did before, in numbers, and for whom."""

from datetime import timedelta

import pytest
from flask import Flask

from blog.comments.lifecycle import Action, CommentStatus
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.moderation import standing
from blog.moderation.decisions import decide
from blog.moderation.standing import background_of
from blog.posts.models import Post
from blog.record.acts import COMMAND_LINE
from tests.factories import NOW, Cast, approved, make_comment, make_post

A, S, T, P = CommentStatus.APPROVED, CommentStatus.SPAM, CommentStatus.TRASH, CommentStatus.PENDING


@pytest.fixture
def post(context: Flask, cast: Cast) -> Post:
    return make_post(cast)


def counts(comment: Comment, cast: Cast, name: str = "mo") -> tuple[int, int, int, int]:
    found = background_of([comment], cast.user(name)).of(comment)
    assert found is not None
    return found.counts[A], found.counts[S], found.counts[T], found.counts[P]


def test_every_status_is_counted_and_other_writers_are_not(post: Post, cast: Cast) -> None:
    first = approved(post, "One.")
    approved(post, "Two.")
    make_comment(post, "Three.", then=(Action.SPAM,))
    make_comment(post, "Four.", then=(Action.TRASH,))
    make_comment(post, "Other.", address="sol@example.net", then=(Action.SPAM,))
    last = make_comment(post, "Five.", at=NOW + timedelta(days=2))

    assert counts(last, cast) == (2, 1, 1, 1)
    found = background_of([last, first], cast.user("mo")).of(last)
    assert found is not None
    assert (found.first_seen_at, found.is_new) == (NOW, False)


def test_a_first_reply_is_new(post: Post, cast: Cast) -> None:
    comment = make_comment(post)
    found = background_of([comment], cast.user("mo")).of(comment)
    assert found is not None
    assert found.is_new


def test_an_author_learns_nothing_of_what_the_writer_did_under_posts_of_others(post: Post, cast: Cast) -> None:
    bertas = make_post(cast, "Elsewhere", author="berta")
    make_comment(bertas, "Early.", at=NOW - timedelta(days=9), then=(Action.SPAM,), network="192.0.2.0/24")
    make_comment(bertas, "Waits.", at=NOW - timedelta(days=8), network="192.0.2.0/24")
    comment = make_comment(post, "Here.", network="192.0.2.0/24")

    assert counts(comment, cast, "mo") == (0, 1, 0, 2)
    assert counts(comment, cast, "arthur") == (0, 0, 0, 1)
    arthurs = background_of([comment], cast.user("arthur"))
    assert arthurs.near(comment) == 0
    assert arthurs.of(comment).first_seen_at == NOW  # type: ignore[union-attr]
    assert background_of([comment], cast.user("mo")).near(comment) == 1


def test_others_who_wait_are_counted_by_network_and_no_further_than_need_be(
    post: Post, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "MOST_NEIGHBOURS", 3)
    monkeypatch.setattr(standing, "MOST_COUNTED", 2)
    for number in range(5):
        make_comment(post, f"Flood {number}.", network="192.0.2.0/24")
    apart = make_comment(post, "Apart.", network="198.51.100.0/24", address="a@example.net")
    shown = approved(post, "Shown.", network="192.0.2.0/24")

    found = background_of([apart, shown], cast.user("mo"))
    assert (found.near(apart), found.near(shown)) == (0, 3)
    assert counts(shown, cast) == (1, 0, 0, 2)


def test_somebody_signed_in_is_counted_as_a_user(post: Post, cast: Cast) -> None:
    edith = cast.user("edith")
    own = make_comment(post, "Mine.", name="Edith Editor", user=edith)
    own.writer_id = None
    assert counts(own, cast)[0] + counts(own, cast)[3] == 1


def test_nobody_stands_behind_a_reply_that_was_deleted_for_good(post: Post, cast: Cast) -> None:
    comment = make_comment(post, then=(Action.SPAM,))
    with transaction():
        decide(comment, Action.DELETE, COMMAND_LINE, NOW, comment.version)
    db.session.refresh(comment)
    assert background_of([comment], cast.user("mo")).of(comment) is None
