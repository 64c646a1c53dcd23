"""Fixtures for every floor: a migrated database of one's own, the application on it, and a small cast of people."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from jinja2.bccache import Bucket, BytecodeCache

from blog.app import create_app
from blog.database import db
from blog.web.language import TRANSLATIONS
from config import Settings
from tests.factories import Cast, make_cast
from tests.visitor import Visitor


def make_settings(data_dir: Path) -> Settings:
    return Settings(
        host="127.0.0.1",
        port=5000,
        data_dir=data_dir,
        database_url=f"sqlite:///{data_dir / 'rejoinder.db'}",
        secret_key="a secret for tests, long enough to be one",
        email_keys=(EMAIL_KEY,),
        site_url="http://localhost",
        site_title="The Moving Room",
        trusted_proxies=0,
        rate_limits=False,
        log_format="json",
        log_level="info",
    )


EMAIL_KEY = Fernet.generate_key().decode()


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database at the newest migration, empty; copied for each test."""
    folder = tmp_path_factory.mktemp("migrated")
    app = create_app(make_settings(folder))
    with app.app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()
    return folder / "rejoinder.db"


@pytest.fixture
def settings(tmp_path: Path, migrated_database: Path) -> Settings:
    """Settings of an installation of one's own, its database migrated. Rate limits are off."""
    shutil.copy(migrated_database, tmp_path / "rejoinder.db")
    return make_settings(tmp_path)


class CompiledTemplates(BytecodeCache):
    """What templates were compiled to, kept for all applications of this process: each test starts one of its own."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledTemplates()


@pytest.fixture
def start(settings: Settings) -> Iterator[Callable[..., Flask]]:
    """Start the application with some settings changed: `start(rate_limits=True)`."""
    started: list[Flask] = []

    def start(translations: Path = TRANSLATIONS, **changes: object) -> Flask:
        app = create_app(replace(settings, **changes), translations)  # type: ignore[arg-type]
        app.jinja_env.bytecode_cache = COMPILED
        started.append(app)
        return app

    yield start
    for app in started:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def app(start: Callable[..., Flask]) -> Flask:
    return start()


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """The application with its context pushed, for acts and queries on a real session."""
    with app.app_context():
        yield app


@pytest.fixture
def cast(app: Flask) -> Cast:
    """ada admin, edith editor, arthur and berta authors, mo moderator, each with a password; rhea reads, sol spams."""
    with app.app_context():
        return make_cast()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """A reader's browser: reads a form from its page before it sends it."""
    return Visitor(app)
