"""A stranger's words for a mail: nothing in them can be clicked, and they hold nobody's address.

Mail programs make links of whatever looks like an address of the web, so it must not look like one: of a whole address
the host is told in words, and every host is written as people who handle such things do, with `[.]` for a dot.
"""

import re

from blog.text.plain import emails_in, unturned

HIDDEN = "…@…"

_RUNS = re.compile(r"(\s+)")
_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]{0,30}:/{2,}|\bwww\.)[^\s<>\"'()\[\]]+|\b(?:mailto|tel|data|javascript):\S+", re.IGNORECASE
)
_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}(?:[^\W\d_]{2,63}|xn--[\w-]{2,59})(?![\w.])", re.IGNORECASE)
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]{0,30}:/*", re.IGNORECASE)


def defused(text: str) -> str:
    """The text with each address of the web told in words, and each e-mail address hidden."""
    return "".join(_defused(run) for run in _RUNS.split(unturned(text)))


def host_in_words(host: str) -> str:
    """example[.]org"""
    return host.replace(".", "[.]")


def _defused(run: str) -> str:
    """A run without white space, so that no address is cut in two."""
    if "." not in run and ":" not in run and "@" not in run and "&" not in run and "\uff20" not in run:
        return run
    if emails_in(run):
        return HIDDEN
    told = _ADDRESS.sub(lambda found: f"(→ {_host_of(found.group())})", run)
    return _HOST.sub(lambda found: host_in_words(found.group()), told)


def _host_of(address: str) -> str:
    return re.split(r"[/?#:\\,;!]", _SCHEME.sub("", address), maxsplit=1)[0].rpartition("@")[2] or "?"
