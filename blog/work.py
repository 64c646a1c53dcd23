"""The command `work`: the worker as a process of its own."""

import os
import signal
from types import FrameType

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from blog.clock import utcnow
from blog.jobs.claims import has_due_job
from blog.jobs.recurring import enqueue_recurring
from blog.jobs.worker import run_due_jobs, work_until
from blog.web.engine import engine

ALL_THAT_IS_DUE = 1_000_000
NOT_READY = "The database is not ready. Run this first: flask --app wsgi db upgrade"


@click.command("work")
@click.option("--once", is_flag=True, help="Do what is due, and end.")
@with_appcontext
def work(once: bool) -> None:
    """Do the jobs that wait, until Ctrl+C or SIGTERM; a job in hand is finished first."""
    try:
        has_due_job(utcnow())
    except OperationalError:
        raise click.ClickException(NOT_READY) from None
    if once:
        enqueue_recurring(engine().recurring, utcnow())
        run_due_jobs(engine().handlers, utcnow(), ALL_THAT_IS_DUE)
    else:
        work_until(_Stop().is_asked_for, engine().handlers, recurring=engine().recurring)


class _Stop:
    """Asked for by a signal, or by the end of whatever started this process."""

    def __init__(self) -> None:
        self.has_come = False
        self.parent = os.getppid()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._come)

    def _come(self, number: int, frame: FrameType | None) -> None:
        self.has_come = True

    def is_asked_for(self) -> bool:
        return self.has_come or os.getppid() != self.parent
