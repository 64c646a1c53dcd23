"""Whatever is enqueued somewhere has somebody who does it, and nobody waits for what is never enqueued."""

import ast
from pathlib import Path

from blog.app import HANDLERS, RECURRING
from blog.web.job_wording import TITLES

ROOT = Path(__file__).parents[2]
BY_MIGRATIONS = {"rebuild_search", "read_replies"}  # written straight into the table, for a migration knows no acts
BY_THE_WORKER = "enqueue(name, at, due_at=next_time(every, at), key=KEY)"  # the names are those of RECURRING


def test_every_job_that_is_enqueued_has_a_handler_and_every_handler_has_work() -> None:
    names = {name for path in (ROOT / "blog").rglob("*.py") for name in enqueued_in(path.read_text())}

    assert (names | BY_MIGRATIONS | set(RECURRING)) - {BY_THE_WORKER} == set(HANDLERS)


def test_what_migrations_enqueue_they_name() -> None:
    migrations = "".join(path.read_text() for path in (ROOT / "migrations/versions").glob("*.py"))

    assert [name for name in BY_MIGRATIONS if f'"{name}"' not in migrations] == []


def test_every_job_has_words_for_people() -> None:
    assert set(TITLES) == set(HANDLERS)


def enqueued_in(source: str) -> set[str]:
    """The names in calls of `enqueue`; each is written out where it is enqueued, or nobody would find it."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return {
        _name_in(call)
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in ("enqueue", "enqueue_many")
    }


def _name_in(call: ast.Call) -> str:
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ast.unparse(call)


def test_the_name_of_an_enqueued_job_is_found() -> None:
    assert enqueued_in('def f():\n    enqueue("picture_stored", at, media_id=7)') == {"picture_stored"}


def test_a_name_that_is_not_written_out_is_found_as_nobodys() -> None:
    assert enqueued_in("enqueue(name, at)") == {"enqueue(name, at)"}
