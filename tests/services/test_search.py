"""PostgreSQL finds the same as SQLite, in the same order."""

from collections.abc import Callable

from flask import Flask

from tests.factories import make_cast
from tests.search_site import QUERIES, fill_site, found_by


def test_every_query_of_the_table_finds_what_it_does_in_sqlite(on_postgresql: Callable[[], Flask]) -> None:
    with on_postgresql().app_context():
        fill_site(make_cast())

        assert {text: found_by(text) for text in QUERIES} == QUERIES
