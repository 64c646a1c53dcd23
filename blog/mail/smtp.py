"""Handing a mail to a server by SMTP, so that afterwards we know who has it."""

import re
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8

from blog.mail.mailer import AnswerLost, MailDelayed, MailRefused
from config import SmtpServer

SILENCE = 20.0  # seconds that a server may be silent
LONGEST = 60.0  # seconds for one mail, however talkative the server is
SLOW = 5.0  # seconds after which a failure has cost too much to try at once again
REST = 30.0  # seconds

_FIRST_DOT = re.compile(rb"^\.", re.MULTILINE)


class SmtpMailer:
    """One connection for each mail: they are few, and one that fails spoils no other."""

    def __init__(self, server: SmtpServer, silence: float | None = None, longest: float | None = None) -> None:
        self._server, self._silence, self._longest = server, silence or SILENCE, longest or LONGEST
        self._rests_until = float("-inf")

    def send(self, mail: EmailMessage) -> None:
        """A server that took long to fail is left alone for a while, since all other jobs wait for the same worker."""
        started = time.monotonic()
        if started < self._rests_until:
            raise MailDelayed("smtp.resting")
        try:
            self._send(mail)
        except MailDelayed:
            if time.monotonic() - started > SLOW:
                self._rests_until = time.monotonic() + REST
            raise

    def _send(self, mail: EmailMessage) -> None:
        sender, recipient = (mail[name].addresses[0] for name in ("From", "To"))
        with _troubles(), self._connection(sender.domain) as connection:
            _hand_over(connection, sender.addr_spec, recipient.addr_spec, mail)

    @contextmanager
    def _connection(self, own_name: str) -> Iterator[smtplib.SMTP]:
        """Connected, and signed in where a user is named. What goes wrong until then is no fault of the mail."""
        connection = self._connect(own_name)
        timer = threading.Timer(self._longest, _cut, [connection])
        timer.daemon = True
        timer.start()
        try:
            self._sign_in(connection)
            yield connection
        finally:
            timer.cancel()
            with suppress(smtplib.SMTPException, OSError):
                connection.close()

    def _connect(self, own_name: str) -> smtplib.SMTP:
        place = (self._server.host, self._server.port, own_name)
        if self._server.tls:
            return smtplib.SMTP_SSL(*place, timeout=self._silence, context=ssl.create_default_context())
        return smtplib.SMTP(*place, timeout=self._silence)

    def _sign_in(self, connection: smtplib.SMTP) -> None:
        if self._server.starttls:
            connection.starttls(context=ssl.create_default_context())
        if self._server.user:
            connection.login(self._server.user, self._server.password)


def _cut(connection: smtplib.SMTP) -> None:
    """A server that says one letter every ten seconds is not silent; after so long the connection is cut."""
    with suppress(OSError):
        if connection.sock:
            connection.sock.shutdown(socket.SHUT_RDWR)


def _hand_over(connection: smtplib.SMTP, sender: str, recipient: str, mail: EmailMessage) -> None:
    """The four steps of RFC 5321. Only after the last byte of the fourth is it unknown who has the mail."""
    connection.ehlo_or_helo_if_needed()
    speaks_utf8 = connection.has_extn("smtputf8")
    needs_utf8 = not recipient.isascii()
    if needs_utf8 and not speaks_utf8:
        raise MailRefused("smtp.needs_smtputf8")
    options = ["SMTPUTF8", "BODY=8BITMIME"] if needs_utf8 else []
    _expect(connection.mail(sender, options), 250, is_about_the_mail=False)
    _expect(connection.rcpt(recipient), 250, 251)
    _expect(connection.docmd("DATA"), 354)
    connection.send(_content(mail, needs_utf8))  # an error here: the dot that ends the mail has not gone out
    try:
        answer = connection.getreply()
    except (smtplib.SMTPException, OSError):
        raise AnswerLost("smtp.answer_lost") from None
    _expect(answer, 250)
    with suppress(smtplib.SMTPException, OSError):
        connection.quit()


def _content(mail: EmailMessage, needs_utf8: bool) -> bytes:
    """Every line that begins with a dot gets another one; one dot alone ends the mail."""
    content = mail.as_bytes(policy=SMTPUTF8 if needs_utf8 else SMTP)
    return _FIRST_DOT.sub(b"..", content).removesuffix(b"\r\n") + b"\r\n.\r\n"


def _expect(answer: tuple[int, bytes], *wanted: int, is_about_the_mail: bool = True) -> None:
    """What the server says beside its code may quote an address, and is forgotten."""
    code = answer[0]
    if code in wanted:
        return
    if code >= 500 and is_about_the_mail:
        raise MailRefused(f"smtp.{code}")
    raise MailDelayed(f"smtp.{code}")


@contextmanager
def _troubles() -> Iterator[None]:
    """Whatever else happens on the way is a delay, told by its kind: the library's errors quote the server."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        raise MailDelayed(f"smtp.{error.smtp_code}") from None
    except (smtplib.SMTPException, OSError) as error:
        raise MailDelayed(f"smtp.{type(error).__name__}") from None
