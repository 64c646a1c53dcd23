"""What a mail is, and how it becomes what a server is handed.

Nothing that a person wrote can become a header, or another person to send it to: a header is one line, whatever was
in it, and an address that is none is refused.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import idna

_NOT_OF_ONE_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_DOMAIN = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*|\[[A-Za-z0-9.:]+\]")
_TURNING = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


class NoAddress(ValueError):
    """What stands where an address should stand can't be one. It is not quoted: it may be one after all."""

    def __init__(self) -> None:
        super().__init__("no address to send to")


@dataclass(frozen=True)
class Message:
    """A mail to one person, in words. `key` is the same whenever the same mail is sent again, and for no other.

    `headers` are further ones, such as `List-Unsubscribe`.
    """

    to: str
    subject: str
    text: str
    html: str
    key: str
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Sender:
    """Who every mail comes from: the site. `host` stands in the ids of its messages."""

    name: str
    address: str
    host: str


def compose(message: Message, sender: Sender, at: datetime) -> EmailMessage:
    """The whole mail, text and HTML. Raises NoAddress. The same message at the same time gives the same bytes."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = one_line(message.subject)
    mail["From"] = _address(sender.address, one_line(sender.name))
    mail["To"] = _address(message.to)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message_id(message.key, sender.host)
    mail["Auto-Submitted"] = "auto-generated"
    for name, value in message.headers:
        mail[name] = one_line(value)
    mail.set_content(message.text, cte="quoted-printable")
    mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    mail.set_boundary(f"=_{_hash(message.key)}")  # quoted-printable writes no "=_", so no text can hold it
    return mail


def message_id(key: str, host: str) -> str:
    """The same for the same key: whoever gets a mail twice, because an answer was lost, can tell."""
    return f"<{_hash(key)}@{host or 'localhost'}>"


def one_line(text: str) -> str:
    """The text as a header can hold it: without line ends and other controls, and without marks that turn it."""
    return " ".join(_TURNING.sub("", _NOT_OF_ONE_LINE.sub(" ", text)).split())


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _address(address: str, name: str = "") -> Address:
    local, _, domain = address.rpartition("@")
    try:
        if not local or one_line(address) != address:
            raise NoAddress
        if local.isascii():
            return Address(display_name=name, addr_spec=f"{local}@{_ascii(domain)}")
        return Address(display_name=name, username=local, domain=_ascii(domain))
    except (ValueError, IndexError, MessageError, idna.IDNAError):
        raise NoAddress from None


def _ascii(domain: str) -> str:
    known = domain if domain.isascii() else idna.encode(domain, uts46=True).decode()
    if not _DOMAIN.fullmatch(known):
        raise NoAddress
    return known
