"""What most tests of pages begin with: a published post, and people who are signed in."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from blog.database import db
from tests.factories import Cast, make_post, open_session
from tests.visitor import Visitor

PAGE = "/2026/04/anatomy-spotlight-psoas/"


@pytest.fixture
def page(app: Flask, cast: Cast) -> str:
    """The address of Arthur's published post, whose id is 1."""
    with app.app_context():
        make_post(cast)
    return PAGE


@pytest.fixture
def signed_in(app: Flask, cast: Cast) -> Callable[[str], Visitor]:
    """`signed_in("mo")`: a browser of its own in which Mo is signed in."""

    def signed_in(name: str) -> Visitor:
        visitor = Visitor(app)
        with app.app_context():
            visitor.client.set_cookie("rejoinder", open_session(cast, name))
        return visitor

    return signed_in


@pytest.fixture
def statements(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """`with statements() as seen:` lists the SQL that was run meanwhile, transactions apart."""

    @contextmanager
    def listen() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
            if not statement.startswith(("BEGIN", "PRAGMA")):
                seen.append(statement)

        with app.app_context():
            event.listen(db.engine, "before_cursor_execute", note)
            try:
                yield seen
            finally:
                event.remove(db.engine, "before_cursor_execute", note)

    return listen
