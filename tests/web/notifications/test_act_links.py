"""The links of a mail: they show and ask; only their button acts, for one person, once, on what the mail showed."""

import io
import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from blog.accounts.roles import Role
from blog.clock import utcnow
from blog.comments.lifecycle import Action, CommentStatus
from blog.comments.models import Comment, CommentRevision
from blog.database import db, transaction
from blog.moderation.decisions import decide, last_decision, undo
from blog.notifications.act_links import ActLink, links_for
from blog.notifications.models import UsedLink
from blog.posts.models import Post
from blog.record.models import Act
from blog.text.render import render_comment
from blog.tokens import Purpose, sign
from blog.web.engine import engine
from tests.factories import Cast, make_comment
from tests.visitor import Visitor, find_form

SignedIn = Callable[[str], Visitor]


@pytest.fixture
def comment_id(app: Flask, page: str) -> int:
    with app.app_context():
        return make_comment(db.session.get_one(Post, 1), "Sit tall.", at=utcnow()).id


@pytest.fixture
def link(app: Flask, cast: Cast, comment_id: int) -> Callable[..., str]:
    """The address of a link as a mail to somebody would hold it now."""

    def link(action: Action = Action.APPROVE, to: str = "mo", **changed: object) -> str:
        with app.app_context():
            links = links_for(db.session.get_one(Comment, comment_id), cast.user(to), utcnow())
            values = {**vars(links[Action.APPROVE]), "action": action, **changed}
            return f"/moderation/links/{ActLink(**values).token(engine().settings.secret_key)}"

    return link


def press(visitor: Visitor, address: str) -> TestResponse:
    return visitor.submit(address, "act-link")


def state(app: Flask, comment_id: int) -> tuple[CommentStatus, int, int, int]:
    """What there is to change: status and version of the reply, acts and used links."""
    with app.app_context():
        comment = db.session.get_one(Comment, comment_id)
        counts = [db.session.scalar(select(func.count()).select_from(table)) or 0 for table in (Act, UsedLink)]
        return comment.status, comment.version, counts[0], counts[1]


@pytest.mark.parametrize(
    ("action", "after"),
    [
        (Action.APPROVE, CommentStatus.APPROVED),
        (Action.SPAM, CommentStatus.SPAM),
        (Action.TRASH, CommentStatus.TRASH),
    ],
)
def test_the_button_decides_in_the_name_of_whom_the_mail_went_to(
    app: Flask, cast: Cast, visitor: Visitor, link: Callable[..., str], comment_id: int, action: Action,
    after: CommentStatus,
) -> None:  # fmt: skip
    shown = visitor.get(link(action))
    assert shown.status_code == 200
    assert "Sit tall." in shown.text
    assert "Mo Moderator" in shown.text

    done = press(visitor, link(action))

    assert done.status_code == 303
    assert "Mo Moderator" in visitor.get(done.location).text
    with app.app_context():
        comment = db.session.get_one(Comment, comment_id)
        decision = last_decision(comment)
        assert comment.status is after
        assert decision is not None
        assert (decision.act.user_id, decision.revision_number) == (cast["mo"], 1)
        assert decision.act.details == {"action": action.value, "way": "mail"}


@pytest.mark.parametrize("headers", [{}, {"Sec-Purpose": "prefetch"}, {"Purpose": "prefetch"}])
def test_A16_T19_a_scanner_that_opens_every_link_twice_changes_nothing(
    app: Flask, link: Callable[..., str], comment_id: int, headers: dict[str, str]
) -> None:
    scanner = Visitor(app)
    links = [link(action) for action in (Action.APPROVE, Action.SPAM, Action.TRASH)]
    before = state(app, comment_id)

    for address in links * 2:
        for method in ("GET", "HEAD", "OPTIONS"):
            answer = scanner.client.open(address, method=method, headers=headers)
            assert answer.status_code == 200
            assert "Set-Cookie" not in answer.headers

    assert state(app, comment_id) == before
    assert press(Visitor(app), links[0]).status_code == 303


