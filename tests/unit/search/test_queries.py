"""What a search finds, in SQLite. `tests/services` asks PostgreSQL the same."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from blog.database import db
from tests.factories import Cast
from tests.search_site import QUERIES, fill_site, found_by


@pytest.fixture
def site(context: Flask, cast: Cast) -> Flask:
    fill_site(cast)
    return context


def test_every_query_of_the_table_finds_what_it_should(site: Flask) -> None:
    found = {text: found_by(text) for text in QUERIES}

    assert found == QUERIES
    assert len(QUERIES) >= 30


@pytest.mark.parametrize("typed", ["knee", "kne*", '"lift one knee" -psoas', "the"])
def test_the_index_is_read_from_its_newest_end_and_the_rest_row_by_row(site: Flask, typed: str) -> None:
    """Nothing is sorted, and nothing read that was not found: the cost does not grow with the site."""
    asked: list[tuple[str, object]] = []
    with watched(asked):
        assert found_by(typed)
    cursor = db.session.connection().connection.cursor()
    plans = [cursor.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall() for statement, values in asked]  # type: ignore[arg-type]
    steps = [str(row[3]) for plan in plans for row in plan]

    assert steps[0].startswith("SCAN search_index VIRTUAL TABLE")
    assert not [step for step in steps if "TEMP B-TREE" in step]
    for step in steps[1:]:
        assert re.match(r"SEARCH (search_documents|posts|comments) USING INTEGER PRIMARY KEY|SEARCH revisions", step), (
            step
        )


@contextmanager
def watched(asked: list[tuple[str, object]]) -> Iterator[None]:
    def note(connection: object, cursor: object, statement: str, values: object, *rest: object) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, values))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
