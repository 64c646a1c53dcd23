"""The picture library."""

import gc
import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from blog.database import db, transaction
from blog.jobs.worker import run_due_jobs
from blog.library import receiving
from blog.media import handlers
from blog.media.deletion import delete_media
from blog.media.models import MediaFile, Rendition
from blog.posts.models import Post
from blog.record.models import Act
from blog.web.engine import engine
from config import Settings
from tests.factories import NOW, Cast, a_picture, make_picture, make_post
from tests.visitor import Visitor, find_form

SignedIn = Callable[[str], Visitor]
LIBRARY = "/desk/media/"
JSON = {"Accept": "application/json"}


@pytest.fixture
def arthur(signed_in: SignedIn) -> Visitor:
    return signed_in("arthur")


def send(
    visitor: Visitor, *files: tuple[bytes, str], headers: dict[str, str] | None = None, **fields: str
) -> TestResponse:
    token = find_form(visitor.get(LIBRARY).text, "upload").fields["token"]
    data = {"token": token, **fields, "files": [FileStorage(BytesIO(content), name) for content, name in files]}
    boundary, body = encode_multipart(data)  # of its own accord the client would use files that it never closes
    content_type = f"multipart/form-data; boundary={boundary}"
    return visitor.client.post(LIBRARY, data=body, content_type=content_type, headers=headers)


def pictures(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(MediaFile)) or 0


def do_jobs(app: Flask) -> None:
    with app.app_context():
        run_due_jobs(engine().handlers, NOW.replace(year=2999), limit=20)


def files_on_disk(settings: Settings) -> set[str]:
    return {path.name for path in (settings.data_dir / "media").rglob("*") if path.is_file()}


def test_an_uploaded_picture_is_described_and_shown(app: Flask, arthur: Visitor) -> None:
    response = send(arthur, (a_picture(), "Hüfte.png"))
    assert (response.status_code, response.location) == (303, "/desk/media/1?done=uploaded")
    assert "Uploaded. Say what it shows" in arthur.get(response.location).text

    typed = {"alt": "A hip [left]", "caption": 'The "hip"', "credit": "Ada", "focus_x": "25", "focus_y": "75"}
    saved = arthur.submit("/desk/media/1", "description", **typed)

    assert saved.status_code == 303
    page = arthur.get(saved.location).text
    assert "Saved." in page
    address = find_form(page, "description").action
    assert address == "/desk/media/1"
    with app.app_context():
        media = db.session.get_one(MediaFile, 1)
        assert (media.original_name, media.focus_x, media.focus_y) == ("Hüfte.png", 0.25, 0.75)
        shown = f'![A hip \\[left\\]]({media.address} "The \\"hip\\" (Ada)")'
        verbs = db.session.scalars(select(Act.verb).where(Act.subject == "media").order_by(Act.id)).all()
    assert shown.replace('"', "&#34;") in page
    assert verbs == ["media.uploaded", "media.described"]


def test_the_same_picture_is_stored_once_and_that_is_said(app: Flask, settings: Settings, arthur: Visitor) -> None:
    send(arthur, (a_picture(), "one.png"))
    again = send(arthur, (a_picture(), "two.png"))

    assert again.location == "/desk/media/1?done=known"
    assert "here already" in arthur.get(again.location).text
    assert pictures(app) == 1
    assert len(files_on_disk(settings)) == 1


def test_another_authors_picture_is_not_stored_twice_and_its_page_stays_theirs(
    app: Flask, arthur: Visitor, signed_in: SignedIn
) -> None:
    send(arthur, (a_picture(), "one.png"))
    berta = signed_in("berta")

    again = send(berta, (a_picture(), "two.png"))

    assert again.status_code == 200
    assert "not stored twice" in again.text
    assert "/media/" in again.text
    assert berta.get("/desk/media/1").status_code == 404
    assert pictures(app) == 1


