"""One feed in its three forms, byte by byte, and with texts that no form may hold as they are."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from blog.feeds.atom import build_atom
from blog.feeds.feed import NEVER, Feed, FeedEntry
from blog.feeds.json_feed import build_json
from blog.feeds.rss import build_rss

GOLDEN = Path(__file__).parents[2] / "data" / "feeds"
POST = FeedEntry(
    id="https://blog.example/posts/1",
    title="Hips & <knees>",
    url="https://blog.example/2026/04/hips-knees/",
    author="Arthur Author",
    published_at=datetime(2026, 4, 6, 9, 30, tzinfo=UTC),
    updated_at=datetime(2026, 5, 1, 8, 0, tzinfo=UTC),
    summary="One two.",
    html='<p>One <em>two</em>, <a href="https://blog.example/a?b=1&amp;c=2">three</a>.</p>',
    tags=("A & B", "Hip"),
)
REPLY = FeedEntry(
    id="https://blog.example/comments/7/",
    title="Rhea on Größe",
    url="https://blog.example/2026/04/hips-knees/#comment-7",
    author="Rhea",
    published_at=datetime(2026, 4, 7, tzinfo=UTC),
    updated_at=datetime(2026, 4, 7, tzinfo=UTC),
    summary="Ja.",
    html="<p>Ja.</p>",
)
FEED = Feed(
    id="https://blog.example/",
    title="The Moving Room",
    description="New posts on The Moving Room",
    url="https://blog.example/",
    own_url="https://blog.example/feed/",
    language="en",
    entries=(POST, REPLY),
)
FORMS = {"rss.xml": build_rss, "atom.xml": build_atom, "feed.json": build_json}


@pytest.mark.parametrize("name", FORMS)
def test_a_feed_is_written_as_it_always_was(name: str) -> None:
    assert FORMS[name](FEED) == (GOLDEN / name).read_bytes()


def test_a_feed_changed_when_its_newest_entry_did() -> None:
    assert FEED.updated_at == POST.updated_at
    assert replace(FEED, entries=()).updated_at == NEVER


HOSTILE = ["]]> <![CDATA[ &amp; & <b>", "\x00\x08\x0b\x1f\ufffe\uffff", "\ud800 𝔘 \u2028", '"/><script>', "\r\n\t"]


@pytest.mark.parametrize("text", HOSTILE)
def test_every_form_is_well_formed_whatever_the_texts_hold(text: str) -> None:
    entry = replace(POST, title=text, author=text, summary=text, html=text, tags=(text,))
    feed = replace(FEED, title=text, description=text, entries=(entry,))

    for build in (build_rss, build_atom):
        tree = ElementTree.fromstring(build(feed))
        assert "script" not in {element.tag.rpartition("}")[2] for element in tree.iter()}
    (item,) = json.loads(build_json(feed))["items"]
    kept = ElementTree.fromstring(build_rss(feed)).findtext("channel/item/title")
    assert (kept or "") == item["title"]
