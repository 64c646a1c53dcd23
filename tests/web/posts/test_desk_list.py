"""The list of posts: what narrows it, and acts on many at once."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from blog.clock import utcnow
from blog.database import db
from blog.posts import desk_list
from blog.posts.models import Post
from tests.factories import NOW, Cast, make_post
from tests.visitor import Visitor, find_form

SignedIn = Callable[[str], Visitor]


@pytest.fixture
def edith(app: Flask, cast: Cast, signed_in: SignedIn) -> Visitor:
    """Edith, and one post of each sort, numbered as they are made."""
    with app.app_context():
        make_post(cast, "100% Hip", tags=("Hip",), category="Body")
        make_post(cast, "A draft", published_at=None, tags=("Hip",), category="Body")
        make_post(cast, "Berta writes", author="berta")
        make_post(cast, "About", kind="page")
        make_post(cast, "Gone", published_at=None)
    edith = signed_in("edith")
    edith.submit("/desk/posts/5/edit", "post-form", action="trash")
    soon = (utcnow() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    edith.submit("/desk/posts/new", "post-form", title="Soon", body="B.", publish_at=soon, action="schedule")
    return edith


def listed(visitor: Visitor, address: str) -> list[str]:
    return re.findall(r'<th scope="row"[^>]*><a [^>]*>([^<]+)', visitor.get(address).text)


ALL = ["Soon", "About", "Berta writes", "A draft", "100% Hip"]


@pytest.mark.parametrize(
    ("address", "titles"),
    [
        ("/desk/", ALL),
        ("/desk/?status=draft", ["A draft"]),
        ("/desk/?status=scheduled", ["Soon"]),
        ("/desk/?status=published", ["About", "Berta writes", "100% Hip"]),
        ("/desk/?status=trash", ["Gone"]),
        ("/desk/?status=nonsense&kind=nonsense&author=nonsense&category=nonsense", ALL),
        ("/desk/?kind=page", ["About"]),
        ("/desk/?author=4", ["Berta writes"]),
        ("/desk/?category=1", ["A draft", "100% Hip"]),
        ("/desk/?tag=Hip", ["A draft", "100% Hip"]),
        ("/desk/?tag=none", []),
        ("/desk/?q=WRITES", ["Berta writes"]),
        ("/desk/?q=%25", ["100% Hip"]),
        ("/desk/?q=_", []),
        ("/desk/?q=hip&status=draft", []),
        ("/desk/?category=1&status=draft", ["A draft"]),
    ],
)
def test_the_list_is_narrowed(edith: Visitor, address: str, titles: list[str]) -> None:
    assert listed(edith, address) == titles


def test_an_author_sees_their_own_whatever_they_ask(edith: Visitor, signed_in: SignedIn) -> None:
    berta = signed_in("berta")
    for address in ("/desk/", "/desk/?author=3", "/desk/?tag=hip", "/desk/?q=hip"):
        assert set(listed(berta, address)) <= {"Berta writes"}
    assert 'name="author"' not in berta.get("/desk/").text


def test_a_search_looks_through_so_many_and_then_offers_to_go_on(
    edith: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_list, "LOOKED_THROUGH", 2)
    page = edith.get("/desk/?q=hip").text
    assert "among those that were looked through" in page
    found = re.search(r'<a rel="next" href="([^"]+)"', page)
    seen = 0
    while found and seen < 5:
        page, seen = edith.get(found[1].replace("&amp;", "&")).text, seen + 1
        if "100% Hip" in page:
            break
        found = re.search(r'<a rel="next" href="([^"]+)"', page)
    assert "100% Hip" in page


def test_the_next_page_keeps_the_filters(app: Flask, cast: Cast, signed_in: SignedIn) -> None:
    with app.app_context():
        for number in range(31):
            make_post(cast, f"Post {number}", published_at=None)
    page = signed_in("arthur").get("/desk/?status=draft&kind=post").text
    found = re.search(r'<a rel="next" href="([^"]+)"', page)
    assert found
    assert found[1].replace("&amp;", "&") == "/desk/?status=draft&kind=post&after=2"


def test_the_list_says_what_each_post_is(edith: Visitor) -> None:
    page = edith.get("/desk/").text
    for word in ("Scheduled", "Draft", "Published", "page"):
        assert word in page
    edith.submit("/desk/posts/1/edit", "post-form", title="Newer", action="save")
    edith.submit("/desk/posts/1/edit", "/pin")
    page = edith.get("/desk/").text
    assert "changed since" in page
    assert "pinned" in page


# Many at once


def run(visitor: Visitor, action: str, *ids: int, **typed: str) -> str:
    """Send the form of the list; the page that answers."""
    fields = find_form(visitor.get("/desk/").text, "bulk").fields
    data = {**fields, **typed, "action": action, "selected": [str(each) for each in ids]}
    answer = visitor.post("/desk/posts/runs", data)
    assert answer.status_code == 303, answer.status_code
    return visitor.get(answer.location).text


def test_several_go_to_the_trash_and_come_back(edith: Visitor, visitor: Visitor) -> None:
    page = run(edith, "trash", 1, 2, 5)

    assert "2 posts moved to the trash." in page
    assert "“Gone”: This can&#39;t be done to a post that is trash." in page
    assert listed(edith, "/desk/") == ["Soon", "About", "Berta writes"]
    assert visitor.get("/2026/04/100-hip/").status_code == 404

    back = edith.submit(f"/desk/?done={page.split('/desk/posts/runs/')[1].split('/')[0]}", "/undo")
    assert "2 posts restored." in edith.get(back.location).text
    assert listed(edith, "/desk/") == ALL
    assert visitor.get("/2026/04/100-hip/").status_code == 200
    assert "/undo" not in edith.get(back.location).text


def test_what_is_anothers_counts_as_missing(edith: Visitor, signed_in: SignedIn) -> None:
    page = run(signed_in("berta"), "trash", 1, 3, 77)

    assert "1 post moved to the trash." in page
    assert "2 are not there any more, or are not yours." in page
    assert "100% Hip" in listed(edith, "/desk/")


def test_a_tag_for_several_is_public_at_once_unless_something_waits(edith: Visitor, visitor: Visitor) -> None:
    edith.submit("/desk/posts/3/edit", "post-form", title="Not yet", action="save")
    page = run(edith, "add_tag", 1, 2, 3, 4, tag="Knee")

    assert "4 posts have the tag “Knee” now." in page
    assert "1 of them waits with other changes until it is published." in page
    archive = visitor.get("/tag/knee/").text
    assert "100% Hip" in archive
    assert "Berta writes" not in archive
    assert "It has this tag already" in run(edith, "add_tag", 1, tag="knee")


def test_a_category_for_several_and_for_none(edith: Visitor, visitor: Visitor, app: Flask) -> None:
    assert "2 posts are in “Mind” now." in run(edith, "set_category", 1, 3, category="Mind")
    assert "Berta writes" in visitor.get("/category/mind/").text
    assert "1 post is in no category now." in run(edith, "set_category", 3, category="")
    assert "Berta writes" not in visitor.get("/category/mind/").text
    with app.app_context():
        post = db.session.get_one(Post, 3)
        assert post.published_at == NOW - timedelta(days=30)
        assert post.live_number == post.head_number == 3


def test_a_scheduled_post_keeps_its_time(edith: Visitor, app: Flask) -> None:
    run(edith, "add_tag", 6, tag="Knee")
    with app.app_context():
        post = db.session.get_one(Post, 6)
        assert post.published_at
        assert post.published_at > utcnow()
        assert post.live_number == post.head_number == 2


def test_several_are_taken_back(edith: Visitor, visitor: Visitor) -> None:
    page = run(edith, "unpublish", 1, 2)
    assert "1 post is a draft again." in page
    assert "“A draft”: This can&#39;t be done to a post that is draft." in page
    assert visitor.get("/2026/04/100-hip/").status_code == 404


@pytest.mark.parametrize(
    ("action", "selected", "typed"),
    [
        ("trash", [], {}),
        ("dance", ["1"], {}),
        ("trash", ["one"], {}),
        ("trash", ["1"] * 101, {}),
        ("add_tag", ["1"], {"tag": ""}),
        ("add_tag", ["1"], {"tag": "a, b"}),
        ("set_category", ["1"], {"category": "…"}),
    ],
)
def test_what_makes_no_sense_is_422_with_the_list(
    edith: Visitor, action: str, selected: list[str], typed: dict[str, str]
) -> None:
    fields = find_form(edith.get("/desk/?status=draft").text, "bulk").fields
    answer = edith.post("/desk/posts/runs", {**fields, **typed, "action": action, "selected": selected})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "A draft" in answer.text
    assert "Berta writes" not in answer.text, "the filters are kept"


def test_a_form_leads_nowhere_else(edith: Visitor) -> None:
    fields = find_form(edith.get("/desk/").text, "bulk").fields
    for back in ("https://evil.example/?x=1", "//evil.example", "/desk/?endpoint=x&_external=1"):
        answer = edith.post("/desk/posts/runs", {**fields, "back": back, "action": "trash", "selected": ["1"]})
        assert answer.location.startswith("/desk/?")
