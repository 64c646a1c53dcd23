"""Two people save the same post: both texts stand side by side, and nothing is written over unseen."""

from collections.abc import Callable

import pytest
from flask import Flask

from blog.database import db
from blog.posts.models import Post
from blog.posts.revisions import page_of_revisions
from tests.visitor import Form, Visitor, find_form

SignedIn = Callable[[str], Visitor]
EDIT = "/desk/posts/1/edit"


@pytest.fixture
def arthur(signed_in: SignedIn) -> Visitor:
    return signed_in("arthur")


def open_editor(visitor: Visitor) -> Form:
    return find_form(visitor.get(EDIT).text, "post-form")


def test_a_stale_save_shows_both_texts_who_saved_and_what_differs(
    page: str, arthur: Visitor, signed_in: SignedIn
) -> None:
    mine = open_editor(arthur)
    signed_in("edith").submit(EDIT, "post-form", body="It starts beside the hip.", action="save")

    refused = arthur.post(EDIT, {**mine.fields, "body": "It begins beside the spine.", "action": "save"})

    assert refused.status_code == 409
    assert "Edith Editor saved this post at" in refused.text
    assert "It starts beside the hip.</textarea>" in refused.text
    assert refused.text.count("It begins beside the spine.</textarea>") == 2, "beside theirs, and in the form"
    assert "<del>starts </del><ins>begins </ins>beside the <del>hip</del><ins>spine</ins>." in refused.text
    assert "Save mine over it, as a new revision" in refused.text
    assert "Take this one" in refused.text


def test_saving_mine_over_theirs_keeps_theirs_among_the_revisions(
    app: Flask, page: str, arthur: Visitor, signed_in: SignedIn
) -> None:
    mine = open_editor(arthur)
    signed_in("edith").submit(EDIT, "post-form", body="Theirs.", action="save")
    refused = arthur.post(EDIT, {**mine.fields, "body": "Mine.", "action": "save"})

    again = find_form(refused.text, "post-form")
    assert arthur.post(EDIT, {**again.fields, "action": "save"}).status_code == 303

    with app.app_context():
        revisions, _ = page_of_revisions(db.session.get_one(Post, 1))
        assert [each.body for each in revisions][:2] == ["Mine.", "Theirs."]


def test_a_third_saving_meanwhile_is_shown_as_well(page: str, arthur: Visitor, signed_in: SignedIn) -> None:
    mine = open_editor(arthur)
    edith = signed_in("edith")
    edith.submit(EDIT, "post-form", body="Theirs.", action="save")
    again = find_form(arthur.post(EDIT, {**mine.fields, "body": "Mine.", "action": "save"}).text, "post-form")
    edith.submit(EDIT, "post-form", body="Theirs, once more.", action="save")

    refused = arthur.post(EDIT, {**again.fields, "action": "save"})

    assert refused.status_code == 409
    assert "Theirs, once more." in refused.text


def test_taking_theirs_gives_the_unsaved_copy_up(page: str, arthur: Visitor, signed_in: SignedIn) -> None:
    mine = open_editor(arthur)
    arthur.post("/desk/working-copies", {**mine.fields, "post": "1", "body": "Mine."})
    signed_in("edith").submit(EDIT, "post-form", body="Theirs.", action="save")
    refused = arthur.submit(EDIT, "post-form", action="save")
    assert refused.status_code == 409

    button = find_form(refused.text, "/discard")
    assert arthur.post(button.action, button.fields).status_code == 303

    assert open_editor(arthur).fields["body"] == "Theirs."


def test_what_was_typed_is_escaped_in_the_difference(page: str, arthur: Visitor, signed_in: SignedIn) -> None:
    mine = open_editor(arthur)
    signed_in("edith").submit(EDIT, "post-form", body="<img src=x onerror=a()>", action="save")

    refused = arthur.post(EDIT, {**mine.fields, "body": "<script>b()</script>", "action": "save"})

    assert "<script>b()" not in refused.text
    assert "<img src=x" not in refused.text


# The note


def test_a_note_is_kept_without_a_revision_and_recorded_without_its_words(
    app: Flask, page: str, arthur: Visitor
) -> None:
    assert arthur.submit(EDIT, "post-form", note="Ask the publisher.", action="save").status_code == 303

    with app.app_context():
        post = db.session.get_one(Post, 1)
        assert (post.note, post.head_number) == ("Ask the publisher.", 1)
    assert open_editor(arthur).fields["note"] == "Ask the publisher."


def test_of_two_notes_neither_is_written_over_the_other(page: str, arthur: Visitor, signed_in: SignedIn) -> None:
    mine = open_editor(arthur)
    signed_in("edith").submit(EDIT, "post-form", note="Edith's note.", action="save")

    refused = arthur.post(EDIT, {**mine.fields, "note": "My note.", "action": "save"})

    assert refused.status_code == 409
    assert "Edith&#39;s note." in refused.text
    assert "My note." in refused.text
    both = find_form(refused.text, "post-form")
    assert arthur.post(EDIT, {**both.fields, "note": "Both notes.", "action": "save"}).status_code == 303
    assert open_editor(arthur).fields["note"] == "Both notes."


def test_a_form_without_a_note_leaves_the_note(page: str, arthur: Visitor) -> None:
    arthur.submit(EDIT, "post-form", note="Kept.", action="save")
    fields = open_editor(arthur).fields
    del fields["note"]

    assert arthur.post(EDIT, {**fields, "body": "New.", "action": "save"}).status_code == 303
    assert open_editor(arthur).fields["note"] == "Kept."


def test_no_reader_finds_the_note(app: Flask, page: str, arthur: Visitor, visitor: Visitor) -> None:
    secret = "a-note-for-nobody-else"
    arthur.submit(EDIT, "post-form", note=secret, body="A new text.", action="publish")
    made = arthur.submit("/desk/posts/1/preview-links", "preview-link-form", days="7").text
    link = made.partition('id="new-link"')[2].partition('value="http://localhost')[2].partition('"')[0]

    shown = [page, "/", link, *feeds(app, page)]
    answers = [visitor.get(address) for address in shown]

    assert [answer.status_code for answer in answers] == [200] * len(shown)
    assert [address for address, answer in zip(shown, answers, strict=True) if secret in answer.text] == []
    assert "A new text." in answers[2].text


def feeds(app: Flask, page: str) -> list[str]:
    """Every feed that is there without a name in its address, and those of this post."""
    rules = [str(rule) for rule in app.url_map.iter_rules() if rule.endpoint.startswith("feeds.")]
    return [rule for rule in rules if "<" not in rule] + [f"{page}feed/"]
