"""The pages of rules and bans, and what is offered after a reply was marked as spam."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment, Writer
from blog.database import db
from blog.moderation.rule_models import Ban, Rule
from tests.factories import approved, make_comment
from tests.visitor import Visitor, find_form
from tests.web.replying import first_post

SignedIn = Callable[[str], Visitor]
RULES, BANS = "/moderation/rules/", "/moderation/bans/"


@pytest.fixture
def mo(page: str, signed_in: SignedIn) -> Visitor:
    return signed_in("mo")


def notice(visitor: Visitor, location: str) -> str:
    return " ".join(visitor.get(location).text.partition('role="status">')[2].partition("</div>")[0].split())


def count(app: Flask, model: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_rule_is_tried_before_it_is_saved(app: Flask, mo: Visitor) -> None:
    with app.app_context():
        wrong = approved(first_post(), "I read of v<b></b>iagra there.").id

    tried = mo.submit(RULES, "rules-form", lines="viagra", action="try")

    assert tried.status_code == 200
    assert "Of the last 1 decided replies they would have caught 1: 0 that the team declined" in tried.text
    assert f'href="/moderation/comments/{wrong}"' in tried.text
    assert "<mark>viagra</mark>" in tried.text
    assert ">viagra</textarea>" in tried.text.replace("\r\n", "").replace("\n", "")
    assert count(app, Rule) == 0


def test_what_would_have_been_wrong_is_shown_before_it_is_saved(app: Flask, mo: Visitor) -> None:
    with app.app_context():
        approved(first_post(), "I read of viagra there.")
    stopped = mo.submit(RULES, "rules-form", lines="viagra", action="save")
    assert "Not saved yet" in stopped.text
    assert count(app, Rule) == 0

    fields = find_form(stopped.text, "rules-form").fields
    saved = mo.post(RULES, {**fields, "action": "save"})

    assert saved.status_code == 303
    assert "1 rule was saved." in notice(mo, saved.location)
    other = mo.post(RULES, {**fields, "lines": "read", "action": "save"})
    assert "Not saved yet" in other.text, "the dry run of one rule is none of another"


def test_a_list_that_catches_nothing_innocent_is_saved_at_once_and_undone(app: Flask, mo: Visitor) -> None:
    saved = mo.submit(RULES, "rules-form", lines="viagra\r\n\r\nbuy now\r\n", kind="disallowed", action="save")

    assert "2 rules were saved." in notice(mo, saved.location)
    assert "No reply has been decided yet" in notice(mo, saved.location)
    undone = mo.submit(saved.location, "/undo")
    assert "2 rules were removed." in notice(mo, undone.location)
    assert "No rules yet." in mo.get(RULES).text


def test_a_wrong_line_is_named_beside_the_field_and_every_word_is_kept(app: Flask, mo: Visitor) -> None:
    refused = mo.submit(RULES, "rules-form", lines="(a", how="patterns", action="save")

    assert refused.status_code == 422
    assert "The pattern can&#39;t be read: missing ): (a" in refused.text
    assert "(a</textarea>" in refused.text


def test_a_rule_is_switched_off_and_removed_with_one_button_each(app: Flask, mo: Visitor) -> None:
    mo.submit(RULES, "rules-form", lines="viagra", action="save")

    switched = mo.submit(RULES, "/switch", switch="off")
    assert "The rule rests." in notice(mo, switched.location)
    again = mo.submit(RULES, "/switch", switch="off")
    assert again.status_code == 409
    removed = mo.submit(RULES, "/removals")
    assert "1 rule was removed." in notice(mo, removed.location)


def test_words_are_taken_along_a_line_each(app: Flask, mo: Visitor) -> None:
    mo.submit(RULES, "rules-form", lines="one\ntwo three", kind="disallowed", action="save")
    mo.submit(RULES, "rules-form", lines="four", action="save")

    response = mo.get(f"{RULES}words.txt?kind=disallowed")

    assert (response.mimetype, response.text) == ("text/plain", "one\ntwo three\n")


def test_the_list_of_rules_has_pages_and_a_search(app: Flask, mo: Visitor) -> None:
    lines = "\n".join(f"word{number}" for number in range(60))
    mo.submit(RULES, "rules-form", lines=lines, action="save")

    first = mo.get(RULES).text
    assert first.count('class="rule-text"') == 50
    address = first.partition('rel="next" href="')[2].partition('"')[0]
    assert mo.get(address).text.count('class="rule-text"') == 10
    assert mo.get(f"{RULES}?q=word59").text.count('class="rule-text"') == 1


# Bans


def test_a_host_is_banned_and_let_in_again(app: Flask, mo: Visitor) -> None:
    banned = mo.submit(BANS, "ban-form", value="https://www.example.org/", reason="Sells.", until="2099-01-31")
    assert "The ban is in force." in notice(mo, banned.location)
    shown = mo.get(BANS).text
    assert "<bdi>example.org</bdi>" in shown
    assert "<q>Sells.</q>" in shown

    lifted = mo.submit(BANS, "/lift")
    assert "The ban was lifted." in notice(mo, lifted.location)
    assert "Lifted" in mo.get(BANS).text


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"value": "nothing"}, 422),
        ({"value": "example.org", "until": "soon"}, 422),
        ({"value": "example.org", "until": "2020-01-01"}, 422),
        ({"value": "example.org", "days": "9999"}, 422),
        ({"kind": "network", "value": "example.org"}, 422),
        ({"kind": "writer", "value": "77"}, 404),
        ({"kind": "planet", "value": "77"}, 404),
    ],
)
def test_what_can_be_no_ban_is_refused(app: Flask, mo: Visitor, typed: dict[str, str], status: int) -> None:
    assert mo.submit(BANS, "ban-form", **typed).status_code == status
    assert count(app, Ban) == 0


def test_a_writer_is_banned_from_the_page_of_a_reply_and_no_digest_is_shown(app: Flask, mo: Visitor) -> None:
    with app.app_context():
        comment = make_comment(first_post(), "A word.", network="192.0.2.0/24")
        assert comment.writer
        comment_id, digest = comment.id, comment.writer.email_digest
    address = f"/moderation/comments/{comment_id}"

    banned = mo.submit(address, BANS, days="7", reason="Enough.")

    assert "The ban is in force." in notice(mo, banned.location)
    pages = mo.get(BANS).text + mo.get(address).text
    assert "Rhea Reader" in mo.get(BANS).text
    assert "The writer is banned." in pages
    assert digest not in pages


def test_a_banned_writer_sees_what_everybody_sees(app: Flask, page: str, mo: Visitor, visitor: Visitor) -> None:
    before = visitor.reply(page, comment="The first.")
    with app.app_context():
        writer = db.session.scalars(select(Writer)).one().id
    mo.submit(BANS, "ban-form", kind="writer", value=str(writer), is_to_spam="y")

    after = visitor.reply(page, comment="The second.")

    assert (after.status_code, after.location.partition("=")[0]) == (303, before.location.partition("=")[0])
    assert "awaiting moderation" in visitor.get(before.location).text
    assert "awaiting moderation" in visitor.get(after.location).text
    with app.app_context():
        assert [comment.status for comment in db.session.scalars(select(Comment).order_by(Comment.id))] == [
            CommentStatus.PENDING,
            CommentStatus.SPAM,
        ]


# After a reply was marked as spam


def test_after_spam_the_public_replies_of_its_writer_are_offered_and_go_in_one_run(app: Flask, mo: Visitor) -> None:
    with app.app_context():
        shown = [approved(first_post(), f"Public {number}.").id for number in range(2)]
        spam = make_comment(first_post(), "Buy this.").id
        other = approved(first_post(), "Mine.", address="other@example.net").id
    decided = mo.submit(f"/moderation/comments/{spam}", "/decisions", action="spam")

    assert "2 replies by this writer are public." in mo.get(decided.location).text
    assert "2 replies by this writer are public." in mo.get(f"/moderation/comments/{spam}").text
    moved = mo.submit(decided.location, "/spam")
    assert "2 replies were marked as spam." in notice(mo, moved.location)
    assert statuses(app, *shown, other) == ["spam", "spam", "approved"]
    mo.submit(moved.location, "/undo")
    assert statuses(app, *shown) == ["approved", "approved"]


def test_an_author_moves_only_replies_to_own_posts(app: Flask, page: str, signed_in: SignedIn) -> None:
    with app.app_context():
        comment = approved(first_post(), "Public.")
        writer = comment.writer_id
    berta = signed_in("berta")
    token = berta.get("/account/").text.partition('name="token"')[2].partition('value="')[2].partition('"')[0]

    assert berta.post(f"/moderation/writers/{writer}/spam", {"token": token}).status_code == 303
    assert statuses(app, comment.id) == ["approved"]


def test_every_new_reply_of_a_writer_of_spam_waits_and_says_so(app: Flask, page: str, mo: Visitor) -> None:
    with app.app_context():
        spam = make_comment(first_post(), "Buy this.").id
    mo.submit(f"/moderation/comments/{spam}", "/decisions", action="spam")

    with app.app_context():
        comment = make_comment(first_post(), "An innocent word.")
        assert comment.status is CommentStatus.PENDING
        assert "marked_as_spam" in [finding.code for finding in comment.findings]


def statuses(app: Flask, *comment_ids: int) -> list[str]:
    with app.app_context():
        return [db.session.get_one(Comment, comment_id).status.value for comment_id in comment_ids]
