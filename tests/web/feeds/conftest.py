"""Reading a feed as a reader's program does."""

import json
from calendar import timegm
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import feedparser
import pytest
from flask import Flask

from tests.visitor import Visitor

MEDIA_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}


@dataclass(frozen=True)
class Entry:
    """What all forms tell of an entry."""

    id: str
    url: str
    title: str
    author: str
    published_at: datetime
    tags: tuple[str, ...]
    summary: str
    html: str


Read = Callable[[str, str], list[Entry]]


@pytest.fixture
def read(app: Flask) -> Read:
    """`read("/feed/", "atom")`: the entries, after the form's own parser had nothing to complain of."""

    def read(address: str, form: str) -> list[Entry]:
        response = Visitor(app).get(address if form == "rss" else f"{address}{form}/")
        media_type = response.headers["Content-Type"]
        assert (response.status_code, media_type.partition(";")[0]) == (200, MEDIA_TYPES[form])
        return from_json(response.data) if form == "json" else from_xml(response.data, media_type)

    return read


def from_xml(data: bytes, media_type: str) -> list[Entry]:
    parsed = feedparser.parse(
        data, response_headers={"content-type": media_type}, sanitize_html=False, resolve_relative_uris=False
    )
    assert not parsed.bozo, parsed.get("bozo_exception")
    return [
        Entry(
            entry.id,
            entry.link,
            entry.title,
            entry.author,
            datetime.fromtimestamp(timegm(entry.published_parsed), UTC),
            tuple(tag.term for tag in entry.get("tags", [])),
            entry.summary,
            entry.content[0].value.strip(),
        )
        for entry in parsed.entries
    ]


def from_json(data: bytes) -> list[Entry]:
    feed: dict[str, Any] = json.loads(data)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    return [
        Entry(
            item["id"],
            item["url"],
            item["title"],
            item["authors"][0]["name"],
            datetime.fromisoformat(item["date_published"]),
            tuple(item["tags"]),
            item["summary"],
            item["content_html"].strip(),
        )
        for item in feed["items"]
    ]
