"""What stands around a post: neighbours in time, the parts of its series, related posts, and the pinned one."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from blog.clock import utcnow
from blog.database import db, transaction
from blog.posts.models import Post
from blog.posts.pinning import pin_post
from blog.posts.publishing import trash_post
from blog.record.models import Act
from tests.factories import NOW, Cast, make_post
from tests.visitor import Visitor

SignedIn = Callable[[str], Visitor]
DAY = timedelta(days=1)


def block(html: str, name: str) -> str:
    found = re.search(rf'<(nav|aside) class="{name}".*?</\1>', html, re.DOTALL)
    return found[0] if found else ""


def write(app: Flask, cast: Cast, *titles: str, **fields: object) -> None:
    """In the order of their publication."""
    with app.app_context():
        for number, title in enumerate(titles):
            make_post(cast, title, published_at=NOW - 30 * DAY + number * DAY, **fields)  # type: ignore[arg-type]


def test_a_post_leads_to_the_one_before_and_after(app: Flask, cast: Cast, visitor: Visitor) -> None:
    write(app, cast, "One", "Two", "Three")

    middle = block(visitor.get("/2026/04/two/").text, "neighbours")
    assert re.findall(r'rel="(\w+)" href="([^"]+)"', middle) == [
        ("prev", "/2026/04/one/"),
        ("next", "/2026/04/three/"),
    ]
    assert "prev" not in block(visitor.get("/2026/04/one/").text, "neighbours")


def test_posts_of_the_same_moment_are_not_skipped(app: Flask, cast: Cast, visitor: Visitor) -> None:
    with app.app_context():
        for title in ("One", "Two", "Three"):
            make_post(cast, title, published_at=NOW - DAY)

    path, seen = "/2026/05/one/", []
    while path:
        seen.append(path)
        found = re.search(r'rel="next" href="([^"]+)"', block(visitor.get(path).text, "neighbours"))
        path = found[1] if found else ""
    assert seen == ["/2026/05/one/", "/2026/05/two/", "/2026/05/three/"]


def test_a_part_knows_its_place_in_the_series(app: Flask, cast: Cast, visitor: Visitor) -> None:
    write(app, cast, "One", "Two", "Three", series="Spotlight")

    series = block(visitor.get("/2026/04/two/").text, "series")
    assert "Part 2 of 3 of" in series
    assert 'href="/series/spotlight/"' in series
    assert series.count('href="/2026/04/one/"') == series.count('href="/2026/04/three/"') == 2
    assert 'aria-current="page"' in series


def test_a_page_that_is_remembered_learns_of_a_new_part(app: Flask, cast: Cast, visitor: Visitor) -> None:
    write(app, cast, "One", series="Spotlight")
    assert "Part 1 of 1" in visitor.get("/2026/04/one/").text
    with app.app_context():
        two = make_post(cast, "Two", series="spotlight")
    assert "Part 1 of 2" in visitor.get("/2026/04/one/").text

    with app.app_context(), transaction():
        trash_post(db.session.get_one(Post, two.id), cast.user("arthur").as_actor(), NOW)
    assert "Part 1 of 1" in visitor.get("/2026/04/one/").text


def test_shared_tags_relate_more_than_shared_words(app: Flask, cast: Cast, visitor: Visitor) -> None:
    write(app, cast, "Breathing slowly upstairs", "Breathing slowly downstairs", body="A.")
    write(app, cast, "Something else", "Yet another", "A third", body="B.", tags=("Hip",))
    with app.app_context():
        make_post(cast, "Breathing slowly", "C.", tags=("Hip", "Lung"))
        make_post(cast, "Alone", "D.")

    related = re.findall(r"<bdi>([^<]+)", block(visitor.get("/2026/04/breathing-slowly/").text, "related"))
    assert related == ["A third", "Yet another", "Something else"]
    by_words = re.findall(r"<bdi>([^<]+)", block(visitor.get("/2026/04/breathing-slowly-upstairs/").text, "related"))
    assert by_words == ["Breathing slowly downstairs", "Breathing slowly"]
    assert block(visitor.get("/2026/04/alone/").text, "related") == ""


def test_nothing_hidden_is_related(app: Flask, cast: Cast, visitor: Visitor) -> None:
    write(app, cast, "One", tags=("Hip",))
    with app.app_context():
        make_post(cast, "Draft", published_at=None, tags=("Hip",))
        gone = make_post(cast, "Gone", tags=("Hip",))
        make_post(cast, "A page", tags=("Hip",), kind="page")
        with transaction():
            trash_post(db.session.get_one(Post, gone.id), cast.user("arthur").as_actor(), NOW)

    assert block(visitor.get("/2026/04/one/").text, "related") == ""


def test_what_stands_around_a_post_costs_the_same_whatever_there_is(
    app: Flask, cast: Cast, visitor: Visitor, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    write(app, cast, "One", "Two", series="S", tags=("A",))
    with statements() as few:
        visitor.get("/2026/04/one/")
    write(app, cast, *(f"More {number}" for number in range(20)), series="S", tags=("A",))
    with statements() as many:
        visitor.get("/2026/04/one/")

    assert len(few) == len(many) <= 9


# Pinned


def titles(visitor: Visitor, address: str = "/") -> list[str]:
    return re.findall(r"<h2[^>]*><a href=\"/20[^>]*>([^<]+)</a>", visitor.get(address).text)


def test_a_pinned_post_stands_first_and_once(app: Flask, cast: Cast, signed_in: SignedIn, visitor: Visitor) -> None:
    write(app, cast, *(f"Post {number}" for number in range(12)))
    edith = signed_in("edith")

    response = edith.submit("/desk/posts/1/edit", "/pin")
    assert response.status_code == 303
    assert "It stands first" in edith.get(response.location).text
    assert titles(visitor)[0] == "Post 0"
    assert "Pinned" in visitor.get("/").text
    assert [*titles(visitor), *titles(visitor, "/page/2/")].count("Post 0") == 1
    assert len(titles(visitor)) + len(titles(visitor, "/page/2/")) == 12

    edith.submit("/desk/posts/1/edit", "/pin")
    assert titles(visitor)[0] == "Post 11"
    with app.app_context():
        verbs = db.session.scalars(select(Act.verb).where(Act.verb.contains("pinned"))).all()
    assert verbs == ["post.pinned", "post.unpinned"]


def test_one_post_is_pinned_at_a_time(app: Flask, cast: Cast, visitor: Visitor) -> None:
    write(app, cast, "One", "Two", "Three")
    for number in (1, 2):
        with app.app_context(), transaction():
            pin_post(db.session.get_one(Post, number), cast.user("edith").as_actor(), utcnow())

    assert titles(visitor) == ["Two", "Three", "One"]


def test_a_pinned_post_that_is_taken_back_is_seen_by_nobody(app: Flask, cast: Cast, visitor: Visitor) -> None:
    write(app, cast, "One", "Two")
    with app.app_context(), transaction():
        post, edith = db.session.get_one(Post, 1), cast.user("edith").as_actor()
        pin_post(post, edith, utcnow())
        trash_post(post, edith, utcnow())

    assert titles(visitor) == ["Two"]


def test_a_draft_can_not_be_pinned(app: Flask, cast: Cast, signed_in: SignedIn) -> None:
    with app.app_context():
        make_post(cast, published_at=None)
    edith = signed_in("edith")
    assert 'action="/desk/posts/1/pin"' not in edith.get("/desk/posts/1/edit").text
