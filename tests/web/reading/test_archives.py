"""The archives: who is in them, in which order, and where their addresses lead."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask

from blog.clock import utcnow
from blog.database import db, transaction
from blog.posts.lifecycle import TermKind
from blog.posts.models import Post, PreviousTermSlug
from blog.posts.publishing import unpublish_post
from tests.factories import Cast, make_post
from tests.visitor import Visitor

ARCHIVES = ["/2014/", "/2014/05/", "/tag/hip/", "/category/body/", "/series/spotlight/", "/author/arthur-author/"]
ORDERED: dict[str, object] = {"tags": ("Hip",), "category": "Body", "series": "Spotlight"}


def day(number: int, month: int = 5, year: int = 2014) -> datetime:
    return datetime(year, month, number, 9, 30, tzinfo=UTC)


@pytest.fixture
def three(app: Flask, cast: Cast) -> None:
    """Three posts of May 2014 by Arthur, in everything; and one by Berta of June 2015 in nothing."""
    with app.app_context():
        for number in (2, 1, 3):
            make_post(cast, f"Muscle {number}", published_at=day(number), **ORDERED)  # type: ignore[arg-type]
        make_post(cast, "Another", author="berta", published_at=day(1, 6, 2015))


def titles(html: str) -> list[str]:
    return re.findall(r"<h[23][^>]*><a href=\"/\d{4}/\d{2}/[^\"]+/\">([^<]+)</a>", html)


@pytest.mark.parametrize("address", ARCHIVES)
def test_an_archive_shows_its_posts_and_no_others(three: None, visitor: Visitor, address: str) -> None:
    page = visitor.get(address)

    shown = titles(page.text)
    newest_first = ["Muscle 3", "Muscle 2", "Muscle 1"]
    assert shown == (newest_first[::-1] if "series" in address else newest_first)
    assert page.headers["Cache-Control"].startswith("public")
    assert f'<link rel="canonical" href="http://localhost{address}">' in page.text


@pytest.mark.parametrize("address", ARCHIVES)
def test_an_archive_goes_on_by_number(app: Flask, cast: Cast, three: None, visitor: Visitor, address: str) -> None:
    with app.app_context():
        for number in range(4, 12):
            make_post(cast, f"Muscle {number}", published_at=day(number), **ORDERED)  # type: ignore[arg-type]

    first, second = visitor.get(address).text, visitor.get(f"{address}page/2/").text
    assert len(titles(first)) == 10
    assert titles(second) == ["Muscle 11" if "series" in address else "Muscle 1"]
    assert f'<link rel="next" href="{address}page/2/">' in first
    assert f'<link rel="prev" href="{address}">' in second
    assert f'<link rel="canonical" href="http://localhost{address}page/2/">' in second
    assert visitor.get(f"{address}page/3/").status_code == 404
    to_first = visitor.get(f"{address}page/1/")
    assert (to_first.status_code, to_first.location) == (301, address)


@pytest.mark.parametrize("address", ARCHIVES)
def test_what_readers_may_not_see_is_in_no_archive(app: Flask, cast: Cast, visitor: Visitor, address: str) -> None:
    with app.app_context():
        taken_back = make_post(cast, "Taken back", published_at=day(1), **ORDERED)  # type: ignore[arg-type]
        with transaction():
            unpublish_post(db.session.merge(taken_back), cast.user("arthur").as_actor(), utcnow())
        make_post(cast, "Draft", published_at=None, **ORDERED)  # type: ignore[arg-type]
        make_post(cast, "A page", published_at=day(1), kind="page", **ORDERED)  # type: ignore[arg-type]

    assert visitor.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/2013/", "/2014/06/", "/2014/13/", "/2014/00/", "/0000/01/", "/tag/none/", "/category/none/", "/series/none/",
        "/author/none/", "/author/edith-editor/", "/tag/hip/page/999999999999999999/",
    ],
)  # fmt: skip
def test_an_empty_or_unknown_archive_is_not_there(three: None, visitor: Visitor, address: str) -> None:
    assert visitor.get(address).status_code == 404


@pytest.mark.parametrize("kind", ["tag", "category", "series"])
def test_a_former_name_leads_to_the_new_one(app: Flask, three: None, visitor: Visitor, kind: str) -> None:
    new = {"tag": "hip", "category": "body", "series": "spotlight"}[kind]
    with app.app_context(), transaction():
        db.session.add(PreviousTermSlug(kind=TermKind(kind), slug="old", leads_to=new))

    for address in (f"/{kind}/old/", f"/{kind}/old/page/2/"):
        response = visitor.get(address)
        assert (response.status_code, response.location) == (301, f"/{kind}/{new}/")


def test_parts_of_a_series_are_numbered(three: None, visitor: Visitor) -> None:
    assert re.findall(r"Part (\d)", visitor.get("/series/spotlight/").text) == ["1", "2", "3"]


def test_a_year_tells_its_months(app: Flask, cast: Cast, three: None, visitor: Visitor) -> None:
    with app.app_context():
        make_post(cast, "In July", published_at=day(1, 7))

    page = visitor.get("/2014/").text
    assert re.findall(r'<h2 class="month"><a href="([^"]+)">([^<]+)', page) == [
        ("/2014/07/", "July 2014"),
        ("/2014/05/", "May 2014"),
    ]
    assert titles(page)[0] == "In July"


def test_a_post_moved_in_time_stays_in_the_archive_of_its_address(
    app: Flask, cast: Cast, three: None, visitor: Visitor
) -> None:
    with app.app_context(), transaction():
        db.session.get_one(Post, 1).published_at = day(9, 9, 2016)

    assert "Muscle 2" in titles(visitor.get("/2014/05/").text)
    assert visitor.get("/2016/09/").status_code == 404


def test_a_post_links_to_its_archives(three: None, visitor: Visitor) -> None:
    page = visitor.get("/2014/05/muscle-1/").text
    for address in ("/tag/hip/", "/category/body/", "/author/arthur-author/"):
        assert f'href="{address}"' in page


def test_the_overview_counts_what_readers_may_see(app: Flask, cast: Cast, three: None, visitor: Visitor) -> None:
    def counts() -> dict[str, str]:
        found = re.findall(r'<li><a href="([^"]+)">.*?</a> <span class="quiet">(\d+)', visitor.get("/archive/").text)
        return dict(found)

    assert counts() == {
        "/series/spotlight/": "3",
        "/category/body/": "3",
        "/tag/hip/": "3",
        "/2014/05/": "3",
        "/2015/06/": "1",
    }
    with app.app_context():
        make_post(cast, "A draft", published_at=None, tags=("Secret",))
        make_post(cast, "A page", published_at=day(1), kind="page", **ORDERED)  # type: ignore[arg-type]
        with transaction():
            unpublish_post(db.session.get_one(Post, 1), cast.user("arthur").as_actor(), utcnow())
    assert counts()["/tag/hip/"] == counts()["/2014/05/"] == "2"
    assert "Secret" not in visitor.get("/archive/").text
