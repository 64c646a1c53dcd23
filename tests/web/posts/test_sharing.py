"""A preview that is shared by a link: for a time, until it is withdrawn, and for nobody who guesses."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db, transaction
from blog.posts.models import PreviewLink
from blog.record.models import Act
from tests.factories import Cast, make_post
from tests.visitor import Visitor

SignedIn = Callable[[str], Visitor]
EDIT, LINKS = "/desk/posts/1/edit", "/desk/posts/1/preview-links"


@pytest.fixture
def arthur(signed_in: SignedIn) -> Visitor:
    return signed_in("arthur")


def make_link(visitor: Visitor, days: str = "7") -> str:
    made = visitor.submit(LINKS, "preview-link-form", days=days)
    assert made.status_code == 201
    found = re.search(r'value="http://localhost(/preview/[\w-]+/)"', made.text)
    assert found
    return found[1]


@pytest.fixture
def draft(app: Flask, cast: Cast) -> None:
    with app.app_context():
        make_post(cast, "A Draft", "The *text*.", published_at=None, tags=("Hip",))


def test_whoever_has_the_link_reads_what_is_saved_last(draft: None, arthur: Visitor, visitor: Visitor) -> None:
    link = make_link(arthur)
    arthur.submit(EDIT, "post-form", body="The *newer* text.", action="save")

    shown = visitor.get(link)

    assert shown.status_code == 200
    assert "<p>The <em>newer</em> text.</p>" in shown.text
    assert "This is a draft that was shared with you" in shown.text
    for part in ("A Draft", "Arthur Author", "Hip"):
        assert part in shown.text
    assert "/desk/" not in shown.text


def test_a_live_posts_changes_are_shown_by_the_link_and_not_by_its_page(
    page: str, arthur: Visitor, visitor: Visitor
) -> None:
    link = make_link(arthur)
    arthur.submit(EDIT, "post-form", body="Staged.", action="save")

    assert "Staged." in visitor.get(link).text
    assert "Staged." not in visitor.get(page).text


def test_no_cache_and_no_search_engine_keeps_it_and_no_other_site_is_told(
    draft: None, arthur: Visitor, visitor: Visitor
) -> None:
    headers = visitor.get(make_link(arthur)).headers

    assert headers["Cache-Control"] == "private, no-store"
    assert "noindex" in headers["X-Robots-Tag"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers


def test_a_wrong_an_ended_a_withdrawn_link_and_one_into_the_trash_are_all_the_same(
    app: Flask, draft: None, arthur: Visitor, visitor: Visitor
) -> None:
    answers = [visitor.get("/preview/there-is-none/")]
    ended, withdrawn = make_link(arthur), make_link(arthur)
    with app.app_context(), transaction():
        link = db.session.get_one(PreviewLink, 1)
        link.expires_at = link.created_at
    answers.append(visitor.get(ended))
    assert arthur.submit(LINKS, "/preview-links/2/withdraw").status_code == 303
    answers.append(visitor.get(withdrawn))
    last = make_link(arthur)
    assert visitor.get(last).status_code == 200
    arthur.submit(EDIT, "post-form", action="trash")
    answers.append(visitor.get(last))

    assert {answer.status_code for answer in answers} == {404}
    assert {answer.data for answer in answers} == {answers[0].data}
    kept = [{name: value for name, value in a.headers if name not in ("X-Request-Id", "Date")} for a in answers]
    assert all(headers == kept[0] for headers in kept)


@pytest.mark.parametrize("days", ["1", "7", "30"])
def test_it_ends_after_the_days_that_were_chosen(app: Flask, draft: None, arthur: Visitor, days: str) -> None:
    make_link(arthur, days)

    with app.app_context():
        link = db.session.get_one(PreviewLink, 1)
        assert link.expires_at - link.created_at == timedelta(days=int(days))


@pytest.mark.parametrize("days", ["", "0", "2", "9999999999", "x"])
def test_another_time_is_refused(app: Flask, draft: None, arthur: Visitor, days: str) -> None:
    refused = arthur.submit(LINKS, "preview-link-form", days=days)

    assert refused.status_code == 422
    assert "Choose how long" in refused.text
    with app.app_context():
        assert db.session.scalar(select(PreviewLink)) is None


def test_only_the_hash_is_kept_and_the_link_is_shown_once(app: Flask, draft: None, arthur: Visitor) -> None:
    token = make_link(arthur).split("/")[2]

    assert token not in arthur.get(LINKS).text
    with app.app_context():
        rows = db.session.execute(select(PreviewLink.__table__)).all()
        acts = db.session.execute(select(Act.__table__)).all()
    assert token not in f"{rows}{acts}"


def test_the_log_does_not_hold_it(
    draft: None, arthur: Visitor, visitor: Visitor, capsys: pytest.CaptureFixture[str]
) -> None:
    link = make_link(arthur)
    visitor.get(link)

    logged = capsys.readouterr().err
    assert link.split("/")[2] not in logged


def test_making_and_withdrawing_are_recorded(app: Flask, draft: None, arthur: Visitor) -> None:
    make_link(arthur)
    for _ in range(2):
        token = {"token": arthur.get(LINKS).text.partition('name="token" type="hidden" value="')[2].partition('"')[0]}
        assert arthur.post(f"{LINKS}/1/withdraw", token).status_code == 303

    with app.app_context():
        verbs = db.session.scalars(select(Act.verb).where(Act.verb.startswith("post.preview"))).all()
    assert verbs == ["post.preview_link_made", "post.preview_link_withdrawn"]


def test_a_post_has_no_more_than_twenty_links_at_once(draft: None, arthur: Visitor) -> None:
    for _ in range(20):
        make_link(arthur)

    refused = arthur.submit(LINKS, "preview-link-form", days="7")

    assert refused.status_code == 422
    assert "Withdraw one first" in refused.text


def test_a_link_of_one_post_is_not_withdrawn_through_another(
    app: Flask, cast: Cast, draft: None, arthur: Visitor, visitor: Visitor, signed_in: SignedIn
) -> None:
    link = make_link(arthur)
    with app.app_context():
        make_post(cast, "Hers", author="berta", published_at=None)
    berta = signed_in("berta")
    page = berta.get("/desk/posts/2/preview-links").text
    token = page.partition('name="token" type="hidden" value="')[2].partition('"')[0]

    assert berta.post("/desk/posts/2/preview-links/1/withdraw", {"token": token}).status_code == 404
    assert visitor.get(link).status_code == 200
