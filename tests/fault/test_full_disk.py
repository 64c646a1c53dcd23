"""A disk that is full, and two programs that make the same database."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from blog.database import db
from tests.attacker import PAGE, comments_of, filled_in, listen_to_log
from tests.factories import Cast, make_post
from tests.server import ROOT
from tests.visitor import Visitor

pytestmark = pytest.mark.fault


def test_a_full_disk_is_told_in_words_and_leaves_nothing_half_done(app: Flask, cast: Cast) -> None:
    with app.app_context():
        make_post(cast)
    reader = Visitor(app)
    fields = filled_in(reader, comment="word " * 13_000)
    with app.app_context():
        event.listen(db.engine, "checkout", _leave_no_room)
        db.engine.dispose()
    words = listen_to_log()

    refused = reader.post(PAGE, fields)

    assert refused.status_code == 500
    assert "Something went wrong on our side" in refused.text
    assert refused.headers["X-Request-Id"] in refused.text
    assert "OperationalError" in words.getvalue()
    assert "word word" not in words.getvalue()
    with app.app_context():
        event.remove(db.engine, "checkout", _leave_no_room)
        db.engine.dispose()
        for table in ("comments", "findings", "writers"):
            assert db.session.execute(db.text(f"SELECT count(*) FROM {table}")).scalar() == 0
    assert reader.get(PAGE).status_code == 200
    assert reader.post(PAGE, fields).status_code == 303
    assert len(comments_of(app)) == 1


def _leave_no_room(connection: sqlite3.Connection, *_: object) -> None:
    connection.execute("PRAGMA max_page_count = 1")  # as many as there are, then


def test_two_starts_at_once_make_one_database(tmp_path: Path) -> None:
    """`make run` typed twice: both migrate an empty directory, and both go on."""
    environ = {**os.environ, "DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"]
    both = [
        subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=50)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    with closing(sqlite3.connect(tmp_path / "rejoinder.db")) as database:
        assert database.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
        assert database.execute("SELECT count(*) FROM comments").fetchone() == (0,)
    assert len(list(tmp_path.glob("email-keys"))) == 1
    assert not list(tmp_path.glob(".*"))


def test_two_starts_at_once_share_their_secrets(tmp_path: Path) -> None:
    code = (
        "import os; from config import Settings; s = Settings.from_env(os.environ); print(s.secret_key, s.email_keys)"
    )
    both = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "DATA_DIR": str(tmp_path)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(6)
    ]
    assert len({process.communicate(timeout=50)[0] for process in both}) == 1


def test_a_server_that_was_not_migrated_says_that_it_is_not_ready(start: Callable[..., Flask], tmp_path: Path) -> None:
    empty = start(database_url=f"sqlite:///{tmp_path / 'empty.db'}")
    answer = empty.test_client().get("/readyz")
    assert answer.status_code == 503
    assert "db upgrade" in answer.text
    assert empty.test_client().get("/healthz").status_code == 200
    assert empty.test_client().get("/").status_code == 500
