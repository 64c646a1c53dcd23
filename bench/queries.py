"""How many queries a post's page makes: the same number whether nobody has replied, or two hundred."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from bench.site import BenchSite
from blog.database import db


def measure(site: BenchSite) -> list[str]:
    return [
        f"{replies:3} replies: {first} when it is made, {again} when it is asked for again"
        for replies, first, again in counts(site)
    ]


def counts(site: BenchSite) -> list[tuple[int, int, int]]:
    """For 0, 20 and 200 replies: queries of the first request in this process, and of the next."""
    paths = {replies: site.address(replies) for replies in (0, 20, 200)}
    site.app.test_client().get("/")  # a process reads the settings of the site once for each version of it
    return [(replies, _queries_for(site, path), _queries_for(site, path)) for replies, path in paths.items()]


def _queries_for(site: BenchSite, path: str) -> int:
    with _counted(site) as statements:
        assert site.app.test_client().get(path).status_code == 200
    return len(statements)


@contextmanager
def _counted(site: BenchSite) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    with site.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
