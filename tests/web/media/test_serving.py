"""Pictures as browsers get them."""

import pytest
from flask import Flask

from blog.jobs.worker import run_due_jobs
from blog.media.formats import PictureFormat
from blog.media.models import MediaFile
from blog.web.engine import engine
from tests.factories import NOW, Cast, a_picture, make_picture
from tests.visitor import Visitor


@pytest.fixture
def picture(app: Flask, cast: Cast) -> MediaFile:
    with app.app_context():
        return make_picture(cast, content=a_picture((700, 500)))


def make_copies(app: Flask) -> None:
    with app.app_context():
        run_due_jobs(engine().handlers, NOW, limit=10)


def test_a_picture_is_kept_for_a_year_and_can_do_nothing(picture: MediaFile, visitor: Visitor) -> None:
    answer = visitor.get(picture.address)

    assert answer.status_code == 200
    assert len(answer.data) == picture.size == answer.content_length
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_a_browser_that_has_it_gets_304(picture: MediaFile, visitor: Visitor) -> None:
    etag = visitor.get(picture.address).headers["ETag"]
    again = visitor.get(picture.address, **{"If-None-Match": etag})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    with visitor.client.head(picture.address) as head:
        assert (head.content_length, head.data) == (picture.size, b"")


def test_a_copy_that_is_not_made_yet_leads_to_the_original(app: Flask, picture: MediaFile, visitor: Visitor) -> None:
    address = f"/media/{picture.stem}-480.webp"
    early = visitor.get(address)
    assert (early.status_code, early.location) == (302, picture.address)
    assert early.headers["Cache-Control"] == "no-cache"

    make_copies(app)

    late = visitor.get(address)
    assert (late.status_code, late.headers["Content-Type"]) == (200, "image/webp")
    assert "immutable" in late.headers["Cache-Control"]


def test_a_picture_that_is_removed_as_it_is_asked_for_is_not_there(
    app: Flask, picture: MediaFile, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = app.extensions["rejoinder"].storage
    storage.remove(picture.name)
    monkeypatch.setattr(storage, "has", lambda name: True)

    assert visitor.get(picture.address).status_code == 404


def test_the_card_for_other_sites_is_a_jpeg(app: Flask, picture: MediaFile, visitor: Visitor) -> None:
    make_copies(app)

    card = visitor.get(f"/media/{picture.stem}-card-50x50.jpg")

    assert (card.status_code, card.headers["Content-Type"]) == (200, "image/jpeg")


@pytest.mark.parametrize(
    "name",
    [
        "..%2f..%2frejoinder.db",
        "..%5crejoinder.db",
        "../rejoinder.db",
        "%2e%2e/rejoinder.db",
        "CON",
        "NUL.png",
        "{stem}.png.",
        "{stem}.png/",
        "{stem}.png%00",
        "{stem}.png%0a",
        "{stem}.svg",
        "{stem}.html",
        "{stem}-480.webp.html",
        "{stem}/480.webp",
        "0" * 32 + ".png",
        "0" * 32 + "-480.webp",
        "{stem}-480.exe",
        "x" * 5000,
    ],
)
def test_no_other_name_leads_anywhere(picture: MediaFile, visitor: Visitor, name: str) -> None:
    answer = visitor.get(f"/media/{name.format(stem=picture.stem)}")

    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_no_query_is_needed_for_a_picture(
    app: Flask, picture: MediaFile, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sqlalchemy.engine.Engine.connect", lambda *_: pytest.fail("asked the database"))

    assert visitor.get(picture.address).status_code == 200
    assert visitor.get(f"/media/{picture.stem}-320.avif").status_code == 302


def test_a_folder_of_pictures_tells_nothing(visitor: Visitor) -> None:
    assert visitor.get("/media/").status_code == 404
    assert {each.content_type for each in PictureFormat} == {
        f"image/{each}" for each in "jpeg png gif webp avif".split()
    }
