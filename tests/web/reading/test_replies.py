"""A reader leaves a reply."""

from flask import Flask

from blog.comments.models import Comment
from blog.database import db
from tests.factories import Cast, make_post
from tests.visitor import Visitor

PAGE = "/2026/04/anatomy-spotlight-psoas/"


def test_a_reply_waits_and_only_its_writer_sees_it(app: Flask, cast: Cast, visitor: Visitor) -> None:
    with app.app_context():
        make_post(cast)

    response = visitor.reply(PAGE, comment="Sit tall & count.")

    assert response.status_code == 303
    assert response.location.startswith(f"{PAGE}?awaiting=")
    assert response.location.endswith("#comment-1")
    shown = visitor.get(response.location)
    assert "Your comment is awaiting moderation." in shown.text
    assert "Sit tall &amp; count." in shown.text
    assert "Sit tall" not in visitor.get(PAGE).text
    with app.app_context():
        comment = db.session.get(Comment, 1)
        assert comment is not None
        assert comment.status == "pending"
