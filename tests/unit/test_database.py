"""The database underneath everything: how it keeps what it was given, and the one door to a commit."""

import fcntl
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from pathlib import Path

import pytest
from flask import Flask
from markupsafe import Markup
from sqlalchemy import select, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError, StatementError

from blog import database
from blog.accounts.models import User
from blog.database import SafeHtmlText, UtcDateTime, db, enum_column, transaction
from blog.posts.models import Tag
from blog.text.markup import SafeHtml
from tests.factories import NOW, Cast

DIALECT = sqlite.dialect()


def test_sqlite_is_set_up_to_lose_nothing(context: Flask) -> None:
    found = {name: db.session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous")}

    assert found == {"journal_mode": "wal", "synchronous": 2}, "2 is FULL"
    assert db.session.scalar(text("PRAGMA foreign_keys")) == 1
    assert int(db.session.scalar(text("PRAGMA busy_timeout")) or 0) >= 5000


def test_every_connection_of_the_pool_is_set_up(context: Flask) -> None:
    connections = [db.engine.connect() for _ in range(4)]
    try:
        assert [one.exec_driver_sql("PRAGMA foreign_keys").scalar() for one in connections] == [1, 1, 1, 1]
        assert [one.exec_driver_sql("PRAGMA synchronous").scalar() for one in connections] == [2, 2, 2, 2]
    finally:
        for one in connections:
            one.close()


def test_a_row_that_points_nowhere_is_refused(context: Flask) -> None:
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), transaction():
        db.session.execute(text("INSERT INTO post_tags (post_id, tag_id) VALUES (77, 78)"))


def test_a_status_that_does_not_exist_is_refused_by_the_database_itself(context: Flask, cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="ck_users_role"), transaction():
        db.session.execute(text("UPDATE users SET role = 'king'"))


# The door to a commit


def test_a_transaction_keeps_what_was_done(context: Flask) -> None:
    with transaction():
        db.session.add(Tag(name="Movement", slug="movement"))

    db.session.remove()
    assert db.session.scalar(select(Tag.name)) == "Movement"


def test_an_error_takes_everything_back(context: Flask) -> None:
    def fail() -> None:
        db.session.add(Tag(name="Movement", slug="movement"))
        db.session.flush()
        raise KeyError

    with pytest.raises(KeyError), transaction():
        fail()

    assert db.session.scalar(select(Tag.name)) is None
    with transaction():
        db.session.add(Tag(name="Again", slug="again"))
    assert db.session.scalar(select(Tag.name)) == "Again", "and the next one works"


def test_a_transaction_in_a_transaction_is_refused(context: Flask) -> None:
    def nest() -> None:
        with transaction():
            pytest.fail("this must not begin")

    with pytest.raises(RuntimeError, match="under way"), transaction():
        nest()


def test_a_transaction_does_not_begin_over_changes_that_nobody_committed(context: Flask) -> None:
    db.session.add(Tag(name="Lost?", slug="lost"))

    with pytest.raises(RuntimeError, match="under way"), transaction():
        pytest.fail("this must not begin")


def test_what_was_read_before_is_read_again_inside(app: Flask, cast: Cast) -> None:
    with app.app_context():
        user = cast.user("mo")
        assert user.name == "Mo Moderator"
        rename_elsewhere(app, user.id)
        with transaction():
            again = db.session.get(User, user.id)
            assert again is not None
            assert again.name == "Mo Renamed"


def rename_elsewhere(app: Flask, user_id: int) -> None:
    def rename() -> None:
        with app.app_context(), transaction():
            user = db.session.get(User, user_id)
            assert user is not None
            user.name = "Mo Renamed"

    thread = threading.Thread(target=rename)
    thread.start()
    thread.join()


def test_eight_threads_that_read_and_then_write_lose_nothing(app: Flask, cast: Cast) -> None:
    user_id, times, errors = cast["mo"], 100, list[Exception]()
    with app.app_context(), transaction():
        cast.user("mo").name = "0"

    def count_up() -> None:
        try:
            with app.app_context():
                for _ in range(times):
                    with transaction():
                        user = db.session.get(User, user_id)
                        assert user is not None
                        user.name = str(int(user.name) + 1)
        except Exception as error:
            errors.append(error)

    run_together([count_up] * 8)

    assert errors == [], "above all no “database is locked”"
    with app.app_context():
        assert cast.user("mo").name == str(8 * times)


def test_a_reader_is_not_kept_waiting_by_a_writer(app: Flask, cast: Cast) -> None:
    seen: list[str] = []

    def read() -> None:
        with app.app_context():
            seen.append(cast.user("mo").name)

    with app.app_context(), transaction():
        cast.user("mo").name = "Not yet"
        db.session.flush()
        run_together([read])

    assert seen == ["Mo Moderator"]


def run_together(functions: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=function) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# Column types


def test_a_time_without_a_zone_is_refused(context: Flask, cast: Cast) -> None:
    with pytest.raises(StatementError, match="without a zone"), transaction():
        cast.user("mo").created_at = datetime(2026, 5, 6, 9, 30)


def test_a_time_comes_back_aware_and_in_utc(context: Flask, cast: Cast) -> None:
    written = datetime(2026, 5, 6, 11, 30, 0, 123456, timezone(timedelta(hours=2)))
    with transaction():
        cast.user("mo").created_at = written
    db.session.remove()

    read = cast.user("mo").created_at
    assert read == written
    assert read.tzinfo is UTC
    assert read.hour == 9
    assert db.session.scalar(text("SELECT created_at FROM users WHERE id = :id"), {"id": cast["mo"]}) == (
        "2026-05-06 09:30:00.123456"
    )


def test_nothing_is_nothing_in_both_directions() -> None:
    for kind in (UtcDateTime(), SafeHtmlText()):
        assert kind.process_bind_param(None, DIALECT) is None
        assert kind.process_result_value(None, DIALECT) is None


@pytest.mark.parametrize("html", ["<b>plain</b>", Markup("<b>marked up, but by whom?</b>")])
def test_only_what_the_sanitizer_made_is_stored_as_html(html: str) -> None:
    with pytest.raises(TypeError, match="sanitizer"):
        SafeHtmlText().process_bind_param(html, DIALECT)  # type: ignore[arg-type]


def test_stored_html_comes_back_as_safe_html() -> None:
    kind = SafeHtmlText()
    read = kind.process_result_value(kind.process_bind_param(SafeHtml("<b>safe</b>"), DIALECT), DIALECT)

    assert type(read) is SafeHtml
    assert read == "<b>safe</b>"


def test_an_enum_is_kept_as_its_value_under_a_named_constraint() -> None:
    class Colour(StrEnum):
        DARK_RED = "dark-red"

    column = enum_column(Colour, "colour")

    assert column.enums == ["dark-red"]
    assert column.name == "colour"
    assert column.create_constraint
    assert NOW.tzinfo is UTC


def test_a_writer_gives_up_when_the_one_before_never_ends(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "LONGEST_WAIT", 0.1)
    path = Path(f"{context.extensions['rejoinder'].settings.database_url.removeprefix('sqlite:///')}-turn")
    with path.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(TimeoutError), transaction():
            pass
    with transaction():
        assert db.session.scalar(text("SELECT 1")) == 1
