"""JSON Feed 1.1."""

import json
from typing import Any

from blog.feeds.feed import Feed, FeedEntry
from blog.text.plain import storable

MEDIA_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def build_json(feed: Feed) -> bytes:
    """The document as UTF-8."""
    document = {
        "version": VERSION,
        "title": storable(feed.title),
        "description": storable(feed.description),
        "home_page_url": feed.url,
        "feed_url": feed.own_url,
        "language": feed.language,
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _item(entry: FeedEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": storable(entry.title),
        "content_html": storable(entry.html),
        "summary": storable(entry.summary),
        "date_published": entry.published_at.isoformat(),
        "date_modified": entry.updated_at.isoformat(),
        "authors": [{"name": storable(entry.author)}],
        "tags": [storable(tag) for tag in entry.tags],
    }
