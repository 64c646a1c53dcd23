"""Telling browsers apart in the list of one's own sessions. Only these two words are kept, never the whole text."""

from dataclasses import dataclass

# What each calls itself, in the order of asking: most of them also name those below.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi", "Vivaldi"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("curl", "curl"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class Browser:
    """Its name and that of its system; each is empty where it said nothing that is known here."""

    name: str = ""
    system: str = ""


def read_user_agent(text: str) -> Browser:
    """From the header `User-Agent`, which may say anything: for people to recognise, never to decide by."""
    return Browser(_first(_BROWSERS, text), _first(_SYSTEMS, text))


def _first(known: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for mark, name in known if mark in text), "")
