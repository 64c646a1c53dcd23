"""The sitemap and robots.txt."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from flask import Flask
from sqlalchemy import text

from blog.clock import utcnow
from blog.database import db, transaction
from blog.posts.drafting import Manuscript, revise_post
from blog.posts.lifecycle import PostKind
from blog.posts.publishing import publish_post, schedule_post
from blog.settings.site_version import site_changed
from blog.sitemap.queries import IDS_IN_A_PART
from blog.text.render import render_post
from tests.factories import NOW, Cast, make_post
from tests.visitor import Visitor

Statements = Callable[[], AbstractContextManager[list[str]]]
MANY = 50_001


def listed(visitor: Visitor, address: str) -> dict[str, str]:
    """Each address in a sitemap, with its last change."""
    response = visitor.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return {
        each.findtext("{*}loc") or "": each.findtext("{*}lastmod") or ""
        for each in ElementTree.fromstring(response.data)
    }


def pages(visitor: Visitor) -> dict[str, str]:
    """What all parts list."""
    parts = [urlsplit(address).path for address in listed(visitor, "/sitemap.xml")]
    return {address: time for part in parts for address, time in listed(visitor, part).items()}


def test_the_parts_list_public_posts(app: Flask, page: str, cast: Cast, visitor: Visitor) -> None:
    with app.app_context():
        make_post(cast, "Hips", tags=("Hip",))
        make_post(cast, "About", kind=PostKind.PAGE)
        make_post(cast, "Draft", published_at=None, tags=("Kept",), author="berta")

    found = pages(visitor)
    paths = (page, "/2026/04/hips/", "/tag/hip/", "/author/arthur-author/", "/about/")
    assert {f"http://localhost{path}" for path in paths} == set(found)
    assert not [address for address in found if "draft" in address or "kept" in address or "berta" in address]
    assert datetime.fromisoformat(found[f"http://localhost{page}"]) == NOW - timedelta(days=30)


def test_every_address_in_it_is_there(page: str, visitor: Visitor) -> None:
    for address in pages(visitor):
        assert visitor.get(urlsplit(address).path).status_code == 200


def test_a_new_edition_of_a_post_is_its_last_change(app: Flask, page: str, cast: Cast, visitor: Visitor) -> None:
    before = pages(visitor)[f"http://localhost{page}"]
    with app.app_context():
        post = make_post(cast, "Hips")
        with transaction():
            user = cast.user("arthur")
            manuscript = Manuscript(title="Hips", body="New.")
            revise_post(db.session.merge(post), manuscript, render_post("New."), 1, user, NOW)
    assert datetime.fromisoformat(pages(visitor)["http://localhost/2026/04/hips/"]) < NOW, "saved is not public yet"
    with app.app_context(), transaction():
        publish_post(db.session.merge(post), cast.user("arthur").as_actor(), NOW)

    found = pages(visitor)
    assert found[f"http://localhost{page}"] == before
    assert datetime.fromisoformat(found["http://localhost/2026/04/hips/"]) == NOW


def test_a_scheduled_post_appears_when_its_time_has_come(
    app: Flask, page: str, cast: Cast, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon = utcnow() + timedelta(hours=1)
    with app.app_context():
        post = make_post(cast, "Soon", published_at=None)
        with transaction():
            user = cast.user("arthur")
            manuscript = Manuscript(title="Soon", body="Soon.", publish_at=soon)
            post = db.session.merge(post)
            revise_post(post, manuscript, render_post("Soon."), 1, user, NOW)
            schedule_post(post, user.as_actor(), NOW)
    assert not [address for address in pages(visitor) if "soon" in address]

    monkeypatch.setattr("blog.sitemap.views.utcnow", lambda: soon)
    assert len([address for address in pages(visitor) if "soon" in address]) == 1


def test_an_empty_site_has_an_empty_index_and_no_part(cast: Cast, visitor: Visitor) -> None:
    assert listed(visitor, "/sitemap.xml") == {}
    for part in ("posts-1", "posts-0", "tags-1", "posts-999999999999999999"):
        assert visitor.get(f"/sitemap-{part}.xml").status_code == 404


def test_more_than_50_000_posts_are_listed_in_parts_that_cost_one_question_each(
    app: Flask, page: str, visitor: Visitor, statements: Statements
) -> None:
    many_posts(app)
    visitor.get("/sitemap.xml")
    with statements() as seen:
        parts = listed(visitor, "/sitemap.xml")
    assert len(seen) == 1, "the index is remembered"
    posts = [urlsplit(part).path for part in parts if "posts" in part]
    assert len(posts) == MANY // IDS_IN_A_PART + 1

    found: set[str] = set()
    for part in posts:
        with statements() as seen:
            here = listed(visitor, part)
        assert len(seen) == 1
        assert len(here) <= IDS_IN_A_PART
        found |= here.keys()
    assert len(found) == MANY


def many_posts(app: Flask) -> None:
    """Copies of the first post, straight into the tables, for that is quicker."""
    with app.app_context(), transaction():
        for table, own in (("posts", {"id": "n", "slug": "'copy-' || n"}), ("revisions", {"id": "n", "post_id": "n"})):
            columns = [column.name for column in db.metadata.tables[table].columns]
            values = ", ".join(own.get(name, name) for name in columns)
            numbers = f"WITH RECURSIVE numbers(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < {MANY})"
            insert = f"INSERT INTO {table} ({', '.join(columns)}) {numbers} SELECT {values} FROM {table}, numbers"
            db.session.execute(text(f"{insert} WHERE {table}.id = 1"))
        site_changed()


def test_robots_are_told_where_the_sitemap_is_and_where_nothing_is_for_them(cast: Cast, visitor: Visitor) -> None:
    lines = visitor.get("/robots.txt").text.splitlines()

    assert lines[0] == "User-agent: *"
    assert {"Disallow: /desk/", "Disallow: /moderation/", "Disallow: /settings/"} <= set(lines)
    assert {"Disallow: /login", "Disallow: /search/"} <= set(lines)
    assert lines[-1] == "Sitemap: http://localhost/sitemap.xml"


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-posts-1.xml", "/robots.txt"])
def test_what_did_not_change_is_not_sent_again(page: str, visitor: Visitor, address: str) -> None:
    tag = visitor.get(address).headers["ETag"]

    assert visitor.get(address, **{"If-None-Match": tag}).status_code == 304
