"""The links of safe HTML: where they lead, and whether their words say so."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

import idna

from blog.text.markup import SafeHtml

_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile("<[^>]*>")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_AUTHORITY = re.compile(
    rf"(?:https?://|\bwww\.)([^\s/?#\\]{{1,255}})|^({_LABEL}(?:\.{_LABEL}){{1,8}})(?=[/:?#]|$)", re.IGNORECASE
)
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL}){{1,8}}")
# What ends like a file is none of the names that people take for a site.
_FILES = frozenset(
    "css csv doc docx exe gif htm html jpeg jpg js json jsx pdf php png svg ts txt xls xml yaml yml".split()
)


@dataclass(frozen=True)
class Link:
    """One link. `host` is where it leads as the web's machines write it, `shown_host` as a person reads it.

    `words` are what stands there; `named` is the host that they name, where that is another, else "".
    """

    address: str
    host: str
    shown_host: str
    words: str
    named: str = ""

    @property
    def is_lying(self) -> bool:
        return bool(self.named)

    @property
    def is_foreign(self) -> bool:
        """Whether the host has letters beyond ASCII, which can look like others."""
        return self.host != self.shown_host


def links_in(html: SafeHtml) -> list[Link]:
    """The links in their order; nothing of them is looked up anywhere."""
    return list(_links_in(str(html)))


def link_to(address: str, words: str = "") -> Link:
    """A link to this address with these words."""
    host = host_of(address)
    words = _UNSEEN.sub("", words)
    return Link(address, host, _as_people_read(host), words, _other_host(words, host))


def host_of(address: str) -> str:
    """The host as the web's machines write it, in lower case; of a mail address its domain; "" where there is none."""
    try:
        parts = urlsplit(address)
        host = parts.path.rpartition("@")[2] if parts.scheme == "mailto" else parts.hostname or ""
    except ValueError:
        return ""
    return _as_machines_write(host)


def _links_in(html: str) -> Iterator[Link]:
    for address, words in _LINK.findall(html):
        yield link_to(unescape(address), unescape(_TAG.sub("", words)))


def _other_host(words: str, host: str) -> str:
    """The first host that the words name and that is neither this one, nor above it, nor below it."""
    read = unicodedata.normalize("NFKC", words).strip()
    for with_scheme, bare in _AUTHORITY.findall(read):
        for named in _hosts_of(with_scheme or bare, is_bare=not with_scheme):
            if not _belong_together(_as_machines_write(named), host):
                return named
    return ""


def _hosts_of(authority: str, is_bare: bool) -> Iterator[str]:
    """What a person takes for the host: what stands before an `@` too."""
    for part in authority.split("@"):
        named = _HOST.match(part)
        if named and not (is_bare and named[0].rpartition(".")[2].lower() in _FILES):
            yield named[0].lower()


def _belong_together(one: str, other: str) -> bool:
    one, other = one.removeprefix("www."), other.removeprefix("www.")
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _as_machines_write(host: str) -> str:
    host = host.lower().rstrip(".")
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode()
    except idna.IDNAError:
        return host


def _as_people_read(host: str) -> str:
    if "xn--" not in host:
        return host
    try:
        return idna.decode(host)
    except idna.IDNAError:
        return ".".join(_decoded(label) for label in host.split("."))


def _decoded(label: str) -> str:
    try:
        return label[4:].encode().decode("punycode") if label.startswith("xn--") else label
    except UnicodeError:
        return label
