"""The size of what is sent."""

import io

import pytest
from flask import Flask

from blog.comments.models import Comment
from blog.database import db
from tests.visitor import Visitor, find_form


@pytest.mark.parametrize("size", [200, 3 * 1024 * 1024])
def test_a_body_in_chunks_is_refused_unread(app: Flask, page: str, visitor: Visitor, size: int) -> None:
    stamp = find_form(visitor.get(page).text, "commentform").fields["stamp"]
    fields = f"author=Rhea&email=rhea%40example.net&comment=Well+said.&stamp={stamp}&more="
    body = io.BytesIO(fields.encode() + b"a" * size)

    response = visitor.client.open(
        page,
        method="POST",
        input_stream=body,
        content_type="application/x-www-form-urlencoded",
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True, "CONTENT_LENGTH": ""},
    )

    assert response.status_code == 411
    assert "This came without its length" in response.text
    assert body.tell() == 0
    with app.app_context():
        assert db.session.query(Comment).count() == 0
