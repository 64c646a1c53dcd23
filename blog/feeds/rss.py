"""RSS 2.0, built as a tree, so that it is well formed whatever the texts hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.etree import ElementTree

CONTENT = "http://purl.org/rss/1.0/modules/content/"
CREATOR = "http://purl.org/dc/elements/1.1/"
ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"

for prefix, namespace in (("content", CONTENT), ("dc", CREATOR), ("atom", ATOM)):
    ElementTree.register_namespace(prefix, namespace)


@dataclass(frozen=True)
class FeedEntry:
    """One post. `id` stays the same while the site keeps its address; `html` is its safe HTML, `summary` plain text."""

    id: str
    title: str
    url: str
    author: str
    published_at: datetime
    summary: str
    html: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feed:
    """`url` is the page that the feed belongs to, `own_url` its own address; all addresses absolute."""

    title: str
    description: str
    url: str
    own_url: str
    language: str


def build_rss(feed: Feed, entries: Iterable[FeedEntry]) -> bytes:
    """The document as UTF-8. Relative addresses in the entries count from the page of the feed."""
    rss = ElementTree.Element("rss", {"version": "2.0", f"{{{XML}}}base": feed.url})
    channel = ElementTree.SubElement(rss, "channel")
    _add(channel, "title", feed.title)
    _add(channel, "link", feed.url)
    _add(channel, "description", feed.description)
    _add(channel, "language", feed.language)
    own = {"href": feed.own_url, "rel": "self", "type": "application/rss+xml"}
    ElementTree.SubElement(channel, f"{{{ATOM}}}link", own)
    for entry in entries:
        _add_entry(channel, entry)
    document: bytes = ElementTree.tostring(rss, encoding="utf-8", xml_declaration=True)
    return document


def _add_entry(channel: ElementTree.Element, entry: FeedEntry) -> None:
    item = ElementTree.SubElement(channel, "item")
    _add(item, "title", entry.title)
    _add(item, "link", entry.url)
    _add(item, "guid", entry.id, isPermaLink="false")
    _add(item, "pubDate", format_datetime(entry.published_at))
    _add(item, f"{{{CREATOR}}}creator", entry.author)
    for tag in entry.tags:
        _add(item, "category", tag)
    _add(item, "description", entry.summary)
    _add(item, f"{{{CONTENT}}}encoded", entry.html)


def _add(parent: ElementTree.Element, name: str, text: str, **attributes: str) -> None:
    ElementTree.SubElement(parent, name, attributes).text = text
