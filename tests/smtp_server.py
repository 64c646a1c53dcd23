"""A real SMTP server on a free port of this machine, which takes mail, refuses it, hangs, or loses connections."""

import asyncio
import threading
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ssl import SSLContext
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HANG, DROP = "hang", "drop"


@dataclass
class Inbox:
    """What was taken, in order; and what the server does at each stage: an answer of SMTP, `HANG` or `DROP`.

    Stages: connect, ehlo, auth, mail, rcpt, data (before the text), end (once all of it was read), answer (after it was
    taken, in place of the 250). Each entry of `troubles` is used up in its turn; `rcpt` may be for one person.
    """

    troubles: dict[str, list[str]] = field(default_factory=dict)
    refused_people: dict[str, str] = field(default_factory=dict)
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    contents: list[bytes] = field(default_factory=list)
    connections: int = 0
    users: list[str] = field(default_factory=list)
    lock: Any = field(default_factory=threading.Lock)

    def next_trouble(self, stage: str) -> str | None:
        with self.lock:
            waiting = self.troubles.get(stage)
            return waiting.pop(0) if waiting else None

    def trouble(self, stage: str, *answers: str) -> None:
        self.troubles.setdefault(stage, []).extend(answers)

    def ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.mails]


class _Server(SMTP):
    def __init__(self, inbox: Inbox, *args: Any, **kwargs: Any) -> None:
        self.inbox = inbox
        super().__init__(*args, **kwargs)

    def connection_made(self, transport: Any) -> None:
        self.inbox.connections += 1
        if self.inbox.next_trouble("connect") == DROP:
            transport.close()
            return
        super().connection_made(transport)


class _Handler:
    def __init__(self, inbox: Inbox) -> None:
        self.inbox = inbox

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        answer = await self._stage(server, "ehlo")
        return [answer] if answer else responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if answer := await self._stage(server, "mail"):
            return answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = await self._stage(server, "rcpt") or self.inbox.refused_people.get(address)
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if answer := await self._stage(server, "end"):
            return answer
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        with self.inbox.lock:
            mail = message_from_bytes(content, policy=default)
            assert isinstance(mail, EmailMessage)
            self.inbox.contents.append(content)
            self.inbox.recipients.extend(envelope.rcpt_tos)
            self.inbox.mails.append(mail)
        return await self._stage(server, "answer") or "250 Taken"

    async def _stage(self, server: SMTP, stage: str) -> str | None:
        answer = self.inbox.next_trouble(stage)
        if answer == HANG:
            await asyncio.sleep(1.5)  # longer than the client waits
        if answer in (HANG, DROP):
            server.transport.abort()  # type: ignore[union-attr]
            return "421 Gone"
        return answer


class MailServer(Controller):
    """`with MailServer() as server:` listens on `server.port`; `server.inbox` tells what came."""

    def __init__(self, port: int, inbox: Inbox | None = None, tls: SSLContext | None = None, **how: Any) -> None:
        self.inbox = inbox or Inbox()
        self.starttls = how.pop("starttls", None)
        self.passwords: dict[str, str] = how.pop("passwords", {})
        super().__init__(_Handler(self.inbox), hostname="127.0.0.1", port=port, ssl_context=tls)

    def factory(self) -> SMTP:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it advises against passwords without TLS
            return self._server()

    def _server(self) -> SMTP:
        return _Server(
            self.inbox,
            self.handler,
            tls_context=self.starttls,
            require_starttls=bool(self.starttls),
            authenticator=self._check,
            auth_required=bool(self.passwords),
            auth_require_tls=bool(self.starttls),
            enable_SMTPUTF8=True,
            timeout=60,
        )

    def _check(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        if not isinstance(data, LoginPassword):
            return AuthResult(success=False)
        user = data.login.decode()
        self.inbox.users.append(user)
        return AuthResult(success=self.passwords.get(user) == data.password.decode())

    def __enter__(self) -> "MailServer":
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        if not self.loop.is_closed():  # a test may have stopped it
            self.stop()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"


def all_of(mails: Iterable[EmailMessage]) -> str:
    """Everything that these mails hold, headers and both parts, decoded."""
    parts = []
    for mail in mails:
        parts += [f"{name}: {value}" for name, value in mail.items()]
        parts += [str(part.get_content()) for part in mail.walk() if not part.is_multipart()]
    return "\n".join(parts)
