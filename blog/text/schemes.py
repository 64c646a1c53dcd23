"""Which addresses a link or an image may carry, judged after the clean-up that browsers do first."""

import ipaddress
import re
import unicodedata

LONGEST_ADDRESS = 2_000

_BROWSERS_TRIM = "".join(map(chr, range(0x21)))
_BROWSERS_DROP = re.compile("[\t\n\r]")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_WEB = re.compile(r"https?://([^/?#]*)", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s?]+@[^\s?]+", re.IGNORECASE)
_ON_THIS_SITE = re.compile(r"/(?![/\\])")
_IN_THIS_PAGE = re.compile(r"#[^\s\\]+")
_HOST = re.compile(r"([^\s\x00-\x1f\x7f#%/:<>?@\[\\\]^|]+|\[[0-9a-fA-F:.]+\])(?::([0-9]{0,5}))?")
_SPLITS_A_HOST = frozenset("/?#@:\\")
_NUMERIC_LABEL = re.compile(r"[0-9]+|0[xX][0-9a-fA-F]*")


def absolute_address(value: str) -> str | None:
    """The address as a browser reads it when it is http, https or mailto and whole; None otherwise."""
    address = as_browsers_read(value)
    return address if _MAIL.match(address) or _is_web_address(address) else None


def link_address(value: str) -> str | None:
    """As `absolute_address`, and addresses on this site (`/…`) and in this page (`#…`)."""
    address = as_browsers_read(value)
    if _ON_THIS_SITE.match(address) or _IN_THIS_PAGE.fullmatch(address):
        return address
    return absolute_address(address)


def image_address(value: str) -> str | None:
    """Addresses on this site: a picture from elsewhere would tell another site who reads here."""
    address = as_browsers_read(value)
    return address if _ON_THIS_SITE.match(address) else None


def scheme_of(value: str) -> str:
    """The scheme in lower case; "relative" when there is none."""
    match = _SCHEME.match(as_browsers_read(value))
    return match.group(1).lower() if match else "relative"


def as_browsers_read(value: str) -> str:
    """Without what browsers drop before they look: controls and spaces around, tabs and line ends inside.

    An address that nobody could type or mean is none.
    """
    if len(value) > LONGEST_ADDRESS:
        return ""
    return _BROWSERS_DROP.sub("", value.strip(_BROWSERS_TRIM))


def _is_web_address(address: str) -> bool:
    match = _WEB.match(address)
    if not match or "\\" in address:
        return False
    return _is_host(match.group(1).rpartition("@")[2])


def _is_host(authority: str) -> bool:
    match = _HOST.fullmatch(authority)
    if not match or int(match.group(2) or 0) > 65_535:
        return False
    host = match.group(1)
    if host.startswith("["):
        return _is_ip(host[1:-1], 6)
    if _SPLITS_A_HOST & set(unicodedata.normalize("NFKC", host)):
        return False
    if not all(_is_label(label) for label in host.lower().split(".")):
        return False
    return not _ends_in_a_number(host) or _is_ip(host.removesuffix("."), 4)


def _is_label(label: str) -> bool:
    """Whether the label, or what it encodes, is made of letters, marks, digits and symbols."""
    if label.startswith("xn--"):
        return not (decoded := _decoded(label)).isascii() and _is_label(decoded)
    return all(character.isascii() or unicodedata.category(character)[0] in "LMNS" for character in label)


def _decoded(label: str) -> str:
    try:
        return label[4:].encode().decode("punycode")
    except UnicodeError:
        return ""


def _ends_in_a_number(host: str) -> bool:
    return bool(_NUMERIC_LABEL.fullmatch(host.removesuffix(".").rpartition(".")[2]))


def _is_ip(text: str, version: int) -> bool:
    try:
        return ipaddress.ip_address(text).version == version
    except ValueError:
        return False