def test_what_an_author_wrote_about_a_picture_is_told_to_no_other(
    app: Flask, cast: Cast, arthur: Visitor, signed_in: SignedIn
) -> None:
    with app.app_context():
        address = make_picture(cast, alt="His words").address
    arthur.submit("/desk/media/1", "description", alt="His words", caption="A source", credit="A name")

    told = send(signed_in("berta"), (a_picture(), "two.png"), headers=JSON).get_json()

    assert (told["address"], told["markdown"], told["alt"]) == (address, f"![]({address})", "")
    assert "A source" in send(signed_in("edith"), (a_picture(), "two.png"), headers=JSON).get_json()["markdown"]


def test_several_files_are_each_taken_or_refused_for_themselves(app: Flask, arthur: Visitor) -> None:
    response = send(arthur, (a_picture(), "a.png"), (b"<svg/>", "b<b>.svg"), (a_picture(colour="red"), "c.html"))

    assert response.status_code == 422
    assert "b&lt;b&gt;.svg</bdi>: This is no picture" in response.text
    assert pictures(app) == 2


def test_a_script_is_answered_in_json(app: Flask, arthur: Visitor) -> None:
    one = send(arthur, (a_picture(), "a.png"), headers=JSON, alt="A *hip*")
    assert one.status_code == 201
    with app.app_context():
        address = db.session.get_one(MediaFile, 1).address
    assert one.json == {
        "name": "a.png",
        "id": 1,
        "address": address,
        "markdown": f"![A \\*hip\\*]({address})",
        "width": 40,
        "height": 30,
        "alt": "A *hip*",
        "is_new": True,
    }
    again = send(arthur, (a_picture(), "a.png"), headers=JSON)
    assert again.json
    assert (again.status_code, again.json["is_new"]) == (201, False)
    bad = send(arthur, (b"x", "a.png"), headers=JSON)
    assert bad.json
    assert (bad.status_code, bad.json["name"]) == (422, "a.png")
    assert "no picture" in bad.json["error"]
    both = send(arthur, (b"x", "a.png"), (a_picture(), "a.png"), headers=JSON)
    assert both.json
    assert [("error" in each, "id" in each) for each in both.json["files"]] == [(True, False), (False, True)]
    assert send(arthur, headers=JSON).json == {"error": "Choose one or more pictures first."}


def test_twenty_files_at_once_and_no_more(app: Flask, arthur: Visitor) -> None:
    refused = send(arthur, *[(b"x", f"{number}.png") for number in range(21)])

    assert refused.status_code == 422
    assert "At most 20 files at once" in refused.text
    assert pictures(app) == 0


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # the parser leaves what it began to the garbage collection
def test_thousands_of_parts_are_413_at_once(app: Flask, arthur: Visitor) -> None:
    refused = send(arthur, *[(b"x", f"{number}.png") for number in range(2000)])

    assert refused.status_code == 413
    assert "too much at once" in refused.text
    gc.collect()


def test_a_body_larger_than_any_upload_is_413_unread(arthur: Visitor) -> None:
    body = BytesIO(b"x")

    refused = arthur.client.open(
        LIBRARY,
        method="POST",
        input_stream=body,
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(receiving.LARGEST_UPLOAD + 1)},
    )

    assert refused.status_code == 413
    assert "25 MiB" in refused.text
    assert body.tell() == 0


def test_other_forms_still_take_one_mebibyte_only(app: Flask, cast: Cast, arthur: Visitor) -> None:
    with app.app_context():
        make_picture(cast)
    assert arthur.post("/desk/posts/new", {"body": "x" * 2 * 1024 * 1024}).status_code == 413
    assert arthur.post("/desk/media/1", {"alt": "x" * 2 * 1024 * 1024}).status_code == 413


def test_a_large_picture_passes_although_other_forms_are_small(app: Flask, arthur: Visitor) -> None:
    large = a_picture((1000, 700), kind="PNG", compress_level=0)
    assert len(large) > 2 * 1024 * 1024

    assert send(arthur, (large, "large.png")).status_code == 303


