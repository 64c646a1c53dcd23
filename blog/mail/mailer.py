"""How a mail leaves this machine: by SMTP, or into a folder for trying out."""

import os
import secrets
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol


class MailDelayed(Exception):
    """It was not handed over, and may be later: nobody has it. `code` says why, without a word of anybody."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class MailRefused(MailDelayed):
    """The server will never take this mail for this person. Nobody has it."""


class AnswerLost(MailDelayed):
    """The whole mail was sent, and the connection ended before the server said whether it took it."""


class Mailer(Protocol):
    """Hands one mail to whoever brings it to the person in its `To`."""

    def send(self, mail: EmailMessage) -> None:
        """Returns when it was taken. Raises MailDelayed, MailRefused or AnswerLost."""
        ...


class FolderMailer:
    """Keeps mails as files that any mail program opens. The same mail again is the same file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, mail: EmailMessage) -> None:
        name = str(mail["Message-ID"]).strip("<>").partition("@")[0]
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(self._folder / f"{name}.eml", mail.as_bytes())
        except OSError as error:
            raise MailDelayed(f"file.{type(error).__name__}") from None


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, for its owner only."""
    draft = path.with_name(f".{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
