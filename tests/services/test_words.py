"""Words reach PostgreSQL as they left us."""

from collections.abc import Callable, Iterator

import psycopg
import pytest
from flask import Flask
from flask_migrate import downgrade
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import inspect

from blog.database import db
from blog.text.folding import LONGEST_WORD, MOST_WORDS, searchable
from blog.text.search_query import parse_query, to_tsquery

AS_OFTEN = hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
TEXTS = st.text(max_size=200) | st.text(alphabet="0123456789eE.-x ", max_size=60)


@pytest.fixture
def connection(on_postgresql: Callable[[], Flask]) -> Iterator[psycopg.Connection]:
    with on_postgresql().app_context():
        address = db.engine.url.render_as_string().replace("+psycopg", "")
    with psycopg.connect(address) as connection:
        yield connection


@AS_OFTEN
@given(text=TEXTS)
def test_the_index_holds_our_words_and_no_others(connection: psycopg.Connection, text: str) -> None:
    words = searchable(text)
    kept = connection.execute("SELECT tsvector_to_array(search_vector('', %s))", (words,)).fetchone()

    assert kept is not None
    assert set(kept[0]) == set(words.split())


@AS_OFTEN
@given(text=st.text() | st.text(alphabet="ab '\"\\*-:&|!()<>", max_size=60))
def test_whatever_is_typed_is_a_question_that_postgresql_understands(connection: psycopg.Connection, text: str) -> None:
    query = parse_query(text)
    if query.wanted:
        assert connection.execute("SELECT numnode(%s::tsquery)", (to_tsquery(query),)).fetchone() is not None


@pytest.mark.parametrize(
    "words",
    [
        " ".join(["a"] * (MOST_WORDS - 2) + ["last", "two"]),
        searchable(" ".join(f"{number}{'x' * LONGEST_WORD}" for number in range(99_999))),
        searchable("".join(chr(0x20000 + number) for number in range(40_000))),
    ],
)
def test_the_longest_texts_have_room(connection: psycopg.Connection, words: str) -> None:
    phrase = " <-> ".join(f"'{word}'" for word in words.split()[-2:])
    found = connection.execute("SELECT search_vector('title', %s) @@ %s::tsquery", (words, phrase)).fetchone()

    assert found == (True,)


def test_all_that_was_made_can_be_taken_away_again(on_postgresql: Callable[[], Flask]) -> None:
    with on_postgresql().app_context():
        downgrade(revision="base")
        assert inspect(db.engine).get_table_names() == ["alembic_version"]