def test_a_full_disk_is_told_in_words(app: Flask, arthur: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    response = send(arthur, (a_picture(), "a.png"))

    assert response.status_code == 422
    assert "its disk may be full" in response.text
    assert pictures(app) == 0


def test_a_file_that_came_under_another_name_is_no_file(arthur: Visitor) -> None:
    token = find_form(arthur.get(LIBRARY).text, "upload").fields["token"]

    assert arthur.post(LIBRARY, {"token": token, "files": "a.png"}).status_code == 422
    assert arthur.post(LIBRARY, {"token": "x", "files": [(BytesIO(a_picture()), "a.png")]}).status_code == 403


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"alt": "a" * 501}, "alt"),
        ({"caption": "a" * 1001}, "caption"),
        ({"credit": "a" * 201}, "credit"),
        ({"focus_x": "101"}, "focus_x"),
        ({"focus_y": "-1"}, "focus_y"),
        ({"focus_y": ""}, "focus_y"),
        ({"focus_x": "middle"}, "focus_x"),
    ],
)
def test_a_description_that_can_not_be_kept_is_422_beside_its_field(
    app: Flask, cast: Cast, arthur: Visitor, typed: dict[str, str], field: str
) -> None:
    with app.app_context():
        make_picture(cast)

    refused = arthur.submit("/desk/media/1", "description", **{"credit": "Me", **typed})

    assert refused.status_code == 422
    assert f'id="{field}-error"' in refused.text
    with app.app_context():
        assert db.session.get_one(MediaFile, 1).credit == ""


def test_a_decorative_picture_needs_no_words(app: Flask, cast: Cast, arthur: Visitor) -> None:
    with app.app_context():
        make_picture(cast, alt="A line")
    assert "no alternative text" not in arthur.get(LIBRARY).text

    arthur.submit("/desk/media/1", "description", is_decorative="y", alt="")

    assert "no alternative text" not in arthur.get(LIBRARY).text
    assert "![](/media/" in arthur.get("/desk/media/1").text


def test_pictures_are_found_by_their_words_page_by_page(app: Flask, cast: Cast, arthur: Visitor) -> None:
    with app.app_context():
        for number in range(43):
            make_picture(cast, content=a_picture((number + 1, 1)), name=f"n{number:02}.png", alt="50 % hip")
        make_picture(cast, "berta", a_picture((99, 1)), "hers.png")

    first = arthur.get(LIBRARY).text
    assert "n42.png" in first
    assert "hers.png" not in first
    assert "n02.png" not in first
    assert "n02.png" in arthur.get(find_next(first)).text
    assert "n07.png" in arthur.get(f"{LIBRARY}?q=n07+%25").text
    assert "n08.png" not in arthur.get(f"{LIBRARY}?q=n07").text
    assert "called or described so" in arthur.get(f"{LIBRARY}?q=_07").text


