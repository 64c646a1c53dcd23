"""What somebody from outside tripped over once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.posts.models import Post
from tests.factories import Cast, make_comment
from tests.server import Server
from tests.visitor import Visitor, find_form


@pytest.mark.parametrize("path", ["/2026/04/anatomy-spotlight-psoas", "/feed", "/moderation", "/page/2", "/comments/1"])
def test_the_way_to_the_last_slash_starts_with_our_own_address(start: Callable[..., Flask], path: str) -> None:
    visitor = Visitor(start(site_url="https://blog.example.org"))
    response = visitor.get(f"{path}?a=b", Host="evil.example")
    assert (response.status_code, response.location) == (308, f"https://blog.example.org{path}/?a=b")


def test_deleting_is_asked_about_only_where_it_can_be_done(
    page: str, app: Flask, cast: Cast, signed_in: Callable[[str], Visitor]
) -> None:
    with app.app_context():
        post = db.session.get_one(Post, 1)
        make_comment(post, "Pending.")
        make_comment(post, "Spam.", then=(Action.SPAM,))
    mo = signed_in("mo")
    form = find_form(mo.get("/moderation/comments/2").text, "/moderation/comments/2/decisions")

    assert mo.submit("/moderation/comments/1", "/moderation/comments/1/decisions", action="delete").status_code == 409
    assert mo.post(form.action, {**form.fields, "version": "1", "action": "delete"}).status_code == 409
    asked = mo.post(form.action, {**form.fields, "action": "delete"})
    assert asked.status_code == 200
    assert "Delete this reply for good?" in asked.text
    with app.app_context():
        assert db.session.get_one(Comment, 2).text == "Spam."


def test_a_closed_post_gives_every_word_back(page: str, app: Flask, visitor: Visitor) -> None:
    form = find_form(visitor.get(page).text, "commentform")
    with app.app_context(), transaction():
        post = db.session.get_one(Post, 1)
        post.comments_open = False
        post.page_changed()
    typed = {"author": "Rhea", "email": "rhea@example.net", "url": "https://rhea.example", "comment": "Too late?"}

    closed = visitor.post(page, {**form.fields, **typed})

    assert closed.status_code == 403
    assert [word for word in typed.values() if word not in closed.text] == []


def test_a_space_at_the_end_makes_no_new_reply(page: str, visitor: Visitor) -> None:
    assert visitor.reply(page, comment="Well said.").status_code == 303
    again = visitor.reply(page, comment="Well said. \r\n")
    assert again.status_code == 409
    assert "Your reply is here" in again.text
    assert "was not sent yet" not in again.text


def test_a_command_says_when_the_database_is_not_there_yet(tmp_path: Path) -> None:
    server = Server(tmp_path)
    told = server.fail("user", "create", "new@example.org", "--name", "New", "--role", "admin")
    assert told == "Error: The database is not ready. Run this first: flask --app wsgi db upgrade\n"
