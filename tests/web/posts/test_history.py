"""Revisions: a list, readable differences, going back, and a live post that is changed without readers seeing it."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.posts.models import Post
from blog.record.models import Act
from tests.factories import Cast, make_post
from tests.visitor import Visitor

SignedIn = Callable[[str], Visitor]
EDIT, LIST = "/desk/posts/1/edit", "/desk/posts/1/revisions"


@pytest.fixture
def arthur(signed_in: SignedIn) -> Visitor:
    return signed_in("arthur")


def save(visitor: Visitor, action: str = "save", **typed: str) -> None:
    assert visitor.submit(EDIT, "post-form", **typed, action=action).status_code == 303


def test_the_list_says_who_when_how_long_and_which_one_readers_see(
    page: str, arthur: Visitor, signed_in: SignedIn
) -> None:
    save(signed_in("edith"), title="A Better Title", body="Five words are in here.")

    shown = arthur.get(LIST).text

    rows = shown.partition("<tbody")[2].split("<tr")[1:]
    assert len(rows) == 2
    for part in ("A Better Title", "Edith Editor", ">5<", "the newest"):
        assert part in rows[0], part
    for part in ("Arthur Author", "what readers see"):
        assert part in rows[1], part
    assert "what readers see" not in rows[0]


def test_the_list_is_read_page_by_page(page: str, arthur: Visitor) -> None:
    for number in range(30):
        save(arthur, title=f"Title {number}")

    first = arthur.get(LIST).text
    assert "Title 29" in first
    assert 'rel="next"' in first
    second = arthur.get(f"{LIST}?after=7").text
    assert "Title 4<" in second
    assert "Title 5<" not in second
    assert 'rel="next"' not in second


def test_a_revision_is_shown_beside_the_one_before(page: str, arthur: Visitor) -> None:
    save(arthur, body="It starts beside the spine.\n\nGo.", slug="psoas", tags="Hip")
    save(arthur, title="A Spotlight", body="It begins beside the spine.\n\nGo.", slug="psoas", tags="Hip, Knee")

    shown = arthur.get(f"{LIST}/3").text

    assert "What changed since revision 2" in shown
    assert "It <del>starts </del><ins>begins </ins>beside the spine." in shown
    assert "<ins>, Knee</ins>" in shown
    assert "<p>It begins beside the spine.</p>" in shown, "and as it looked"


def test_it_is_compared_with_any_other(page: str, arthur: Visitor) -> None:
    save(arthur, body="Second.")
    save(arthur, body="Third.")

    assert "<del>Second.</del>" in arthur.get(f"{LIST}/3").text
    assert "It starts beside the spine." in arthur.get(f"{LIST}/3?against=1").text
    assert "How it differs from revision 3" in arthur.get(f"{LIST}/1?against=3").text
    assert arthur.get(f"{LIST}/3?against=77").status_code == 404
    assert "What changed" not in arthur.get(f"{LIST}/1").text, "there is nothing before the first"


def test_going_back_makes_a_new_revision_and_readers_see_no_change(
    app: Flask, page: str, arthur: Visitor, visitor: Visitor
) -> None:
    before = visitor.get(page).data
    save(arthur, title="Worse", body="Worse.", tags="Hip", slug="worse")

    done = arthur.submit(f"{LIST}/1", "/restore")

    assert "The older text is back" in arthur.get(done.location).text
    with app.app_context():
        post = db.session.get_one(Post, 1)
        assert (post.head_number, post.live_number) == (3, 1)
        assert (post.head.title, post.head.tags, post.head.slug) == (
            "Anatomy Spotlight: Psoas",
            [],
            "anatomy-spotlight-psoas",
        )
        act = db.session.scalars(select(Act).where(Act.verb == "post.revision_restored")).one()
        assert (act.actor_name, act.details) == ("Arthur Author", {"revision": 3, "restored": 1})
    assert visitor.get(page).data == before
    assert "Worse" in arthur.get(LIST).text


def test_going_back_to_what_one_has_changes_nothing(app: Flask, page: str, arthur: Visitor) -> None:
    save(arthur, body="Other.")
    arthur.submit(f"{LIST}/1", "/restore")

    done = arthur.submit(f"{LIST}/1", "/restore")

    assert "there was nothing to bring back" in arthur.get(done.location).text
    with app.app_context():
        assert db.session.get_one(Post, 1).head_number == 3


def test_going_back_to_an_address_that_another_post_has_taken_keeps_the_present_one(
    app: Flask, cast: Cast, arthur: Visitor
) -> None:
    with app.app_context():
        make_post(cast, "First", slug="first", published_at=None)
    save(arthur, slug="second")
    with app.app_context():
        make_post(cast, "Other", slug="first", published_at=None)
    save(arthur, body="Newer.")

    assert arthur.submit(f"{LIST}/1", "/restore").status_code == 303

    with app.app_context():
        head = db.session.get_one(Post, 1).head
        assert (head.slug, head.title) == ("second", "First")


# A working copy of a published post


def test_a_live_post_that_was_changed_says_so_and_shows_what_changed(page: str, arthur: Visitor) -> None:
    assert "changed since it was published" not in arthur.get(EDIT).text
    save(arthur, body="It begins beside the spine.\n\n1. One.\n2. Two.\n3. Three.")

    shown = arthur.get(EDIT).text
    assert "changed since it was published" in shown
    assert "/desk/posts/1/revisions/2?against=1" in shown
    assert "<del>starts </del><ins>begins </ins>" in arthur.get(f"{LIST}/2?against=1").text


def test_all_changes_since_publishing_are_taken_back_at_once(app: Flask, page: str, arthur: Visitor) -> None:
    save(arthur, body="Second.")
    save(arthur, body="Third.")

    assert arthur.submit(EDIT, "/revisions/1/restore").status_code == 303

    with app.app_context():
        post = db.session.get_one(Post, 1)
        assert post.head.body == post.live.body  # type: ignore[union-attr]


def test_going_back_takes_a_token_and_never_a_get(page: str, arthur: Visitor) -> None:
    save(arthur, body="Second.")

    assert arthur.post(f"{LIST}/1/restore", {}).status_code == 403
    assert arthur.get(f"{LIST}/1/restore").status_code == 405


def test_the_list_asks_the_same_number_of_questions_for_few_and_many(
    page: str, arthur: Visitor, signed_in: SignedIn, statements: Callable[[], object]
) -> None:
    arthur.get(LIST)
    few = count(statements, arthur, LIST)
    for number in range(6):
        save(arthur if number % 2 else signed_in("edith"), body=f"Body {number}.")

    assert count(statements, arthur, LIST) == few
    assert few <= 5


def count(statements: Callable[[], object], visitor: Visitor, address: str) -> int:
    with statements() as seen:  # type: ignore[attr-defined]
        assert visitor.get(address).status_code == 200
    return len(seen)
