"""Rows by the hundred thousand, made by the database itself: each value is an expression over a number."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, String, cast, func, insert, literal, select, text

from bench.site import BenchSite
from blog.database import db
from blog.posts.lifecycle import PostKind, PostStatus
from blog.posts.models import Post, Revision
from blog.text.render import render_post

TIME = "2020-01-01"
POST = render_post("So stand up, lift one knee and count to ten.")


@contextmanager
def filling(site: BenchSite) -> Iterator[Connection]:
    """A connection that forgets how to be careful, for a database that nobody will miss."""
    with site.app.app_context():
        db.engine.dispose()
        with db.engine.connect() as connection:
            driver: Any = connection.connection.dbapi_connection
            driver.execute("PRAGMA journal_mode=OFF")
            driver.execute("PRAGMA synchronous=OFF")
            driver.execute("PRAGMA foreign_keys=OFF")
            driver.execute("PRAGMA cache_size=-400000")
            yield connection
            connection.commit()
            driver.execute("PRAGMA journal_mode=WAL")
        db.engine.dispose()


def add_posts(connection: Connection, posts: int) -> None:
    number, at = numbers(posts)
    same = {
        "author_id": 1,
        "kind": PostKind.POST,
        "status": PostStatus.PUBLISHED,
        "year": 2020,
        "month": 1,
        "comments_open": True,
        "head_number": 1,
        "live_number": 1,
    }
    its_own = {"id": number, "slug": with_number("post-", number)}
    times = dict.fromkeys(("published_at", "first_public_at", "created_at", "changed_at"), at)
    insert_rows(connection, Post, {**its_own, **same, **times})
    texts = {"body": "", "excerpt": "", "summary": "", "html": POST.html, "policy_version": POST.policy_version}
    saved = {"number": 1, "comments_open": True, "saved_by_id": 1, "tags": [], "removals": []}
    its_own = {"post_id": number, "title": with_number("Spotlight ", number), "slug": with_number("post-", number)}
    insert_rows(connection, Revision, {**its_own, **texts, **saved, "saved_at": at})


@contextmanager
def without_indexes(connection: Connection, table: str) -> Iterator[None]:
    """They are made when the rows are there: each by one sorting."""
    query = text("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = :table")
    indexes = connection.execute(query, {"table": table}).all()
    for name, _ in indexes:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    yield
    for _, statement in indexes:
        connection.exec_driver_sql(statement)


def numbers(count: int) -> tuple[Any, Any]:
    """From 1 to `count`, and a time for each: expressions over rows that the database makes."""
    rows = select(literal(1).label("number")).cte("rows", recursive=True)
    rows = rows.union_all(select(rows.c.number + 1).where(rows.c.number < count))
    return rows.c.number, func.datetime(TIME, func.printf("+%d minutes", rows.c.number))


def with_number(words: str, number: Any) -> Any:
    return literal(words) + cast(number, String)


def insert_rows(connection: Connection, model: Any, values: dict[str, Any]) -> None:
    columns = model.__table__.c
    row = [value if hasattr(value, "label") else literal(value, columns[name].type) for name, value in values.items()]
    connection.execute(insert(model).from_select(list(values), select(*row), include_defaults=True))
