"""The desk of tags, categories and series."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.factories import Cast, make_post
from tests.visitor import Visitor

SignedIn = Callable[[str], Visitor]


@pytest.fixture
def edith(app: Flask, cast: Cast, signed_in: SignedIn) -> Visitor:
    """Edith, on a site with a post in everything."""
    with app.app_context():
        make_post(cast, tags=("Hips", "Knee"), category="Body", series="Spotlight")
        make_post(cast, "Another", tags=("Hip",))
    return signed_in("edith")


def test_a_renamed_tag_leads_on_and_comes_back(edith: Visitor, visitor: Visitor) -> None:
    done = edith.submit("/desk/terms/tag/1", "term", name="Hip joints", action="save")
    assert done.status_code == 303
    assert visitor.get("/tag/hips/").location == "/tag/hip-joints/"
    assert "is now called “Hip joints”" in edith.get(done.location).text
    assert "Hip joints" in visitor.get("/2026/04/anatomy-spotlight-psoas/").text

    undone = edith.submit(done.location, "/undo")
    assert undone.status_code == 303
    assert visitor.get("/tag/hips/").status_code == 200
    assert visitor.get("/tag/hip-joints/").location == "/tag/hips/"


def test_merging_and_its_undo(edith: Visitor, visitor: Visitor) -> None:
    done = edith.submit("/desk/terms/tag/1", "term", into="hip", action="merge")
    assert visitor.get("/tag/hips/").location == "/tag/hip/"
    assert visitor.get("/tag/hip/").text.count("post-summary") == 2

    edith.submit(done.location, "/undo")
    assert visitor.get("/tag/hips/").status_code == 200
    assert visitor.get("/tag/hip/").text.count("post-summary") == 1


def test_a_description_stands_above_the_posts(edith: Visitor, visitor: Visitor) -> None:
    edith.submit("/desk/terms/category/1", "term", description="<b>All</b> of it.", action="save")

    assert "&lt;b&gt;All&lt;/b&gt; of it." in visitor.get("/category/body/").text


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"action": "save", "name": "Knee"}, 422),
        ({"action": "save", "name": " "}, 422),
        ({"action": "save", "description": "x" * 501}, 422),
        ({"action": "merge", "into": "Nobody"}, 422),
        ({"action": "merge", "into": "Hips"}, 422),
        ({"action": "delete"}, 409),
        ({"action": "dance"}, 422),
    ],
)
def test_what_can_not_be_done_is_said_in_words(
    edith: Visitor, visitor: Visitor, typed: dict[str, str], status: int
) -> None:
    refused = edith.submit("/desk/terms/tag/1", "term", **typed)

    assert refused.status_code == status
    assert 'role="alert"' in refused.text
    assert visitor.get("/tag/hips/").status_code == 200


@pytest.mark.parametrize("kind", ["tag", "category", "series"])
def test_the_list_links_to_each(edith: Visitor, kind: str) -> None:
    assert f"/desk/terms/{kind}/1" in edith.get(f"/desk/terms/?kind={kind}").text


def test_only_ones_own_change_is_undone(edith: Visitor, signed_in: SignedIn) -> None:
    done = edith.submit("/desk/terms/tag/1", "term", name="Hip joints", action="save")
    act = done.location.rpartition("=")[2]
    ada = signed_in("ada")

    assert "Undo" not in ada.get(done.location).text
    assert edith.get("/desk/terms/?kind=tag&done=nonsense").status_code == 200
    assert act.isdigit()
