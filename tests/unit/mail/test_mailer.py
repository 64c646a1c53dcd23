"""Mail for trying out: files that a mail program opens, for nobody else to read."""

import stat
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

import pytest

from blog.mail.mailer import FolderMailer, MailDelayed
from blog.mail.message import Message, Sender, compose

AT = datetime(2026, 5, 6, 9, 30, tzinfo=UTC)
SENDER = Sender("The Moving Room", "noreply@blog.example.org", "blog.example.org")
MESSAGE = Message("mo@example.org", "A reply waits", "One.", "<p>One.</p>", "reply 1")


def test_each_mail_is_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    mailer = FolderMailer(tmp_path / "mail")
    for key in ("reply 1", "reply 2"):
        mailer.send(compose(replace(MESSAGE, key=key), SENDER, AT))

    files = list((tmp_path / "mail").iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE((tmp_path / "mail").stat().st_mode) == 0o700
    assert message_from_bytes(files[0].read_bytes())["To"] == "mo@example.org"


def test_the_same_mail_again_is_the_same_file(tmp_path: Path) -> None:
    for _ in range(2):
        FolderMailer(tmp_path).send(compose(MESSAGE, SENDER, AT))

    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_can_not_be_written_is_a_delay(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("")

    with pytest.raises(MailDelayed, match="file"):
        FolderMailer(tmp_path / "mail").send(compose(MESSAGE, SENDER, AT))
