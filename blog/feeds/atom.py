"""Atom, RFC 4287."""

from xml.etree.ElementTree import Element

from blog.feeds.feed import Feed, FeedEntry
from blog.feeds.xml_tree import ATOM, XML, add, document

MEDIA_TYPE = "application/atom+xml"


def build_atom(feed: Feed) -> bytes:
    """The document as UTF-8."""
    root = Element(_named("feed"), {f"{{{XML}}}lang": feed.language})
    add(root, _named("id"), feed.id)
    add(root, _named("title"), feed.title)
    add(root, _named("subtitle"), feed.description)
    add(root, _named("updated"), feed.updated_at.isoformat())
    add(root, _named("link"), rel="alternate", type="text/html", href=feed.url)
    add(root, _named("link"), rel="self", type=MEDIA_TYPE, href=feed.own_url)
    for entry in feed.entries:
        _add_entry(root, entry)
    return document(root)


def _add_entry(root: Element, entry: FeedEntry) -> None:
    item = add(root, _named("entry"))
    add(item, _named("id"), entry.id)
    add(item, _named("title"), entry.title)
    add(item, _named("link"), rel="alternate", type="text/html", href=entry.url)
    add(item, _named("published"), entry.published_at.isoformat())
    add(item, _named("updated"), entry.updated_at.isoformat())
    add(add(item, _named("author")), _named("name"), entry.author)
    for tag in entry.tags:
        add(item, _named("category"), term=tag)
    add(item, _named("summary"), entry.summary)
    add(item, _named("content"), entry.html, type="html")


def _named(name: str) -> str:
    return f"{{{ATOM}}}{name}"
