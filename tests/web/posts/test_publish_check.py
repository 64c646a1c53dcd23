"""Before publishing: what a careful editor would see, as warnings that lead to the line and refuse nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from blog.clock import utcnow
from blog.database import db
from blog.posts.models import Post
from blog.posts.publish_check import check_post
from tests.factories import Cast, make_picture, make_post
from tests.visitor import Visitor

SITE = "http://localhost"
EDIT = "/desk/posts/1/edit"


def warnings(cast: Cast, body: str, **fields: object) -> list[tuple[str, int | None]]:
    post = make_post(cast, published_at=None, **{"excerpt": "Short.", "body": body, **fields})  # type: ignore[arg-type]
    return [(warning.code, warning.line) for warning in check_post(post.head, SITE, utcnow())]


def test_a_careful_post_has_none(context: Flask, cast: Cast) -> None:
    assert warnings(cast, "## A\n\nText with [a link](https://example.org/2014/05/x/).") == []


def test_no_excerpt_and_a_long_title(context: Flask, cast: Cast) -> None:
    assert warnings(cast, "Text.", excerpt="", title="t" * 91) == [("long_title", None), ("no_excerpt", None)]
    assert warnings(cast, "Text.", title="t" * 90) == []


@pytest.mark.parametrize(
    ("address", "is_dead"),
    [
        ("/2026/04/there-it-is/", False),
        (f"{SITE}/2026/04/there-it-is/#comments", False),
        ("/2026/04/there-it-is", False),
        ("/2026/04/nowhere/", True),
        (f"{SITE}/2026/04/nowhere/", True),
        ("/2026/04/a-draft/", True),
        ("/2026/04/to-come/", True),
        ("/tag/hip/", False),
        ("/tag/knee/", True),
        ("/category/knee/", True),
        ("/series/knee/", True),
        ("/nobodys-page/", True),
        ("/feed/", False),
        ("/static/pictures/psoas.svg", False),
        ("/media/0123456789abcdef0123456789abcdef.png", True),
        ("/media/psoas.png", True),
        ("https://example.org/2026/04/nowhere/", False),
        ("#there", False),
        ("mailto:someone@example.org", False),
    ],
)
def test_links_on_this_site_that_lead_nowhere(context: Flask, cast: Cast, address: str, is_dead: bool) -> None:
    make_post(cast, "There", slug="there-it-is", tags=("Hip",))
    make_post(cast, "Draft", slug="a-draft", published_at=None)
    later = make_post(cast, "To Come", slug="to-come")
    later.published_at = utcnow() + timedelta(days=1)
    db.session.commit()

    assert warnings(cast, f"One.\n\n[a link]({address})") == ([("dead_link", 3)] if is_dead else [])


def test_a_stored_picture_is_there_and_a_decorative_one_needs_no_words(context: Flask, cast: Cast) -> None:
    picture = make_picture(cast)
    assert warnings(cast, f"![]({picture.address})") == [("no_alternative", 1)]
    picture.is_decorative = True
    db.session.commit()

    assert warnings(cast, f"![]({picture.address})") == []


def test_a_hundred_links_ask_no_more_than_one(
    app: Flask, cast: Cast, statements: Callable[[], Any], signed_in: Callable[[str], Visitor]
) -> None:
    with app.app_context():
        kinds = ("/2026/04/n{}/", "/tag/n{}/", "/category/n{}/", "/series/n{}/", "/n{}/")
        for many in (1, 20):
            body = " ".join(f"[x]({kind.format(n)})" for n in range(many) for kind in kinds)
            make_post(cast, f"Post {many}", body, published_at=None)
    arthur = signed_in("arthur")
    arthur.get(EDIT)
    counted = []
    for post_id in (1, 2):
        with statements() as seen:
            assert arthur.get(f"/desk/posts/{post_id}/edit").status_code == 200
        counted.append(len(seen))

    assert counted[0] == counted[1]


def test_the_editor_and_the_preview_show_them_with_the_line(page: str, signed_in: Callable[[str], Visitor]) -> None:
    arthur = signed_in("arthur")
    saved = arthur.submit(EDIT, "post-form", body="One.\n\n![](/static/<b>.svg)\n\n#### Deep", action="save")

    for address, link in ((saved.location, "#line-5"), ("/desk/posts/1/preview", "/desk/posts/1/edit#line-5")):
        shown = arthur.get(address).text
        assert f'href="{link}"' in shown
        assert "<code>#### Deep</code>" in shown
        assert "no words for those who can’t see it" in shown.replace("&#39;", "’")


def test_publishing_with_warnings_publishes_and_shows_them_after(
    app: Flask, page: str, signed_in: Callable[[str], Visitor]
) -> None:
    arthur = signed_in("arthur")
    done = arthur.submit(EDIT, "post-form", body="#### Deep", action="publish")

    assert done.status_code == 303
    shown = arthur.get(done.location).text
    assert "Published." in shown
    assert "#line-1" in shown
    with app.app_context():
        assert db.session.get_one(Post, 1).live_number == 2
