"""Who was here before is known by their browser, never by what they type."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from blog.comments.lifecycle import Action, CommentStatus
from blog.comments.models import Comment, WriterBrowser
from blog.database import db, transaction
from blog.moderation.decisions import decide
from blog.record.acts import COMMAND_LINE
from tests.factories import NOW, Cast
from tests.visitor import Visitor, find_form

KEY, OTHER_KEY = "ab" * 32, "cd" * 32


def decide_newest(app: Flask, action: Action) -> None:
    with app.app_context(), transaction():
        comment = db.session.query(Comment).order_by(Comment.id.desc()).first()
        assert comment
        decide(comment, action, COMMAND_LINE, NOW + timedelta(days=1), comment.version)


def newest(app: Flask) -> tuple[str, list[str]]:
    with app.app_context():
        comment = db.session.query(Comment).order_by(Comment.id.desc()).first()
        assert comment
        return comment.status.value, [finding.code for finding in comment.findings]


@pytest.fixture
def returning(app: Flask, page: str, visitor: Visitor) -> None:
    """Rhea was here, with her browser, and her reply was approved."""
    assert visitor.reply(page, comment="First.", **{"pass": KEY}).status_code == 303
    assert newest(app) == ("pending", ["first_replies"])
    decide_newest(app, Action.APPROVE)


@pytest.mark.usefixtures("returning")
def test_a_returning_writers_reply_appears_at_once(app: Flask, page: str, visitor: Visitor) -> None:
    response = visitor.reply(page, comment="Second.", **{"pass": KEY})

    assert response.status_code == 303
    assert newest(app) == ("approved", ["trusted"])
    assert "Second." in Visitor(app).get(page).text


@pytest.mark.usefixtures("returning")
@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"email": "RHEA@Example.NET"},
        {"pass": OTHER_KEY},
        {"pass": KEY[:-1] + "c"},
        {"pass": KEY.upper()},
        {"pass": KEY + " "},
        {"pass": "' OR 1=1 --"},
        {"pass": "1"},
        {"pass": "a" * 100_000},
    ],
)
def test_A46_T20_a_typed_address_is_held_without_the_browser_that_wrote_before(
    app: Flask, page: str, visitor: Visitor, typed: dict[str, str]
) -> None:
    assert visitor.reply(page, comment="I am Rhea, too.", **typed).status_code == 303

    assert newest(app) == ("pending", ["unproven"])
    assert "I am Rhea, too." not in Visitor(app).get(page).text


@pytest.mark.usefixtures("returning")
@pytest.mark.parametrize("address", ["rhea+x@example.net", "r.hea@example.net", "rheа@example.net", "ada@example.org"])
def test_A46_a_key_is_nothing_with_an_address_that_is_not_its_own(
    app: Flask, page: str, visitor: Visitor, address: str
) -> None:
    response = visitor.reply(page, comment="Somebody else.", email=address, **{"pass": KEY})

    if response.status_code == 303:
        assert newest(app) == ("pending", ["first_replies"])
    else:
        assert response.status_code == 422


@pytest.mark.usefixtures("returning")
def test_T20_who_begins_with_anothers_address_and_a_key_of_their_own_stays_held(
    app: Flask, page: str, visitor: Visitor
) -> None:
    """The first reply of a thief is remembered with the address, and earns nothing of what the address has."""
    for number in range(2):
        assert visitor.reply(page, comment=f"Thief {number}.", **{"pass": OTHER_KEY}).status_code == 303
        assert newest(app) == ("pending", ["unproven"])


@pytest.mark.usefixtures("returning")
def test_a_writer_whose_reply_was_marked_as_spam_waits_again(app: Flask, page: str, visitor: Visitor) -> None:
    visitor.reply(page, comment="Second.", **{"pass": KEY})
    decide_newest(app, Action.SPAM)

    visitor.reply(page, comment="Third.", **{"pass": KEY})

    assert newest(app) == ("pending", ["marked_as_spam", "trusted"])


@pytest.mark.usefixtures("returning")
def test_spam_that_a_stranger_sends_in_a_writers_name_costs_the_writer_nothing(
    app: Flask, page: str, visitor: Visitor
) -> None:
    visitor.reply(page, comment="Buy!", **{"pass": OTHER_KEY})
    decide_newest(app, Action.SPAM)

    visitor.reply(page, comment="Second.", **{"pass": KEY})
    assert newest(app) == ("approved", ["trusted"])

    visitor.reply(page, comment="Buy more!", **{"pass": OTHER_KEY})
    assert newest(app) == ("pending", ["marked_as_spam", "unproven"])


def test_the_key_is_in_no_page_and_nowhere_in_clear(app: Flask, page: str, visitor: Visitor) -> None:
    refused = visitor.reply(page, comment="", **{"pass": KEY})
    assert refused.status_code == 422
    assert KEY not in refused.text

    sent = visitor.reply(page, **{"pass": KEY})
    assert KEY not in visitor.get(sent.headers["Location"]).text
    assert KEY not in sent.headers["Location"]
    with app.app_context():
        assert KEY not in [browser.key_hash for browser in db.session.query(WriterBrowser)]


def test_nothing_is_remembered_without_a_key(app: Flask, page: str, visitor: Visitor) -> None:
    visitor.reply(page)
    with app.app_context():
        assert db.session.query(WriterBrowser).count() == 0


def test_the_box_is_unticked_hidden_where_no_script_runs_and_names_no_field(
    cast: Cast, page: str, visitor: Visitor
) -> None:
    text = visitor.get(page).text

    assert re.search(r'<div class="field remember" hidden>', text)
    [box] = re.findall(r'<input type="checkbox" id="remember"[^>]*>', text)
    assert "checked" not in box
    assert "name=" not in box
    assert find_form(text, "commentform").fields["pass"] == ""


def test_someone_signed_in_is_not_asked(page: str, signed_in: object, app: Flask) -> None:
    mo = Visitor(app).sign_in("mo")
    assert 'id="remember"' not in mo.get(page).text


def test_who_is_taken_for_spam_by_screening_sees_what_everybody_sees(app: Flask, page: str, visitor: Visitor) -> None:
    """A program learns nothing from the answer, and a person is not offended."""
    sent = visitor.reply(page, comment="Held.")
    with app.app_context(), transaction():
        db.session.get_one(Comment, 1).status = CommentStatus.SPAM
    assert "Your comment is awaiting moderation." in visitor.get(sent.headers["Location"]).text

    decide_newest(app, Action.TRASH)
    assert "Your comment is awaiting moderation." not in visitor.get(sent.headers["Location"]).text
