"""Sitemaps as sitemaps.org describes them."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from xml.etree.ElementTree import Element

from blog.feeds.xml_tree import add, document

SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


class Place(NamedTuple):
    """An absolute address, and when what stands there last changed, if that is known."""

    url: str
    changed_at: datetime | None


def build_urlset(places: Iterable[Place]) -> bytes:
    """One part: at most 50,000 pages."""
    return _build("urlset", "url", places)


def build_index(places: Iterable[Place]) -> bytes:
    """The list of the parts."""
    return _build("sitemapindex", "sitemap", places)


def _build(whole: str, part: str, places: Iterable[Place]) -> bytes:
    root = Element(whole, {"xmlns": SITEMAPS})
    for place in places:
        listed = add(root, part)
        add(listed, "loc", place.url)
        if place.changed_at:
            add(listed, "lastmod", place.changed_at.isoformat(timespec="seconds"))
    return document(root)
