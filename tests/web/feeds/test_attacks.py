"""Replies that were written to break feeds (A39, T30)."""

import json
from xml.etree import ElementTree

import pytest
from flask import Flask

from tests.factories import approved
from tests.visitor import Visitor
from tests.web.replying import first_post

HOSTILE = [
    "]]><script>alert(1)</script>",
    "]]]]><![CDATA[><script>alert(1)</script>",
    "".join(map(chr, range(1, 32))) + "x",
    "\ufffe\uffff x",
    '<a href="http://a.example/?b&c=<d>">&nbsp;&lt;/item&gt;</a>',
    "<!-- </content:encoded></item></channel> x",
    "&#0;&#x8;&#xfffe; x",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_A39_no_reply_breaks_a_feed(app: Flask, page: str, visitor: Visitor, text: str) -> None:
    with app.app_context():
        approved(first_post(), text, name=f"N {text}"[:245])

    for address in ("/comments/feed/", f"{page}feed/"):
        for form in ("", "atom/"):
            tree = ElementTree.fromstring(visitor.get(f"{address}{form}").data)
            names = [element.tag.rpartition("}")[2] for element in tree.iter()]
            assert sum(name in ("item", "entry") for name in names) == 1
            assert "script" not in names
        (item,) = json.loads(visitor.get(f"{address}json/").data)["items"]
        assert "<script" not in item["content_html"]