def find_next(html: str) -> str:
    return html.partition('<link rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")


def test_every_picture_is_the_editors(app: Flask, cast: Cast, signed_in: SignedIn) -> None:
    with app.app_context():
        make_picture(cast)
    edith = signed_in("edith")

    assert "hip.png" in edith.get(LIBRARY).text
    assert edith.submit("/desk/media/1", "description", alt="Edited").status_code == 303


def test_the_library_costs_the_same_queries_however_many_pictures(
    app: Flask, cast: Cast, arthur: Visitor, statements: Callable[..., object]
) -> None:
    arthur.get(LIBRARY)
    counted = []
    for number in range(12):
        with app.app_context():
            make_picture(cast, content=a_picture((number + 1, 1)))
        if number in (1, 11):
            with statements() as seen:  # type: ignore[attr-defined]
                arthur.get(LIBRARY)
            counted.append(len(seen))
    assert counted[0] == counted[1]


# Where a picture is used


def test_a_picture_tells_where_it_is_used(app: Flask, cast: Cast, arthur: Visitor, signed_in: SignedIn) -> None:
    with app.app_context():
        picture = make_picture(cast)
        text = f"![a]({picture.address})"
        make_post(cast, "It is live", text)
        make_post(cast, "It is a draft", text, published_at=None)
        make_post(cast, "Hers, public", text, "berta")
        make_post(cast, "Hers, secret", text, "berta", None)
        make_post(cast, "Another", "Nothing.")
    arthur.submit("/desk/posts/1/edit", "post-form", body="Without it.", action="publish")

    page = arthur.get("/desk/media/1").text

    assert "in an older text" in between(page, "It is live", "</li>")
    assert "in the newest text" in between(page, "It is a draft", "</li>")
    assert "readers see it" in between(page, "Hers, public", "</li>")
    assert "Hers, secret" not in page
    assert "1 text of someone else" in page
    assert "Another" not in page
    assert "Hers, secret" in signed_in("edith").get("/desk/media/1").text


def test_where_it_is_used_tells_no_title_that_readers_do_not_see(
    app: Flask, cast: Cast, arthur: Visitor, signed_in: SignedIn
) -> None:
    with app.app_context():
        make_post(cast, "Hers, public", f"![a]({make_picture(cast).address})", "berta")
    signed_in("berta").submit("/desk/posts/1/edit", "post-form", title="Hers, secret", action="save")

    for address in ("/desk/media/1", "/desk/media/1/deletion"):
        page = arthur.get(address).text
        assert "Hers, public" in page
        assert "Hers, secret" not in page


def between(text: str, start: str, end: str) -> str:
    assert start in text
    return text.partition(start)[2].partition(end)[0]


def test_deleting_asks_once_more_and_says_where_it_is_used(
    app: Flask, settings: Settings, cast: Cast, arthur: Visitor
) -> None:
    with app.app_context():
        address = make_picture(cast, content=a_picture((400, 300))).address
        make_post(cast, "It is live", f"![a]({address})")
    do_jobs(app)
    assert len(files_on_disk(settings)) > 3

    asked = arthur.get("/desk/media/1/deletion").text
    assert "It is live" in asked
    assert "empty place" in asked
    assert pictures(app) == 1, "asking deletes nothing"
    deleted = arthur.submit("/desk/media/1/deletion", "/deletion")

    assert deleted.status_code == 303
    assert "The picture is deleted." in arthur.get(deleted.location).text
    assert pictures(app) == 0
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Rendition)) == 0
        assert db.session.scalar(select(Act.verb).order_by(Act.id.desc()).limit(1)) == "media.deleted"
    do_jobs(app)
    assert files_on_disk(settings) == set()
    assert arthur.get(address).status_code == 404


def test_a_picture_that_was_uploaded_again_before_its_files_were_removed_keeps_them(
    app: Flask, settings: Settings, cast: Cast, arthur: Visitor
) -> None:
    with app.app_context():
        address = make_picture(cast).address
        make_post(cast, "It is live", f"![a]({address})")
    arthur.submit("/desk/media/1/deletion", "/deletion")
    again = send(arthur, (a_picture(), "hip.png"))
    do_jobs(app)

    assert arthur.get(address).status_code == 200
    assert "readers see it" in arthur.get(again.location).text, "and where it is used is known still"


# Smaller copies


def test_copies_that_are_being_made_are_counted(app: Flask, cast: Cast, arthur: Visitor) -> None:
    with app.app_context():
        make_picture(cast, content=a_picture((500, 400)))
    assert "0 of 5 copies made" in arthur.get(LIBRARY).text

    do_jobs(app)

    assert "copies made" not in arthur.get(LIBRARY).text
    assert "copies made" not in arthur.get("/desk/media/1").text


class Silent:
    def __init__(self) -> None:
        self.told: list[tuple[int, int]] = []

    def report(self, done: int, total: int) -> None:
        self.told.append((done, total))


