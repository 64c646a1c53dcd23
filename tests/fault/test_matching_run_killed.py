"""A worker that is killed in the midst of a run over all that match: the next goes on, and does nothing twice."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from blog.accounts.models import User
from blog.app import create_app
from blog.clock import utcnow
from blog.comments.lifecycle import Action
from blog.database import db, transaction
from blog.moderation.cut_off import cut_off_now
from blog.moderation.filters import Filters
from blog.moderation.matching_runs import Order, begin_matching_run
from blog.posts.models import Post
from config import Settings
from tests.factories import make_comment
from tests.server import ROOT

pytestmark = pytest.mark.fault

REPLIES = 24


def count(database: Path, what: str) -> int:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {what}").fetchone()[0])


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.005)


def work(database: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "flask", "--app", "tests.fault.runs_app", "work"]
    environ = {**os.environ, "DATA_DIR": str(database.parent)}
    with (database.parent / "worker.log").open("ab") as log:
        return subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log)


def begin(database: Path) -> int:
    """The id of the act of a run that marks all replies as spam."""
    app = create_app(Settings.from_env({"DATA_DIR": str(database.parent)}))
    with app.app_context():
        post = db.session.get_one(Post, 1)
        for number in range(REPLIES):
            make_comment(post, f"Casino {number}.")
        at = utcnow()
        with transaction():
            mo = db.session.scalars(select(User).where(User.name == "Mo Moderator")).one()
            order = Order(Action.SPAM, Filters(at=at), cut_off_now(at))
            act_id = begin_matching_run(order, mo, at, total=10_000).id  # as many as take a job
        db.session.remove()
        db.engine.dispose()
    return act_id


def test_a_run_whose_worker_is_killed_goes_on_and_is_one_act(database: Path) -> None:
    act_id = begin(database)
    decided = f"decisions JOIN acts ON acts.id = decisions.act_id WHERE acts.cause_id = {act_id}"
    workers = []
    try:
        for enough in (1, REPLIES // 2):
            workers.append(work(database))
            wait_for(lambda enough=enough: count(database, decided) >= enough)  # type: ignore[misc]
            workers[-1].kill()
            workers[-1].wait()
            assert count(database, decided) < REPLIES
        workers.append(work(database))
        wait_for(lambda: count(database, "matching_runs WHERE ended_at IS NOT NULL") == 1)
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()

    assert count(database, "comments WHERE status = 'spam' AND version = 2") == REPLIES
    assert count(database, decided) == REPLIES
    assert count(database, "acts WHERE verb = 'comments.decided'") == 1
