"""The size of what is sent."""

import io

import pytest

from tests.visitor import Visitor, find_form

PAGE = "/2026/04/anatomy-spotlight-psoas/"


def chunked(visitor: Visitor, body: bytes) -> int:
    """Send it as a server hands over a body in chunks: without a length, up to its end."""
    response = visitor.client.open(
        PAGE,
        method="POST",
        input_stream=io.BytesIO(body),
        content_type="application/x-www-form-urlencoded",
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True, "CONTENT_LENGTH": ""},
    )
    return response.status_code


def test_a_body_in_chunks_is_read(page: str, visitor: Visitor) -> None:
    stamp = find_form(visitor.get(page).text, "commentform").fields["stamp"]
    body = f"author=Rhea&email=rhea%40example.net&comment=Well+said.&stamp={stamp}"
    assert chunked(visitor, body.encode()) == 303


@pytest.mark.parametrize("size", [1024 * 1024 + 1, 3 * 1024 * 1024])
def test_a_body_in_chunks_over_the_limit_is_413(page: str, visitor: Visitor, size: int) -> None:
    assert chunked(visitor, b"comment=" + b"a" * (size - 8)) == 413
