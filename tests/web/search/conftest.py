"""The site that is searched, filled once and copied for each test."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from blog.app import create_app
from blog.database import db
from config import Settings
from tests.conftest import make_settings
from tests.factories import Cast, make_cast
from tests.search_site import fill_site
from tests.visitor import Visitor


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, migrated_database: Path) -> tuple[Path, Cast]:
    folder = tmp_path_factory.mktemp("searched")
    shutil.copy(migrated_database, folder / "rejoinder.db")
    with create_app(make_settings(folder)).app_context():
        cast = make_cast()
        fill_site(cast)
        db.session.remove()
        db.engine.dispose()
    return folder / "rejoinder.db", cast


@pytest.fixture
def cast(filled: tuple[Path, Cast]) -> Cast:
    return filled[1]


@pytest.fixture
def site(start: Callable[..., Flask], settings: Settings, filled: tuple[Path, Cast]) -> Flask:
    shutil.copy(filled[0], settings.data_dir / "rejoinder.db")
    return start()


@pytest.fixture
def reader(site: Flask) -> Visitor:
    return Visitor(site)