def test_a_post_without_the_stamp_of_its_page_is_refused(
    app: Flask, visitor: Visitor, link: Callable[..., str], comment_id: int
) -> None:
    before = state(app, comment_id)
    other = find_form(visitor.get(link(Action.SPAM)).text, "act-link").fields["stamp"]

    for data in ({}, {"stamp": "x"}, {"stamp": other}):
        assert visitor.post(link(), data).status_code == 403
    stamp = find_form(visitor.get(link()).text, "act-link").fields["stamp"]
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert visitor.post(link(), {"stamp": stamp}, **headers).status_code == 403
    assert state(app, comment_id) == before


def test_a_link_is_used_once(
    app: Flask, cast: Cast, visitor: Visitor, link: Callable[..., str], comment_id: int
) -> None:
    address = link()
    stamp = find_form(visitor.get(address).text, "act-link").fields["stamp"]
    assert visitor.post(address, {"stamp": stamp}).status_code == 303
    before = state(app, comment_id)

    again = visitor.post(address, {"stamp": stamp})

    assert again.status_code == 410
    assert "This link was used" in again.text
    assert "act-link" not in again.text
    assert state(app, comment_id) == before
    with app.app_context(), transaction():
        decision = last_decision(db.session.get_one(Comment, comment_id))
        assert decision is not None
        undo(decision, cast.user("ada").as_actor(), utcnow())
    assert visitor.post(address, {"stamp": stamp}).status_code == 410, "also once it was put back"


def test_the_table_of_used_links_holds_no_link(app: Flask, visitor: Visitor, link: Callable[..., str]) -> None:
    address = link()
    press(visitor, address)

    with app.app_context():
        assert [used.token_hash for used in db.session.scalars(select(UsedLink)) if used.token_hash in address] == []


def test_a_link_ends_after_72_hours_and_shows_nothing_then(
    app: Flask, visitor: Visitor, link: Callable[..., str], comment_id: int
) -> None:
    with app.app_context():
        comment = db.session.get_one(Comment, comment_id)
        found = links_for(comment, db.session.get_one(Comment, comment_id).post.author, utcnow())[Action.APPROVE]
        assert timedelta(hours=71.9) < found.ends_at - utcnow() <= timedelta(hours=72)
    stamp = find_form(visitor.get(link()).text, "act-link").fields["stamp"]
    ended = link(ends_at=utcnow() - timedelta(seconds=2))

    shown = visitor.get(ended)

    assert "This link has ended" in shown.text
    assert "Sit tall." not in shown.text
    assert visitor.post(ended, {"stamp": stamp}).status_code == 403  # of another link's page


def altered(address: str) -> list[str]:
    start, _, token = address.rpartition("/")
    payload, dot, signature = token.rpartition(".")
    secret = sign(Purpose.PREVIEW, [1, 1, 1, "approve", 5, 9_999_999_999], "a secret for tests, long enough to be one")
    changed = [
        token[:-1],
        token + "A",
        "x",
        f"{payload[:-1]}{dot}{signature}",
        f"{dot}{signature}",
        secret,
        token.swapcase(),
    ]
    return [f"{start}/{each}" for each in changed]


def test_an_altered_link_says_so_and_leads_nowhere(
    app: Flask, visitor: Visitor, link: Callable[..., str], comment_id: int
) -> None:
    before = state(app, comment_id)
    stamp = find_form(visitor.get(link()).text, "act-link").fields["stamp"]

    for address in altered(link()):
        shown = visitor.get(address)
        assert shown.status_code == 404
        assert "This link is not whole" in shown.text
        assert visitor.post(address, {"stamp": stamp}).status_code in (403, 404)
    assert state(app, comment_id) == before


def test_who_may_not_moderate_the_post_any_more_has_no_link_any_more(
    app: Flask, cast: Cast, visitor: Visitor, link: Callable[..., str], comment_id: int
) -> None:
    address = link()
    stamp = find_form(visitor.get(address).text, "act-link").fields["stamp"]
    with app.app_context(), transaction():
        cast.user("mo").role = Role.AUTHOR

    assert visitor.get(address).status_code == 404
    assert visitor.post(address, {"stamp": stamp}).status_code == 404
    assert visitor.get(link(to="berta")).status_code == 404
    assert visitor.get(link(user_id=77)).status_code == 404
    assert visitor.get(link(comment_id=77)).status_code == 404
    assert state(app, comment_id)[0] is CommentStatus.PENDING


