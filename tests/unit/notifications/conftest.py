"""A mailer that records what it was handed, and fails as it is told."""

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage

import pytest
from flask import Flask

from blog.clock import utcnow
from blog.jobs.worker import run_due_jobs
from blog.mail.mailer import MailDelayed
from blog.web.engine import engine
from tests.factories import Cast


class RecordingMailer:
    """`mails` is what was taken; each of `troubles` is raised in its turn, in place of taking one."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.troubles: list[MailDelayed] = []

    def send(self, mail: EmailMessage) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        self.mails.append(mail)

    def recipients(self) -> list[str]:
        return sorted(str(mail["To"]) for mail in self.mails)


@pytest.fixture
def mailer(context: Flask, monkeypatch: pytest.MonkeyPatch) -> RecordingMailer:
    recording = RecordingMailer()
    monkeypatch.setitem(engine().__dict__, "mailer", recording)
    return recording


@pytest.fixture
def work(context: Flask, cast: Cast) -> Callable[..., None]:
    """Do what is due, at this time or now."""

    def work(at: datetime | None = None) -> None:
        run_due_jobs(engine().handlers, at or utcnow(), 100)

    return work
