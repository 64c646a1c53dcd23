"""Every hostile text that we have, through the form of a post onto the page that shows it."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import event, update

from blog.clock import utcnow
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.errors import BlogError
from blog.posts.models import Post
from blog.posts.queries import get_public_post
from blog.reading.pages import post_page, reply_form
from blog.reading.replying import receive
from tests.attacker import PAGE, Page, filled_in
from tests.corpora.collections import hostile_texts
from tests.factories import Cast, make_post
from tests.visitor import Visitor

pytestmark = pytest.mark.corpora

A_PAGE = 250
WELL = "All is well here."


@pytest.fixture
def site(app: Flask, cast: Cast) -> Iterator[Flask]:
    with app.app_context():
        make_post(cast)
        event.listen(db.engine, "connect", _do_not_wait_for_the_disk)
        db.engine.dispose()
    yield app
    with app.app_context():
        event.remove(db.engine, "connect", _do_not_wait_for_the_disk)


def _do_not_wait_for_the_disk(connection: object, _: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")  # type: ignore[attr-defined]


def test_no_hostile_text_is_anything_but_text_on_the_page(site: Flask) -> None:
    texts = list(dict.fromkeys(text.encode("utf-8", "replace").decode() for text in hostile_texts()))
    fields = filled_in(Visitor(site))
    bad: dict[str, list[str]] = {}
    for start in range(0, len(texts), A_PAGE):
        batch = texts[start : start + A_PAGE]
        kept = sum(_send(site, fields, text, bad) for text in batch)
        kept += _send(site, fields, f"{WELL} {start}", bad)
        bad |= _judge_page(site, kept, f"{WELL} {start}")
    assert bad == {}


def _send(site: Flask, fields: dict[str, str], text: str, bad: dict[str, list[str]]) -> bool:
    """One reply as the view takes it; whether it was kept. What a refusal shows is judged at once."""
    with site.test_request_context(PAGE, method="POST", data={**fields, "comment": text}):
        form = reply_form(_post())
        try:
            receive(form, _post)
        except BlogError as refusal:
            found = Page(post_page(_post(), form, refusal)).dangers
            if found or refusal.status not in (409, 422):
                bad[text] = [*found, str(refusal)]
            return False
        return True


def _judge_page(site: Flask, count: int, last: str) -> dict[str, list[str]]:
    """Approve what waits, look at the page of all, and make room for the next."""
    with site.app_context(), transaction():
        db.session.execute(update(Comment).where(Comment.status == "pending").values(status="approved"))
        db.session.get_one(Post, 1).page_changed()
    page = Page(Visitor(site).get(PAGE).text)
    bad = {f"page of {last!r}": page.dangers} if page.dangers else {}
    if len(page.texts) != count or page.texts[-1].strip() != last:
        bad[f"page of {last!r}: swallowed"] = page.texts[-2:]
    with site.app_context(), transaction():
        db.session.execute(update(Comment).where(Comment.status == "approved").values(status="trash"))
        db.session.get_one(Post, 1).page_changed()
    return bad


def _post() -> Post:
    _, year, month, slug, _ = PAGE.split("/")
    return get_public_post(int(year), int(month), slug, utcnow())
