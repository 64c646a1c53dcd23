"""The pages behind the card: editing, answering, notes, canned answers."""

from collections.abc import Callable

import pytest
from flask import Flask

from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.moderation.decisions import decide
from blog.posts.models import Post
from blog.posts.publishing import unpublish_post
from blog.record.acts import COMMAND_LINE
from tests.factories import NOW, Cast, make_comment
from tests.visitor import Visitor, find_form

SignedIn = Callable[[str], Visitor]
CARD, EDIT, ANSWER = "/moderation/comments/1", "/moderation/comments/1/edit", "/moderation/comments/1/answer"


@pytest.fixture
def reply(app: Flask, page: str) -> None:
    """Reply 1, which waits."""
    with app.app_context():
        make_comment(db.session.get_one(Post, 1), "Sit tall, lift one knee and count.")


def the(app: Flask, comment_id: int = 1) -> Comment:
    with app.app_context():
        return db.session.get_one(Comment, comment_id)


def undo(visitor: Visitor, page: str) -> None:
    """Press the button of the notice on this page."""
    assert visitor.submit(page, "/undo").status_code == 303


# Editing


def test_an_edit_is_shown_with_its_difference_and_marked_in_public(
    app: Flask, page: str, reply: None, visitor: Visitor, signed_in: SignedIn
) -> None:
    mo = signed_in("mo")
    saved = mo.submit(EDIT, "edit-form", comment="Sit tall, lift one foot and count.", action="save")
    assert saved.status_code == 303
    card = mo.get(saved.location).text
    assert "<del>knee </del><ins>foot </ins>" in card.replace("\n", "")
    mo.submit(CARD, "/moderation/comments/1/decisions", action="approve")
    shown = visitor.get(page).text

    assert "lift one foot" in shown
    assert "lift one knee" not in shown
    assert "edited by a moderator" in shown


def test_a_preview_changes_nothing_and_keeps_what_was_typed(app: Flask, reply: None, signed_in: SignedIn) -> None:
    mo = signed_in("mo")
    shown = mo.submit(EDIT, "edit-form", comment="Sit **taller**.<script>x</script>", author="R.", action="preview")

    assert "<strong>taller</strong>" in shown.text
    assert find_form(shown.text, "edit-form").fields["author"] == "R."
    assert the(app).text == "Sit tall, lift one knee and count."


def test_an_edit_of_what_was_decided_meanwhile_is_409_and_loses_nothing(
    app: Flask, reply: None, signed_in: SignedIn
) -> None:
    mo = signed_in("mo")
    form = find_form(mo.get(EDIT).text, "edit-form")
    with app.app_context(), transaction():
        decide(db.session.get_one(Comment, 1), Action.SPAM, COMMAND_LINE, NOW, 1)
    refused = mo.post(EDIT, {**form.fields, "comment": "My better words.", "action": "save"})

    assert refused.status_code == 409
    assert "My better words." in refused.text


@pytest.mark.parametrize(
    ("field", "value"), [("comment", " "), ("author", ""), ("url", "javascript:alert(1)"), ("comment", "x" * 65_526)]
)
def test_what_can_not_be_a_reply_is_422(app: Flask, reply: None, signed_in: SignedIn, field: str, value: str) -> None:
    refused = signed_in("mo").submit(EDIT, "edit-form", **{field: value, "action": "save"})

    assert refused.status_code == 422
    assert f'id="{field}-error"' in refused.text
    assert the(app).revision_number == 1


def test_an_edit_is_undone_from_its_notice(app: Flask, reply: None, signed_in: SignedIn) -> None:
    mo = signed_in("mo")
    saved = mo.submit(EDIT, "edit-form", comment="Other words.", action="save")
    undo(mo, saved.location)

    assert the(app).text == "Sit tall, lift one knee and count."


# Answering


def test_an_answer_approves_what_it_answers_and_stands_below_it(
    app: Flask, page: str, reply: None, visitor: Visitor, signed_in: SignedIn
) -> None:
    answered = signed_in("mo").submit(ANSWER, "answer-form", comment="Well counted.")

    assert answered.status_code == 303
    assert [the(app, number).status.value for number in (1, 2)] == ["approved", "approved"]
    assert (the(app, 2).parent_id, the(app, 2).name) == (1, "Mo Moderator")
    assert "Well counted." in visitor.get(page).text


def test_one_undo_takes_the_answer_and_the_approval_back(
    app: Flask, page: str, reply: None, visitor: Visitor, signed_in: SignedIn
) -> None:
    mo = signed_in("mo")
    undo(mo, mo.submit(ANSWER, "answer-form", comment="Well counted.").location)

    assert [the(app, number).status.value for number in (1, 2)] == ["pending", "trash"]
    assert "Well counted." not in visitor.get(page).text


def test_an_answer_to_what_was_decided_meanwhile_is_409_and_keeps_the_words(
    app: Flask, reply: None, signed_in: SignedIn
) -> None:
    mo = signed_in("mo")
    form = find_form(mo.get(ANSWER).text, "answer-form")
    with app.app_context(), transaction():
        decide(db.session.get_one(Comment, 1), Action.SPAM, COMMAND_LINE, NOW, 1)
    refused = mo.post(ANSWER, {**form.fields, "comment": "Words for nobody."})

    assert refused.status_code == 409
    assert "Words for nobody." in refused.text
    assert the(app).status.value == "spam"


