"""Atom, RFC 4287."""

from xml.etree.ElementTree import Element

from blog.feeds.feed import Feed, FeedEntry
from blog.feeds.xml_tree import ATOM, XML, add, document

MEDIA_TYPE = "application/atom+xml"


def build_atom(feed: Feed) -> bytes:
    """The document as UTF-8."""
    root = Element("feed", {"xmlns": ATOM, f"{{{XML}}}lang": feed.language})
    add(root, "id", feed.id)
    add(root, "title", feed.title)
    add(root, "subtitle", feed.description)
    add(root, "updated", feed.updated_at.isoformat())
    add(root, "link", rel="alternate", type="text/html", href=feed.url)
    add(root, "link", rel="self", type=MEDIA_TYPE, href=feed.own_url)
    for entry in feed.entries:
        _add_entry(root, entry)
    return document(root)


def _add_entry(root: Element, entry: FeedEntry) -> None:
    item = add(root, "entry")
    add(item, "id", entry.id)
    add(item, "title", entry.title)
    add(item, "link", rel="alternate", type="text/html", href=entry.url)
    add(item, "published", entry.published_at.isoformat())
    add(item, "updated", entry.updated_at.isoformat())
    add(add(item, "author"), "name", entry.author)
    for tag in entry.tags:
        add(item, "category", term=tag)
    add(item, "summary", entry.summary)
    add(item, "content", entry.html, type="html")
