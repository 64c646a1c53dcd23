"""RSS 2.0."""

from email.utils import format_datetime
from xml.etree.ElementTree import Element

from blog.feeds.feed import Feed, FeedEntry
from blog.feeds.xml_tree import ATOM, CONTENT, CREATOR, add, document

MEDIA_TYPE = "application/rss+xml"


def build_rss(feed: Feed) -> bytes:
    """The document as UTF-8."""
    rss = Element("rss", {"version": "2.0"})
    channel = add(rss, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.url)
    add(channel, "description", feed.description)
    add(channel, "language", feed.language)
    if feed.entries:
        add(channel, "lastBuildDate", format_datetime(feed.updated_at))
    add(channel, f"{{{ATOM}}}link", href=feed.own_url, rel="self", type=MEDIA_TYPE)
    for entry in feed.entries:
        _add_entry(channel, entry)
    return document(rss)


def _add_entry(channel: Element, entry: FeedEntry) -> None:
    item = add(channel, "item")
    add(item, "title", entry.title)
    add(item, "link", entry.url)
    add(item, "guid", entry.id, isPermaLink="false")
    add(item, "pubDate", format_datetime(entry.published_at))
    add(item, f"{{{CREATOR}}}creator", entry.author)
    for tag in entry.tags:
        add(item, "category", tag)
    add(item, "description", entry.summary)
    add(item, f"{{{CONTENT}}}encoded", entry.html)
