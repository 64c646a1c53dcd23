"""People who reach for what is hidden from them, in places, in fields, and in time."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from blog.clock import utcnow
from blog.comments.lifecycle import Action
from blog.comments.models import Comment, Writer
from blog.database import db, transaction
from blog.posts.models import Post
from blog.posts.publishing import trash_post, unpublish_post
from blog.record.acts import COMMAND_LINE
from blog.text.render import render_comment
from tests.attacker import PAGE, Page, comments_of, filled_in
from tests.factories import NOW, Cast, approved, make_comment, make_post
from tests.visitor import Visitor

WORDS = "Sit tall, lift one knee and count."


@pytest.fixture
def site(app: Flask, cast: Cast) -> Flask:
    with app.app_context():
        make_post(cast)
    return app


@pytest.fixture
def reader(site: Flask) -> Visitor:
    return Visitor(site)


def at(time: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("reading.views", "reading.replying", "accounts.guards"):
        monkeypatch.setattr(f"blog.{module}.utcnow", lambda: time)


def change(app: Flask, title: str, **columns: object) -> None:
    with app.app_context(), transaction():
        post = db.session.query(Post).join(Post.head).filter_by(title=title).one()
        for name, value in columns.items():
            setattr(post, name, value)


# A06: the private preview


REPLIES = [f"{feed}{form}" for feed in ("/comments/feed/", f"{PAGE}feed/") for form in ("", "atom/", "json/")]


def test_A06_a_waiting_reply_is_seen_by_its_link_only(site: Flask, reader: Visitor) -> None:
    address = reader.reply(PAGE, comment=WORDS).location
    shown = reader.get(address)
    assert WORDS in shown.text
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in shown.headers["X-Robots-Tag"]
    assert "Set-Cookie" not in shown.headers
    stranger = Visitor(site)
    for page in (PAGE, "/", "/feed/", f"{PAGE}?replytocom=1", "/comments/1/", f"{PAGE}?awaiting=1", *REPLIES):
        assert WORDS not in stranger.get(page, **{"X-Forwarded-For": "127.0.0.1"}).text
    assert stranger.client.head(address).get_data() == b""
    assert "reply-link" not in shown.text  # nobody answers what may never appear


def test_A06_the_link_ends_after_half_an_hour(site: Flask, reader: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    address = reader.reply(PAGE, comment=WORDS).location
    at(utcnow() + timedelta(minutes=29), monkeypatch)
    assert WORDS in reader.get(address).text
    at(utcnow() + timedelta(minutes=31), monkeypatch)
    late = reader.get(address)
    assert late.status_code == 200
    assert WORDS not in late.text
    assert late.get_data() == reader.get(PAGE).get_data()


def test_A06_T21_the_link_opens_no_other_reply(site: Flask, cast: Cast, reader: Visitor) -> None:
    with site.app_context():
        other = make_post(cast, title="Another")
        assert other.id == 2
    first = reader.reply(PAGE, comment=WORDS).location
    second = reader.reply(PAGE, comment="Another one that waits.").location
    token = first.partition("awaiting=")[2].partition("#")[0]
    assert "Another one" not in reader.get(first).text
    assert WORDS not in reader.get(second).text
    assert WORDS not in reader.get(f"/2026/04/another/?awaiting={token}").text
    for altered in (token[:-1], token[:-2] + "AA", "A" + token, token.partition(".")[2], token + "=", token.swapcase()):
        assert WORDS not in reader.get(f"{PAGE}?awaiting={altered}").text


@pytest.mark.parametrize("action", ["spam", "trash", "approve"])
def test_A06_T32_the_link_ends_with_a_decision(site: Flask, reader: Visitor, action: str) -> None:
    address = reader.reply(PAGE, comment=WORDS).location
    Visitor(site).sign_in("mo").submit("/moderation/", "/comments/1/decisions", action=action)
    after = reader.get(address)
    assert "awaiting moderation" not in after.text
    assert (WORDS in after.text) is (action == "approve")


# A07, A08, A47, A49: what is hidden


HIDDEN: dict[str, Callable[[Post], object]] = {
    "draft": lambda post: unpublish_post(post, COMMAND_LINE, utcnow()),
    "trash": lambda post: trash_post(post, COMMAND_LINE, utcnow()),
    "scheduled": lambda post: setattr(post, "published_at", utcnow() + timedelta(days=1)),
}


@pytest.mark.parametrize("how", HIDDEN)
def test_A07_a_post_that_is_hidden_hides_its_replies(site: Flask, reader: Visitor, how: str) -> None:
    with site.app_context():
        approved(db.session.get_one(Post, 1), WORDS, name="Known Nobody")
    waiting = reader.reply(PAGE, comment="This one waits.").location
    assert WORDS in reader.get(PAGE).text
    with site.app_context(), transaction():
        HIDDEN[how](db.session.get_one(Post, 1))
    pages = ["/", "/page/1/", PAGE, waiting, f"{PAGE}?replytocom=1", "/comments/1/", "/comments/2/", "/sitemap.xml"]
    feeds = ["/feed/", "/comments/feed/", f"{PAGE}feed/", "/author/arthur-author/feed/"]
    pages += ["/sitemap-posts-1.xml", *(f"{feed}{form}" for feed in feeds for form in ("", "atom/", "json/"))]
    for page in pages:
        response = reader.get(page)
        assert not [word for word in (WORDS, "Known Nobody", "waits", "1 reply", "Psoas") if word in response.text], (
            page
        )
        assert "psoas" not in response.headers.get("Location", "")
    assert reader.get(PAGE).status_code == 404
    for comment in (1, 2, 3):
        assert reader.get(f"/comments/{comment}/").get_data() == reader.get("/comments/999/").get_data()


@pytest.mark.parametrize("how", [*HIDDEN, "never"])
def test_A47_no_reply_to_what_is_not_there(site: Flask, reader: Visitor, how: str) -> None:
    fields = filled_in(reader, comment=WORDS)
    address = PAGE
    if how == "never":
        address = "/2026/04/never-was/"
    else:
        with site.app_context(), transaction():
            HIDDEN[how](db.session.get_one(Post, 1))
    refused = reader.post(address, fields)
    assert refused.status_code == 404
    assert refused.get_data() == reader.post("/2026/04/never-was/", fields).get_data()
    assert comments_of(site) == []


def test_A47_no_reply_after_the_closing(site: Flask, reader: Visitor) -> None:
    fields = filled_in(reader, comment=WORDS)
    change(site, "Anatomy Spotlight: Psoas", comments_open=False)
    refused = reader.post(PAGE, fields)
    assert refused.status_code == 403
    assert WORDS in refused.text
    assert comments_of(site) == []


def test_A47_no_parent_but_an_approved_reply_to_the_same_post(site: Flask, cast: Cast, reader: Visitor) -> None:
    with site.app_context():
        post, other = db.session.get_one(Post, 1), make_post(cast, title="Another")
        draft = make_post(cast, title="Hidden", published_at=None)
        parent = approved(post, "A parent.")
        strange = {
            "of another post": approved(other, "Elsewhere.").id,
            "of a draft": approved(draft, "Nowhere.").id,
            "waiting": make_comment(post, "It waits.").id,
            "spam": make_comment(post, "Buy now.", then=(Action.SPAM,)).id,
            "trash": make_comment(post, "Gone.", then=(Action.TRASH,)).id,
            "not there": 4711,
        }
        good = parent.id
    count = len(comments_of(site))
    answers: set[str] = set()
    for value in (*map(str, strange.values()), "-1", "9" * 18, "9" * 40, "1e3", "x", "１", "1\x002", "1 or 1=1"):
        refused = reader.post(PAGE, filled_in(reader, comment=WORDS, parent=value))
        assert refused.status_code == 422, value
        answers.add(re.sub(r'(name="stamp"[^>]*value=")[^"]+', r"\1", refused.text))
    assert len(answers) == 1  # whatever the reason
    assert len(comments_of(site)) == count
    assert reader.post(PAGE, filled_in(reader, comment=WORDS, parent=str(good))).status_code == 303


def test_A47_a_thousand_deep_thread_is_five_deep_on_the_page(site: Flask, reader: Visitor) -> None:
    with site.app_context():
        post, parent = db.session.get_one(Post, 1), None
        with transaction():
            for number in range(1000):
                parent = Comment(
                    post_id=post.id,
                    parent_id=parent.id if parent else None,
                    name="Rhea",
                    url="",
                    text="deep",
                    html=render_comment("deep").html,
                    removals=[],
                    policy_version=99,
                    status="approved",
                    status_at=NOW,
                    submitted_at=NOW + timedelta(seconds=number),
                )
                db.session.add(parent)
                db.session.flush()
            post.page_changed()
    page = Page(reader.get(PAGE).text)
    assert len(page.texts) == 1000
    lists = [element for element in page.elements if element.tag == "ol" and not element.is_of_a_visitor]
    assert len(lists) <= 7


def test_A08_A49_what_belongs_to_another_author_is_not_there(site: Flask, cast: Cast) -> None:
    with site.app_context():
        draft = make_post(cast, title="Arthur's secret", published_at=None)
        waits = make_comment(db.session.get_one(Post, 1), WORDS)
        ids = draft.id, waits.id
    berta = Visitor(site).sign_in("berta")
    assert WORDS not in berta.get("/moderation/").text
    assert "secret" not in berta.get("/desk/").text
    for query in ("status=pending", "post=1", "q=tall", "author=1", "post=1&status=pending&q=Sit", "done=1"):
        assert WORDS not in berta.get(f"/moderation/?{query}").text
    for there, missing in (
        (f"/desk/posts/{ids[0]}/edit", "/desk/posts/999/edit"),
        (f"/desk/posts/{ids[0]}/preview", "/desk/posts/999/preview"),
        (f"/moderation/comments/{ids[1]}", "/moderation/comments/999"),
    ):
        _same(berta.get(there), berta.get(missing))
    token = re.search(r'name="token"[^>]*value="([^"]+)"', berta.get("/account/").text)
    assert token
    form = {"token": token[1], "action": "approve", "version": "1", "title": "Taken", "body": "Taken", "seen": "1"}
    for there, missing in (
        (f"/desk/posts/{ids[0]}/edit", "/desk/posts/999/edit"),
        (f"/moderation/comments/{ids[1]}/decisions", "/moderation/comments/999/decisions"),
        ("/moderation/decisions/1/undo", "/moderation/decisions/999/undo"),
        ("/moderation/runs/1/undo", "/moderation/runs/999/undo"),
    ):
        _same(berta.post(there, form), berta.post(missing, form))
    assert berta.post(f"/moderation/comments/{ids[1]}/address", form).status_code == 403
    berta.post("/moderation/decisions", {**form, "selected": f"{ids[1]}:1"})
    with site.app_context():
        assert db.session.get_one(Comment, ids[1]).status == "pending"
        assert db.session.get_one(Post, ids[0]).head.title == "Arthur's secret"


def _same(one: TestResponse, other: TestResponse) -> None:
    assert one.status_code == other.status_code == 404
    assert _without_token(one.text) == _without_token(other.text)


def _without_token(html: str) -> str:
    return re.sub(r'value="[\w.-]{40,}"', "", html)


# A48: what a form may set


def test_A48_a_form_sets_nothing_but_its_fields(site: Flask, reader: Visitor) -> None:
    extra = {
        "approved": "1", "status": "approved", "status_before": "approved", "is_spam": "0", "user_id": "1",
        "author_id": "1", "writer_id": "7", "created_at": "1990-01-01", "submitted_at": "1990-01-01", "id": "77",
        "ip": "1.1.1.1", "network": "1.1.1.1", "post_id": "2", "post": "2", "version": "9", "html": "<b>x</b>",
        "text": "other", "policy_version": "99", "comment[]": "x", "fingerprint": "x", "deleted_at": "1990-01-01",
    }  # fmt: skip
    assert reader.post(PAGE, {**filled_in(reader, comment=WORDS), **extra}).status_code == 303
    comment = comments_of(site)[0]
    assert (comment.id, comment.post_id, comment.user_id, comment.version) == (1, 1, None, 1)
    assert (comment.status, comment.text, comment.network) == ("pending", WORDS, "127.0.0.0/24")
    assert comment.submitted_at > utcnow() - timedelta(minutes=1)
    assert comment.deleted_at is None
    query = reader.client.post(
        f"{PAGE}?comment=other&author=Eve&status=approved", data=filled_in(reader, comment="2nd")
    )
    assert query.status_code == 303
    assert [comment.text for comment in comments_of(site)] == [WORDS, "2nd"]


def test_A48_of_a_field_that_comes_twice_one_is_meant(site: Flask, reader: Visitor) -> None:
    fields = filled_in(reader)
    twice = {**fields, "comment": ["First words.", "Second words."], "email": ["a@example.org", "b@example.org"]}
    assert reader.client.post(PAGE, data=twice).status_code == 303
    assert comments_of(site)[0].text == "First words."
    with site.app_context():
        assert db.session.query(Writer).count() == 1


def test_A48_an_author_can_not_give_a_post_away(site: Flask, cast: Cast) -> None:
    arthur = Visitor(site).sign_in("arthur")
    extra = {"author_id": str(cast["ada"]), "author": "1", "status": "published", "live_number": "9", "year": "1990"}
    saved = arthur.submit("/desk/posts/new", "post-form", None, title="Mine", body="x", action="save", **extra)
    assert saved.status_code == 303
    with site.app_context():
        post = db.session.get_one(Post, 2)
        assert (post.author_id, post.status, post.live_number, post.year) == (cast["arthur"], "draft", None, None)


# A56, T18: at the same time


def test_A56_of_a_double_click_one_reply_is_kept(site: Flask) -> None:
    fields = filled_in(Visitor(site), comment=WORDS)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: Visitor(site).post(PAGE, fields).status_code, range(8)))
    assert sorted(answers) == [303] + [409] * 7
    assert len(comments_of(site)) == 1


def test_A56_T18_of_two_decisions_at_once_one_counts(site: Flask) -> None:
    with site.app_context():
        make_comment(db.session.get_one(Post, 1))
    people = [Visitor(site).sign_in(name) for name in ("ada", "mo", "arthur", "edith")]
    forms = []
    for person, action in zip(people, ("approve", "spam", "trash", "approve"), strict=True):
        html = person.get("/moderation/comments/1").text
        token = re.search(r'name="token"[^>]*value="([^"]+)"', html)
        assert token
        forms.append((person, {"token": token[1], "version": "1", "action": action}))
    with ThreadPoolExecutor(4) as threads:
        answers = list(
            threads.map(lambda form: form[0].post("/moderation/comments/1/decisions", form[1]).status_code, forms)
        )
    assert sorted(answers) == [303, 409, 409, 409]
    assert comments_of(site)[0].version == 2


def test_T18_a_decision_about_what_was_not_seen_is_refused(site: Flask) -> None:
    with site.app_context():
        make_comment(db.session.get_one(Post, 1))
    moderator = Visitor(site).sign_in("mo")
    fields = {"action": "approve", "version": "1"}
    assert moderator.submit("/moderation/", "/comments/1/decisions", None, action="trash").status_code == 303
    stale = moderator.submit("/moderation/comments/1", "/comments/1/decisions", None, **fields)
    assert stale.status_code == 409
    assert "Mo Moderator" in stale.text
    assert comments_of(site)[0].status == "trash"
