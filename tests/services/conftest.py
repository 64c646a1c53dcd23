"""A PostgreSQL of one's own: a cluster in a temporary folder, reached by a socket in it, gone afterwards."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from flask import Flask
from flask_migrate import upgrade

from blog.app import create_app
from blog.database import db
from tests.conftest import make_settings

WITHOUT_CARE = "-c listen_addresses='' -c fsync=off -c full_page_writes=off"


class Cluster:
    """Programs of PostgreSQL refuse to run as root, so they are run as somebody else then."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self.folder = programs, folder
        self.data = folder / "data"
        self.as_whom = _somebody() if os.geteuid() == 0 else None
        if self.as_whom:
            shutil.chown(folder, self.as_whom)

    def start(self) -> None:
        self._run("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        self._run("pg_ctl", "-D", self.data, "-w", "-l", self.folder / "log", "-o", self._options(), "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self.data, "-m", "immediate", "stop")

    def create(self, name: str) -> str:
        """A new database; its address."""
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def _options(self) -> str:
        return f"-k {self.folder} {WITHOUT_CARE}"

    def _run(self, program: str, *words: object) -> None:
        command = [str(self.programs / program), *map(str, words)]
        done = subprocess.run(command, cwd=self.folder, user=self.as_whom, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr or (self.folder / "log").read_text()


def _somebody() -> str:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    pytest.skip("PostgreSQL does not run as root, and there is nobody else")


def _programs() -> Path:
    """The newest that is installed; distributions keep them apart from other programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    if on_path:
        return Path(on_path).resolve().parent
    pytest.skip("PostgreSQL is not installed")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    with TemporaryDirectory(prefix="rejoinder-pg-", ignore_cleanup_errors=True) as folder:
        cluster = Cluster(_programs(), Path(folder))
        cluster.start()
        yield cluster
        cluster.stop()


@pytest.fixture
def on_postgresql(cluster: Cluster, tmp_path: Path) -> Iterator[Callable[[], Flask]]:
    """Start the application on an empty database of its own, with its tables in it."""
    started: list[Flask] = []

    def start() -> Flask:
        url = cluster.create(f"blog{len(started)}{tmp_path.name}"[:60])
        app = create_app(replace(make_settings(tmp_path), database_url=url))
        started.append(app)
        with app.app_context():
            upgrade()
        return app

    yield start
    for app in started:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
