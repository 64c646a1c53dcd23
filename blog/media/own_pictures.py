"""The drawings that come with the application, in its static folder, with their sizes: a page that knows the size of a
picture before it comes does not move when it does."""

import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from blog.text.pictures import Picture

FOLDER = Path(__file__).parent.parent / "static" / "pictures"

_ADDRESS = re.compile(r"/static/pictures/([a-z0-9-]{1,60}\.svg)")


def own_pictures_in(text: str) -> dict[str, Picture]:
    """Those whose addresses stand in a text, by address."""
    sizes = _sizes()
    return {match[0]: sizes[match[1]] for match in _ADDRESS.finditer(text) if match[1] in sizes}


@cache
def _sizes() -> dict[str, Picture]:
    return {path.name: _size(path) for path in FOLDER.glob("*.svg")}


def _size(path: Path) -> Picture:
    """From the view box, which each of our drawings has."""
    _, _, width, height = ElementTree.parse(path).getroot().attrib["viewBox"].split()  # noqa: S314 - our own files
    return Picture(round(float(width)), round(float(height)))
