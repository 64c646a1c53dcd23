"""A post that is renamed or taken back while a reader writes."""

from collections.abc import Callable
from dataclasses import replace

from flask import Flask

from blog.clock import utcnow
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.posts.drafting import Manuscript, revise_post
from blog.posts.models import Post
from blog.posts.publishing import publish_post, unpublish_post
from blog.text.render import render_post
from tests.factories import Cast, email
from tests.visitor import Visitor, find_form

RHEA = {"author": "Rhea Reader", "email": "rhea@example.net", "comment": "Words that took a while."}


def test_a_reply_to_a_renamed_post_arrives(app: Flask, cast: Cast, page: str, visitor: Visitor) -> None:
    form = find_form(visitor.get(page).text, "commentform")
    with app.app_context(), transaction():
        post, arthur = db.session.get_one(Post, 1), cast.user("arthur")
        head = post.head
        manuscript = replace(Manuscript(head.title, head.body, publish_at=head.publish_at), slug="psoas")
        revise_post(post, manuscript, render_post(head.body), 1, arthur, utcnow())
        publish_post(post, arthur.as_actor(), utcnow())

    sent = visitor.post(page, {**form.fields, **RHEA})

    assert sent.status_code == 303
    assert sent.location.startswith("/2026/04/psoas/?awaiting=")
    with app.app_context():
        assert db.session.get_one(Comment, 1).text == RHEA["comment"]


def test_a_reply_to_a_post_that_is_gone_gives_its_words_back(
    app: Flask, cast: Cast, page: str, visitor: Visitor
) -> None:
    form = find_form(visitor.get(page).text, "commentform")
    with app.app_context(), transaction():
        unpublish_post(db.session.get_one(Post, 1), cast.user("arthur").as_actor(), utcnow())

    gone = visitor.post(page, {**form.fields, **RHEA})
    never = visitor.post("/2026/04/there-never-was-one/", {**form.fields, **RHEA})

    assert gone.status_code == never.status_code == 404
    assert RHEA["comment"] in gone.text
    assert gone.text == never.text
    assert gone.headers["Cache-Control"] == "private, no-store"


def test_someone_signed_in_is_asked_about_their_own_address_too(page: str, signed_in: Callable[[str], Visitor]) -> None:
    arthur = signed_in("arthur")
    asked = arthur.submit(page, "commentform", comment=f"Write to {email('arthur')}.")
    assert asked.status_code == 422
    assert "everybody could read it" in asked.text

    assert arthur.submit(page, "commentform", comment=f"To {email('arthur')}.", show_address="y").status_code == 303
