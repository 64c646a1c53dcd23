"""Migrations and models say the same, in both directions, and nothing is lost on the way."""

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import current, downgrade, upgrade
from sqlalchemy import Inspector, create_engine, inspect, select, text
from sqlalchemy.pool import NullPool

from blog.app import create_app
from blog.comments.models import Comment
from blog.database import Base, db
from blog.posts.models import Post
from tests.conftest import make_settings
from tests.factories import Cast, make_post

ROOT = Path(__file__).parents[2]
SECOND = '''
"""a second migration, for the test of the copies"""
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{newest}"


def upgrade() -> None:
    op.add_column("tags", sa.Column("colour", sa.String(20)))


def downgrade() -> None:
    op.drop_column("tags", "colour")
'''


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Flask]:
    """The application on no database at all."""
    app = create_app(make_settings(tmp_path))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def tables() -> set[str]:
    return own_tables(inspect(db.engine))


def own_tables(inspector: Inspector) -> set[str]:
    """Without those that the indexes of words make for themselves."""
    names = set(inspector.get_table_names()) - {"alembic_version"}
    return {name for name in names if not is_of_the_index(name)}


def is_of_the_index(name: str) -> bool:
    return re.match(r"(search|comment_words)_index(_|$)", name) is not None


def test_what_migrations_make_is_what_the_models_say(empty: Flask) -> None:
    upgrade()

    with db.engine.connect() as connection:
        migrations = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_compared})
        assert compare_metadata(migrations, db.metadata) == []
    assert tables() == set(Base.metadata.tables)


def is_compared(name: str | None, kind: str, parents: object) -> bool:
    return kind != "table" or not is_of_the_index(name or "")


def test_every_constraint_and_index_is_the_same_by_name(empty: Flask, tmp_path: Path) -> None:
    """Checks and partial indexes too, which alembic does not compare."""
    upgrade()
    modelled = create_engine(f"sqlite:///{tmp_path / 'modelled.db'}", poolclass=NullPool)
    Base.metadata.create_all(modelled)

    migrated = shape(inspect(db.engine))
    assert migrated == shape(inspect(modelled))
    assert len(migrated) > 50
    assert "comments check ck_comments_status" in {line.partition(":")[0] for line in migrated}
    assert [line for line in migrated if "uq_comments_fingerprint" in line and "trash" in line]


def shape(inspector: Inspector) -> list[str]:
    """A line for every column, constraint and index, with its name and all that it says."""
    lines: list[str] = []
    for table in own_tables(inspector):
        for column in inspector.get_columns(table):
            null = column["nullable"]
            lines.append(f"{table} column {column['name']}: {column['type']} null={null} default={column['default']}")
        for kind, found in constraints(inspector, table):
            said = {name: value for name, value in sorted(found.items()) if name != "name"}
            lines.append(f"{table} {kind} {found['name']}: {said}")
    return sorted(lines)


def constraints(inspector: Inspector, table: str) -> Iterator[tuple[str, Any]]:
    yield "key", inspector.get_pk_constraint(table)
    for check in inspector.get_check_constraints(table):
        yield "check", {**check, "sqltext": " ".join(check["sqltext"].split())}
    for unique in inspector.get_unique_constraints(table):
        yield "unique", unique
    for foreign in inspector.get_foreign_keys(table):
        yield "foreign", foreign
    for index in inspector.get_indexes(table):
        options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
        yield "index", {**index, "dialect_options": options}


def test_every_constraint_has_a_name(empty: Flask) -> None:
    upgrade()
    inspector = inspect(db.engine)

    nameless = [
        (table, kind, found)
        for table in tables()
        for kind, found in constraints(inspector, table)
        if not found["name"] or found["name"].startswith("sqlite_autoindex")
    ]
    assert nameless == []


def test_every_enum_is_checked_by_the_database(empty: Flask) -> None:
    upgrade()
    inspector = inspect(db.engine)
    checks = {check["name"] for table in tables() for check in inspector.get_check_constraints(table)}

    assert {"ck_users_role", "ck_posts_status", "ck_comments_status", "ck_decisions_to_status"} <= checks


def test_down_to_nothing_and_up_again(empty: Flask) -> None:
    upgrade()
    before = shape(inspect(db.engine))

    downgrade(revision="base")
    assert tables() == set()
    upgrade()

    assert shape(inspect(db.engine)) == before


def test_upgrading_what_is_newest_changes_nothing_and_keeps_the_rows(
    context: Flask, cast: Cast, tmp_path: Path
) -> None:
    make_post(cast)
    rows = contents(tmp_path / "rejoinder.db")

    upgrade()

    assert contents(tmp_path / "rejoinder.db") == rows


# From what an older release kept