def test_the_author_of_the_post_has_links_too(visitor: Visitor, link: Callable[..., str]) -> None:
    assert press(visitor, link(to="arthur")).status_code == 303


def test_a_changed_reply_shows_the_difference_and_does_nothing(
    app: Flask, visitor: Visitor, link: Callable[..., str], comment_id: int
) -> None:
    address = link()
    stamp = find_form(visitor.get(address).text, "act-link").fields["stamp"]
    with app.app_context(), transaction():
        comment = db.session.get_one(Comment, comment_id)
        for number, text in ((1, comment.text), (2, "Sit upright.")):
            db.session.add(
                CommentRevision(comment_id=comment_id, number=number, name="R", url="", text=text, at=utcnow())
            )
        comment.text, comment.html = "Sit upright.", render_comment("Sit upright.").html
        comment.version, comment.revision_number = 2, 2
    before = state(app, comment_id)

    shown, pressed = visitor.get(address), visitor.post(address, {"stamp": stamp})

    for answer, status in ((shown, 200), (pressed, 409)):
        assert answer.status_code == status
        assert "<del>tall</del>" in answer.text
        assert "<ins>upright</ins>" in answer.text
        assert f"/moderation/comments/{comment_id}" in answer.text
        assert 'id="act-link"' not in answer.text
    assert state(app, comment_id) == before


def test_a_version_that_is_another_shows_the_reply_as_it_is_now(
    app: Flask, visitor: Visitor, link: Callable[..., str], comment_id: int
) -> None:
    address = link()
    with app.app_context(), transaction():
        db.session.get_one(Comment, comment_id).version = 2

    shown = visitor.get(address)

    assert "changed meanwhile" in shown.text
    assert "Sit tall." in shown.text
    assert 'id="act-link"' not in shown.text


def test_what_a_colleague_decided_is_told_with_their_name(
    app: Flask, cast: Cast, visitor: Visitor, link: Callable[..., str], comment_id: int
) -> None:
    address = link()
    stamp = find_form(visitor.get(address).text, "act-link").fields["stamp"]
    with app.app_context(), transaction():
        decide(db.session.get_one(Comment, comment_id), Action.SPAM, cast.user("ada").as_actor(), utcnow(), 1)
    before = state(app, comment_id)

    for answer, status in ((visitor.get(address), 200), (visitor.post(address, {"stamp": stamp}), 409)):
        assert answer.status_code == status
        assert "Ada Admin: marked as spam" in answer.text
        assert "Sit tall." not in answer.text
    assert state(app, comment_id) == before


def test_undo_is_offered_to_whom_the_link_belonged_when_signed_in(
    app: Flask, signed_in: SignedIn, visitor: Visitor, link: Callable[..., str], comment_id: int
) -> None:
    mo, address = signed_in("mo"), link()
    done = press(mo, address)

    assert "/undo" not in visitor.get(done.location).text
    assert "/undo" not in signed_in("ada").get(done.location).text
    assert mo.submit(done.location, "/undo").status_code == 303
    assert state(app, comment_id)[0] is CommentStatus.PENDING


def test_the_pages_are_kept_by_nobody_and_name_themselves_to_nobody(visitor: Visitor, link: Callable[..., str]) -> None:
    for answer in (visitor.get(link()), visitor.get(link(ends_at=utcnow() - timedelta(seconds=2)))):
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Referrer-Policy"] == "same-origin"


def test_the_log_holds_no_link(visitor: Visitor, link: Callable[..., str]) -> None:
    handler = logging.getLogger("rejoinder").handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.stream = logged = io.StringIO()
    address = link()
    press(visitor, address)

    assert "/moderation/links/<token>" in logged.getvalue()
    assert address not in logged.getvalue()


def test_A12_links_of_mails_never_come_from_the_host_header(app: Flask, visitor: Visitor, page: str) -> None:
    visitor.reply(page, {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}, comment="Hello there.")
    app.test_cli_runner().invoke(args=["work", "--once"])

    mails = [path.read_text() for path in (engine_of(app).settings.data_dir / "mail").glob("*.eml")]
    assert len(mails) == 4
    assert "".join(mails).count("evil") == 0


def engine_of(app: Flask):  # type: ignore[no-untyped-def]
    with app.app_context():
        return engine()
