"""A server of one's own, with one post on it; whatever happens, it is gone afterwards."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from blog.app import create_app
from blog.database import db
from config import Settings
from tests.factories import make_cast, make_post
from tests.server import Server


@pytest.fixture
def database(tmp_path: Path, migrated_database: Path) -> Path:
    """A data directory with a migrated database, its people and a post, and the keys that a server will use."""
    shutil.copy(migrated_database, tmp_path / "rejoinder.db")
    app = create_app(Settings.from_env({"DATA_DIR": str(tmp_path)}))
    with app.app_context():
        make_post(make_cast())
        db.session.remove()
        db.engine.dispose()
    return tmp_path / "rejoinder.db"


@pytest.fixture
def serve(database: Path) -> Iterator[Callable[..., Server]]:
    """Start a server on that database: `serve(RATE_LIMITS="off")`, `serve(worker=True)`."""
    servers: list[Server] = []

    def serve(worker: bool = False, **environ: str) -> Server:
        servers.append(Server(database.parent, worker=worker, **environ))
        return servers[-1].start()

    yield serve
    for server in servers:
        server.kill()


@pytest.fixture
def texts(database: Path) -> Callable[[], list[str]]:
    """What was kept, read by the database's own tool and not by the application."""

    def texts() -> list[str]:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            return [text for (text,) in connection.execute("SELECT text FROM comments ORDER BY id")]

    return texts