def test_making_copies_twice_changes_nothing(app: Flask, settings: Settings, cast: Cast) -> None:
    with app.app_context():
        media_id = make_picture(cast, content=a_picture((500, 400))).id
        first, second = Silent(), Silent()
        handlers.make_renditions_of({"media_id": media_id}, first)  # type: ignore[arg-type]
        before = files_on_disk(settings)
        handlers.make_renditions_of({"media_id": media_id}, second)  # type: ignore[arg-type]

        assert first.told == [(number, 5) for number in range(1, 6)]
        assert second.told == []
        assert files_on_disk(settings) == before
        assert db.session.scalar(select(func.count()).select_from(Rendition)) == 5


def test_copies_of_a_picture_that_is_deleted_meanwhile_are_not_left_behind(
    app: Flask, settings: Settings, cast: Cast
) -> None:
    with app.app_context():
        media_id = make_picture(cast, content=a_picture((500, 400))).id

        class Deleting(Silent):
            def report(self, done: int, total: int) -> None:
                with transaction():
                    media = db.session.get(MediaFile, media_id)
                    if media:
                        delete_media(media, cast.user("arthur").as_actor(), NOW)

        handlers.make_renditions_of({"media_id": media_id}, Deleting())  # type: ignore[arg-type]
        handlers.make_renditions_of({"media_id": media_id}, Silent())  # type: ignore[arg-type]
    do_jobs(app)
    assert files_on_disk(settings) == set()


def test_another_focal_point_makes_another_card_and_removes_the_former(
    app: Flask, settings: Settings, cast: Cast, arthur: Visitor
) -> None:
    with app.app_context():
        picture = make_picture(cast)
    do_jobs(app)
    assert f"{picture.stem}-card-50x50.jpg" in files_on_disk(settings)

    arthur.submit("/desk/media/1", "description", focus_x="10", focus_y="20")
    do_jobs(app)

    assert {name for name in files_on_disk(settings) if "card" in name} == {f"{picture.stem}-card-10x20.jpg"}
    with app.app_context():
        assert db.session.scalars(select(Rendition.name)).all() == [f"{picture.stem}-card-10x20.jpg"]


# In posts


def test_a_post_shows_the_copies_of_its_picture(app: Flask, cast: Cast, arthur: Visitor, visitor: Visitor) -> None:
    with app.app_context():
        picture = make_picture(cast, content=a_picture((500, 400)))
    typed = {"title": "Mine", "body": f"![a]({picture.address})", "slug": "mine"}

    arthur.submit("/desk/posts/new", "post-form", **typed, action="publish")

    with app.app_context():
        html = str(db.session.get_one(Post, 1).head.html)
    assert f"/media/{picture.stem}-480.webp 480w" in html
    assert 'width="500" height="400"' in html
    token = find_form(arthur.get(LIBRARY).text, "upload").fields["token"]
    shown = arthur.post("/desk/renderings", {"token": token, "body": typed["body"]}).text
    assert json.loads(shown)["html"].strip() == html.strip()


def test_files_lie_where_only_the_site_can_read_them(app: Flask, settings: Settings, cast: Cast) -> None:
    with app.app_context():
        picture = make_picture(cast)
    path: Path = settings.data_dir / "media" / picture.name[:2] / picture.name

    assert path.stat().st_mode & 0o077 == 0


def test_a_remembered_page_tells_of_the_card_once_it_is_made(
    app: Flask, cast: Cast, arthur: Visitor, visitor: Visitor
) -> None:
    with app.app_context():
        picture = make_picture(cast, content=a_picture((500, 400)))
        stem = picture.stem
        make_post(cast, "Hips", f"![a]({picture.address})", slug="hips")
    assert f"{stem}-card-" not in visitor.get("/2026/04/hips/").text

    do_jobs(app)
    assert f"{stem}-card-50x50.jpg" in visitor.get("/2026/04/hips/").text
    arthur.submit("/desk/media/1", "description", alt="A left hip")
    assert "A left hip" in visitor.get("/2026/04/hips/").text
    arthur.submit("/desk/media/1/deletion", "/deletion")
    assert "-card-" not in visitor.get("/2026/04/hips/").text