def test_what_the_first_release_kept_is_whole_after_an_upgrade(empty: Flask, tmp_path: Path) -> None:
    """People, a post with two savings and a tag, a reply and an answer to it, as 0001 kept them."""
    upgrade(revision="0001")
    with closing(sqlite3.connect(tmp_path / "rejoinder.db")) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.executescript((Path(__file__).parents[1] / "data" / "first_release.sql").read_text())

    upgrade()

    assert db.session.execute(text("SELECT slug, biography FROM users ORDER BY id")).all() == [
        ("zoe-author", ""),
        ("zoe-author-2", ""),
        ("author", ""),
    ]
    (post,) = db.session.scalars(select(Post))
    assert (post.kind, post.note, post.category, post.series, post.pinned_at) == ("post", "", None, None, None)
    assert post.live is not None
    assert (post.live.number, post.live.category, post.live.series, post.live.outline) == (1, "", "", [])
    assert [tag.slug for tag in post.tags] == ["anatomy"]
    assert [(reply.id, reply.parent_id) for reply in db.session.scalars(select(Comment).order_by(Comment.id))] == [
        (1, None),
        (2, 1),
    ]
    assert db.session.execute(text("PRAGMA foreign_keys")).scalar() == 1
    assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []


def test_a_migration_that_breaks_a_reference_is_taken_back(
    context: Flask, cast: Cast, tmp_path: Path, second: Path, caplog: pytest.LogCaptureFixture
) -> None:
    make_post(cast)
    before = contents(tmp_path / "rejoinder.db")
    file = second / "versions" / "9999_second.py"
    file.write_text(file.read_text().replace("sa.String(20)))", 'sa.String(20)))\n    op.execute("DELETE FROM posts")'))

    with pytest.raises(SystemExit):
        upgrade(directory=str(second))

    assert "references to rows that are not there" in caplog.text
    db.session.remove()
    assert contents(tmp_path / "rejoinder.db") == before


# Copies


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """The project's migrations and one more, in a folder of their own."""
    folder = tmp_path / "migrations"
    shutil.copytree(ROOT / "migrations", folder, ignore=shutil.ignore_patterns("__pycache__"))
    newest = max(path.name for path in (folder / "versions").glob("*.py")).partition("_")[0]
    (folder / "versions" / "9999_second.py").write_text(SECOND.format(newest=newest))
    return folder


def copies(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "copies").glob("*.db"))


def contents(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_an_upgrade_that_changes_something_keeps_the_database_as_it_was(
    context: Flask, cast: Cast, tmp_path: Path, second: Path
) -> None:
    make_post(cast)
    before = contents(tmp_path / "rejoinder.db")

    upgrade(directory=str(second))

    (copy,) = copies(tmp_path)
    assert contents(copy) == before
    assert copy.stat().st_mode & 0o777 == 0o600
    assert copy.parent.stat().st_mode & 0o777 == 0o700
    assert db.session.scalar(text("SELECT count(colour) FROM tags")) == 0


def test_the_copy_holds_what_stands_only_in_the_log_beside_the_database(
    context: Flask, cast: Cast, tmp_path: Path, second: Path
) -> None:
    make_post(cast, "Not yet in the main file")
    assert (tmp_path / "rejoinder.db-wal").stat().st_size > 0

    upgrade(directory=str(second))

    assert any("Not yet in the main file" in line for line in contents(copies(tmp_path)[0]))


def test_an_upgrade_of_nothing_and_one_that_changes_nothing_make_no_copy(empty: Flask, tmp_path: Path) -> None:
    upgrade()
    upgrade()
    current()

    assert copies(tmp_path) == []


def test_five_copies_are_kept(context: Flask, tmp_path: Path, second: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    for number in range(7):
        old = folder / f"rejoinder-0000-2020010{number + 1}T000000.db"
        old.write_bytes(b"")
        moment = 1_577_836_800 + number
        os.utime(old, (moment, moment))

    upgrade(directory=str(second))

    kept = [path.name for path in copies(tmp_path)]
    assert len(kept) == 5
    assert [name for name in kept if name.startswith("rejoinder-0000")] == [
        f"rejoinder-0000-2020010{number}T000000.db" for number in (4, 5, 6, 7)
    ]


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    context: Flask, cast: Cast, tmp_path: Path, second: Path
) -> None:
    make_post(cast)
    before = contents(tmp_path / "rejoinder.db")
    file = second / "versions" / "9999_second.py"
    file.write_text(file.read_text().replace("sa.String(20)))", 'sa.String(20)))\n    op.execute("nonsense")'))

    with pytest.raises(Exception, match="nonsense"):
        upgrade(directory=str(second))

    db.session.remove()
    assert contents(tmp_path / "rejoinder.db") == before
