"""Questions about plain text: may it be stored, is there anything to see, does it give an address away?"""

import html
import re
import unicodedata

# What XML 1.0 forbids, so that a stored text can always go into a feed: controls but tab and newline,
# surrogates, and the two non-characters of the basic plane.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?")

# Drawn as nothing although Unicode files them under letters and symbols.
_BLANK_LOOKING = frozenset("\u2800\u3164\uffa0\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f")
_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Mn", "Me", "Mc", "Zs", "Zl", "Zp"})

_LOCAL_PART = re.compile(r"[\w!#$%&'*+/=?^`{|}~-](?:[\w!#$%&'*+/=?^`{|}~.-]{0,63})$")
_DOMAIN = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_LONGEST_LOCAL_PART = 64
_TURNING = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# Zeros before a character's number mean nothing; a number of eight digits is no character's, and Python
# refuses to read one of five thousand.
_ZEROS = re.compile("(?<=&#)0+(?=[0-9])")
_NO_CHARACTER = re.compile("&#[0-9]{8,}")


def storable(text: str) -> str:
    """The text with LF line ends and without the characters that XML forbids."""
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text))


def unturned(text: str) -> str:
    """The text without the marks that turn the direction of what follows, so that it reads as it is written.

    Right-to-left letters need none of them.
    """
    return _TURNING.sub("", text)


def is_blank(text: str) -> bool:
    """Whether nothing can be seen: white space, invisible characters, marks without a letter to sit on."""
    return not any(_is_visible(character) for character in text)


def emails_in(text: str) -> tuple[str, ...]:
    """The e-mail addresses that a person can read in the text, lower-cased, each once, in order.

    Full-width letters, character references and invisible characters hide nothing from a reader, so
    they hide nothing here. Markup is not looked through: ask again about the text of what is shown.
    """
    read = _as_read(text)
    at_signs = (match.start() for match in re.finditer("@", read))
    found = (_email_around(read, at) for at in at_signs)
    return tuple(dict.fromkeys(email.lower() for email in found if email))


def holds_email(text: str, address: str) -> bool:
    """Whether a person can read this very address in the text, also with marks of emphasis or quotes around it."""
    spelled = re.escape(_as_read(address).casefold())
    return bool(re.search(rf"(?<![a-z0-9.+-]){spelled}(?![a-z0-9-]|\.[a-z0-9])", _as_read(text).casefold()))


def _is_visible(character: str) -> bool:
    return unicodedata.category(character) not in _UNSEEN_CATEGORIES and character not in _BLANK_LOOKING


def _as_read(text: str) -> str:
    known = _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", _ZEROS.sub("", text))
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", html.unescape(known)))


def _email_around(text: str, at: int) -> str | None:
    local = _LOCAL_PART.search(text[max(0, at - _LONGEST_LOCAL_PART) : at])
    domain = _DOMAIN.match(text, at + 1)
    return f"{local.group()}@{domain.group()}" if local and domain else None
