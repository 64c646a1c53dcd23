"""The command `work`, run once."""

from collections.abc import Mapping
from typing import Any

from flask import Flask

from blog.app import create_app
from blog.clock import utcnow
from blog.database import db, transaction
from blog.jobs.enqueue import enqueue
from blog.jobs.progress import Progress
from config import Settings


def test_once_does_what_is_due_and_ends(settings: Settings) -> None:
    numbers = []

    def count(payload: Mapping[str, Any], progress: Progress) -> None:
        numbers.append(payload["number"])
        if payload["number"] == 1:
            with transaction():
                enqueue("count", utcnow(), number=3)

    app = create_app(settings, handlers={"count": count})
    with app.app_context(), transaction():
        enqueue("count", utcnow(), number=1)
        enqueue("count", utcnow(), number=2)
    done = app.test_cli_runner().invoke(args=["work", "--once"])
    with app.app_context():
        db.engine.dispose()

    assert done.exit_code == 0, done.output
    assert numbers == [1, 2, 3]


def test_without_a_database_it_says_what_to_do_first(app: Flask) -> None:
    with app.app_context():
        db.drop_all()
    done = app.test_cli_runner().invoke(args=["work", "--once"])

    assert done.exit_code == 1
    assert "flask --app wsgi db upgrade" in done.output
