"""How migrations run: on the application's own engine, after a copy of the database was made."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from alembic import context
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from blog.database import SafeHtmlText, UtcDateTime, db

KEPT_COPIES = 5


def run() -> None:
    if context.is_offline_mode():
        raise SystemExit("Migrations run on a database; there is no offline mode.")
    # Of two programs that migrate at once, one waits for the other, and then finds nothing to do.
    with db.engine.connect().execution_options(begin="IMMEDIATE") as connection, _loose_references(connection):
        _copy_before_upgrade(connection)
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            compare_type=True,
            transactional_ddl=True,  # on SQLite too, since the transaction is begun by ourselves
            render_item=_render_item,
            include_name=_is_ours,
        )
        with context.begin_transaction():
            context.run_migrations()
            _require_whole_references(connection)
        connection.commit()


@contextmanager
def _loose_references(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew, and dropping the old one would break every row that refers to it.

    See "Making Other Kinds Of Table Schema Changes" in SQLite's page on ALTER TABLE.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys=ON")


def _require_whole_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"the migration left {len(broken)} references to rows that are not there")


def _copy_before_upgrade(connection: Connection) -> None:
    """Keep the database as it was, beside it, when it holds anything and is about to change."""
    path = Path(connection.engine.url.database or "")
    current = MigrationContext.configure(connection).get_current_heads()
    newest = ScriptDirectory.from_config(context.config).get_heads()
    connection.rollback()
    if not current or set(current) == set(newest) or not path.is_file():
        return
    folder = path.parent / "copies"
    folder.mkdir(mode=0o700, exist_ok=True)
    target = folder / f"{path.stem}-{current[0]}-{datetime.now(UTC):%Y%m%dT%H%M%S}.db"
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    target.chmod(0o600)
    for old in sorted(folder.glob("*.db"), key=lambda file: file.stat().st_mtime)[:-KEPT_COPIES]:
        old.unlink()


def _is_ours(name: str | None, kind: str, parents: Any) -> bool:
    """The index of the search makes tables of its own, which no model names."""
    return kind != "table" or not (name or "").startswith("search_index")


def _render_item(kind: str, item: Any, autogen_context: Any) -> str | Literal[False]:
    """Migrations stand for themselves: our column types are written as what the database knows."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime()"
    if kind == "type" and isinstance(item, SafeHtmlText):
        return "sa.Text()"
    return False


run()
