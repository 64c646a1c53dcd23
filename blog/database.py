"""The database: declarative base, column types of ours, and `transaction()`, the only door to a commit."""

import fcntl
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, DateTime, Dialect, Engine, Enum, MetaData, Text, Update, event
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from blog.text.markup import SafeHtml

LONGEST_WAIT = 15  # seconds that a writer waits for its turn
NAP = 0.002  # seconds between two looks


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options={"expire_on_commit": False})

if TYPE_CHECKING:

    class Model(Base):
        __abstract__ = True
else:
    Model = db.Model


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, kept as UTC. A naive one is refused: nobody could tell which clock it was read from."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a time without a zone can't be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class SafeHtmlText(TypeDecorator[SafeHtml]):
    """HTML that the sanitizer made. It takes nothing else, so that what comes back may be printed as it is."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: SafeHtml | None, dialect: Dialect) -> str | None:
        if value is not None and not isinstance(value, SafeHtml):
            raise TypeError("only what the sanitizer returned can be stored as HTML")
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> SafeHtml | None:
        return None if value is None else SafeHtml(value)


def enum_column(enum: type[StrEnum], name: str) -> Enum:
    """A StrEnum kept as its value, with a named check constraint."""
    return Enum(
        enum,
        name=name,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        values_callable=lambda members: [member.value for member in members],
        length=20,
    )


@contextmanager
def transaction() -> Iterator[None]:
    """One act, one commit. Load what you change inside: what was read before is read again.

    On SQLite it begins IMMEDIATE, that is, it waits its turn before it reads; a plain BEGIN that reads first and
    writes later is told "database is locked" at once when another writer was quicker.
    """
    session = db.session
    if session.new or session.dirty or session.deleted or session.info.get("in_transaction"):
        raise RuntimeError("a transaction is already under way")
    session.rollback()
    session.expire_all()  # a rollback forgets what was read since the last commit, not what that commit left behind
    with _turn(session.get_bind()):
        session.connection(execution_options={"begin": "IMMEDIATE"})
        session.info["in_transaction"] = True
        try:
            yield
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.info.pop("in_transaction", None)


def commit_apart(bind: Engine, statement: Update) -> int:
    """Commit one statement at once, on a connection of its own. Returns how many rows it touched.

    Not inside `transaction()`: on SQLite this one would wait for that one to end, in vain.
    """
    with _turn(bind), bind.connect() as connection, connection.execution_options(begin="IMMEDIATE").begin():
        return connection.execute(statement).rowcount


@contextmanager
def _turn(bind: Engine | Connection) -> Iterator[None]:
    """Writers of one SQLite file, in all processes, ask often whether it is their turn.

    SQLite's own waiting sleeps up to a tenth of a second between tries, and whoever sleeps longest starves.
    """
    path = bind.engine.url.database
    if bind.dialect.name != "sqlite" or not path or path == ":memory:":
        yield
        return
    with Path(f"{path}-turn").open("a") as file:
        _take_turn(file)
        yield


def _take_turn(file: IO[str]) -> None:
    """Raises TimeoutError when a writer before us does not come to an end."""
    ends = time.monotonic() + LONGEST_WAIT
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > ends:
                raise TimeoutError(f"no turn to write within {LONGEST_WAIT} seconds") from None
            time.sleep(NAP)


@event.listens_for(Engine, "connect")
def _set_up_sqlite(connection: Any, _: ConnectionPoolEntry) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # we say BEGIN ourselves, below
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={LONGEST_WAIT * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', '')}".rstrip())
