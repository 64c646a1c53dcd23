"""The times that authors write, and the year and month in a post's address, are those of the site's clock."""

from collections.abc import Callable

import pytest
from flask import Flask

from blog.database import db, transaction
from blog.posts.models import Post
from blog.record.acts import COMMAND_LINE
from blog.settings.changing import Change, change_settings
from tests.factories import NOW
from tests.visitor import Visitor, find_form

SignedIn = Callable[[str], Visitor]


@pytest.fixture
def arthur(signed_in: SignedIn) -> Visitor:
    return signed_in("arthur")


def set_clock(app: Flask, zone: str) -> None:
    with app.app_context(), transaction():
        change_settings([Change("time_zone", "UTC", zone)], COMMAND_LINE, NOW)


def publish(visitor: Visitor, publish_at: str) -> None:
    typed = {"title": "A Title", "body": "A text.", "slug": "new-year", "publish_at": publish_at, "action": "publish"}
    assert visitor.submit("/desk/posts/new", "post-form", **typed).status_code == 303


def published_at(app: Flask) -> str:
    with app.app_context():
        time = db.session.get_one(Post, 1).published_at
        return time.isoformat() if time else ""


def test_a_time_is_read_and_shown_by_the_sites_clock(app: Flask, arthur: Visitor) -> None:
    set_clock(app, "Europe/Berlin")
    assert "Time of publication (Europe/Berlin)" in arthur.get("/desk/posts/new").text

    publish(arthur, "2026-07-01T09:30")

    assert published_at(app) == "2026-07-01T07:30:00+00:00"
    assert find_form(arthur.get("/desk/posts/1/edit").text, "post-form").fields["publish_at"] == "2026-07-01T09:30"


def test_saving_again_what_was_loaded_moves_no_time(app: Flask, arthur: Visitor) -> None:
    set_clock(app, "America/St_Johns")
    publish(arthur, "2026-07-01T09:30")
    before = published_at(app)

    arthur.submit("/desk/posts/1/edit", "post-form", action="publish")

    assert published_at(app) == before == "2026-07-01T12:00:00+00:00"


@pytest.mark.parametrize(
    ("zone", "address"),
    [("UTC", "/2026/01/"), ("Asia/Tokyo", "/2026/01/"), ("America/New_York", "/2026/01/")],
)
def test_the_address_has_the_year_and_month_that_the_author_wrote(
    app: Flask, arthur: Visitor, visitor: Visitor, zone: str, address: str
) -> None:
    set_clock(app, zone)

    publish(arthur, "2026-01-01T00:30")

    assert visitor.get(f"{address}new-year/").status_code == 200
    elsewhere = visitor.get("/2025/12/new-year/")
    assert (elsewhere.status_code, elsewhere.location) == (301, f"{address}new-year/")


def test_an_address_stays_when_the_clock_changes(app: Flask, arthur: Visitor, visitor: Visitor) -> None:
    publish(arthur, "2026-01-01T00:30")
    set_clock(app, "America/New_York")

    arthur.submit("/desk/posts/1/edit", "post-form", title="Another", action="publish")

    assert "Another" in visitor.get("/2026/01/new-year/").text


def test_a_time_before_the_calendar_begins_is_refused_in_words(app: Flask, arthur: Visitor) -> None:
    set_clock(app, "Asia/Tokyo")
    typed = {"title": "A", "body": "B", "publish_at": "0001-01-01T00:00", "action": "save"}

    response = arthur.submit("/desk/posts/new", "post-form", **typed)

    assert response.status_code == 422
    assert 'id="publish_at-error"' in response.text
