"""What a search finds, in SQLite. `tests/services` asks PostgreSQL the same."""

import pytest
from flask import Flask

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