def test_an_answer_under_a_post_that_nobody_sees_is_refused(
    app: Flask, cast: Cast, reply: None, signed_in: SignedIn
) -> None:
    with app.app_context(), transaction():
        unpublish_post(db.session.get_one(Post, 1), cast.user("arthur").as_actor(), NOW)
    refused = signed_in("mo").submit(ANSWER, "answer-form", comment="Hello?")

    assert refused.status_code == 409
    assert the(app).status.value == "pending"


def test_an_author_answers_under_own_posts_only(reply: None, signed_in: SignedIn) -> None:
    assert signed_in("arthur").submit(ANSWER, "answer-form", comment="Thanks.").status_code == 303
    assert signed_in("berta").get(ANSWER).status_code == 404
    assert signed_in("berta").get(EDIT).status_code == 404


# Canned answers


def make_canned(visitor: Visitor, title: str = "Thanks", text: str = "Thank you, {name}, for reading “{post}”.") -> str:
    created = visitor.submit("/moderation/answers/", "canned-form", title=title, text=text, action="save")
    assert created.status_code == 303
    return created.location


def test_a_canned_answer_is_put_after_what_was_typed(reply: None, signed_in: SignedIn) -> None:
    mo = signed_in("mo")
    make_canned(mo)
    shown = mo.submit(ANSWER, "answer-form", comment="Dear reader,", canned="1")

    assert shown.status_code == 200
    typed = find_form(shown.text, "answer-form").fields["comment"]
    assert typed == "Dear reader,\n\nThank you, Rhea Reader, for reading “Anatomy Spotlight: Psoas”."


def test_canned_answers_are_changed_deleted_and_brought_back(reply: None, signed_in: SignedIn) -> None:
    mo = signed_in("mo")
    make_canned(mo)
    changed = mo.submit("/moderation/answers/1", "canned-form", title="Thank you", action="save")
    assert "Thank you</a>" in mo.get(changed.location).text
    deleted = mo.submit("/moderation/answers/1", "canned-form", action="delete")
    assert "Thank you</a>" not in mo.get("/moderation/answers/").text
    undo(mo, deleted.location)

    assert "Thank you</a>" in mo.get("/moderation/answers/").text


def test_a_canned_answer_without_words_is_422(reply: None, signed_in: SignedIn) -> None:
    refused = signed_in("mo").submit("/moderation/answers/", "canned-form", title=" ", text="", action="save")

    assert refused.status_code == 422
    assert 'id="title-error"' in refused.text


# Notes


def test_a_note_is_for_the_team_only_and_never_read_as_html(
    app: Flask, page: str, reply: None, visitor: Visitor, signed_in: SignedIn
) -> None:
    noted = signed_in("mo").submit(CARD, "/moderation/comments/1/notes", text="<b>Careful</b> with him.")
    assert noted.status_code == 303
    mo = signed_in("ada")
    shown = mo.get(CARD).text
    mo.submit(CARD, "/moderation/comments/1/decisions", action="approve")

    assert "&lt;b&gt;Careful&lt;/b&gt; with him." in shown
    assert "Careful" not in visitor.get(page).text


def test_a_note_about_the_writer_stands_with_all_their_replies(app: Flask, reply: None, signed_in: SignedIn) -> None:
    with app.app_context():
        make_comment(db.session.get_one(Post, 1), "Another one.")
        make_comment(db.session.get_one(Post, 1), "By somebody else.", address="sol@example.net")
    mo = signed_in("mo")
    mo.submit(CARD, "/moderation/comments/1/notes", text="Writes every week.", about_writer="y")

    assert "Writes every week." in mo.get("/moderation/comments/2").text
    assert "Writes every week." not in mo.get("/moderation/comments/3").text
    assert mo.get("/moderation/").text.count("1 note</a>") == 2


def test_a_note_is_removed_and_brought_back(reply: None, signed_in: SignedIn) -> None:
    mo = signed_in("mo")
    mo.submit(CARD, "/moderation/comments/1/notes", text="Careful.")
    removed = mo.submit(CARD, "/notes/1/remove")
    assert "Careful." not in mo.get(CARD).text
    undo(mo, removed.location)

    assert "Careful." in mo.get(CARD).text


def test_an_empty_note_is_422(reply: None, signed_in: SignedIn) -> None:
    assert signed_in("mo").submit(CARD, "/moderation/comments/1/notes", text=" ").status_code == 422


def test_notes_go_with_what_is_deleted_for_good(app: Flask, reply: None, signed_in: SignedIn) -> None:
    mo = signed_in("mo")
    mo.submit(CARD, "/moderation/comments/1/notes", text="Careful.", about_writer="y")
    mo.submit(CARD, "/moderation/comments/1/decisions", action="trash")
    gone = mo.submit(CARD, "/moderation/comments/1/decisions", action="delete", sure="yes")

    assert gone.status_code == 303
    assert the(app).writer_id is None
