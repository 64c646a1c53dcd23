"""Rewording a reply: the original is kept, the sanitizer is the same, and an undo brings the words back."""

import pytest
from flask import Flask
from sqlalchemy import select

from blog.comments.editing import ChangedMeanwhile, Wording, edit_comment, revisions_of, undo_edit_act, wording_of
from blog.comments.lifecycle import Action, CommentStatus
from blog.comments.models import Comment, CommentRevision
from blog.comments.words import find_replies_saying, read_search
from blog.database import db, transaction
from blog.errors import Refused
from blog.jobs.models import Job
from blog.moderation.decisions import EditedMeanwhile, decide
from blog.record.acts import COMMAND_LINE, Verb
from blog.record.models import Act
from blog.record.undoing import ChangedSince
from blog.text.render import render_comment
from tests.factories import NOW, Cast, make_comment, make_post

LATER = NOW.replace(hour=12)
REWORDED = Wording("Rhea R.", "https://example.org", 'Sit tall. <script>alert(1)</script> <a href="javascript:1">x</a>')


def edit(comment: Comment, cast: Cast, wording: Wording = REWORDED, seen: int | None = None) -> Act:
    rendered = render_comment(wording.text)
    with transaction():
        by, version = cast.user("mo").as_actor(), comment.version if seen is None else seen
        return edit_comment(comment, wording, rendered, by, LATER, version)


def test_the_original_is_kept_beside_what_it_says_now(context: Flask, cast: Cast) -> None:
    comment = make_comment(make_post(cast))
    original = wording_of(comment)
    edit(comment, cast)
    first, second = revisions_of(comment)

    assert (first.number, wording_of(first), first.at, first.by) == (1, original, NOW, None)
    assert (second.number, wording_of(second), second.at, second.by_id) == (2, REWORDED, LATER, cast["mo"])
    assert (wording_of(comment), comment.revision_number, comment.edited_at) == (REWORDED, 2, LATER)


def test_the_new_words_go_through_the_same_sanitizer(context: Flask, cast: Cast) -> None:
    comment = make_comment(make_post(cast))
    edit(comment, cast)

    assert "<script" not in comment.html
    assert "href" not in comment.html
    assert {removal["rule"] for removal in comment.removals} >= {"element_with_content", "scheme"}


def test_a_reply_that_nobody_edited_has_no_revisions(context: Flask, cast: Cast) -> None:
    assert revisions_of(make_comment(make_post(cast))) == []


def test_who_saw_the_words_before_decides_nothing(context: Flask, cast: Cast) -> None:
    comment = make_comment(make_post(cast))
    seen = comment.version
    edit(comment, cast)

    with pytest.raises(EditedMeanwhile), transaction():
        decide(comment, Action.APPROVE, COMMAND_LINE, LATER, seen)
    assert comment.status is CommentStatus.PENDING


def test_a_decision_names_the_words_that_it_saw(context: Flask, cast: Cast) -> None:
    comment = make_comment(make_post(cast))
    edit(comment, cast)
    with transaction():
        decision = decide(comment, Action.APPROVE, COMMAND_LINE, LATER, comment.version)

    assert decision.revision_number == 2


def test_an_edit_of_what_changed_meanwhile_is_refused(context: Flask, cast: Cast) -> None:
    comment = make_comment(make_post(cast))

    with pytest.raises(ChangedMeanwhile):
        edit(comment, cast, seen=comment.version - 1)
    assert revisions_of(comment) == []


def test_an_edit_that_changes_nothing_is_refused(context: Flask, cast: Cast) -> None:
    comment = make_comment(make_post(cast))

    with pytest.raises(Refused):
        edit(comment, cast, wording_of(comment))
    assert comment.edited_at is None


def test_an_undo_brings_the_words_back_and_can_be_undone(context: Flask, cast: Cast) -> None:
    comment = make_comment(make_post(cast))
    original, act = wording_of(comment), edit(comment, cast)
    with transaction():
        undoing = undo_edit_act(act, cast.user("ada").as_actor(), LATER)
    assert (wording_of(comment), comment.revision_number) == (original, 3)
    assert undoing.verb == Verb.COMMENT_EDITED

    with transaction():
        undo_edit_act(undoing, cast.user("ada").as_actor(), LATER)
    assert wording_of(comment) == REWORDED


def test_an_undo_spares_what_was_edited_since(context: Flask, cast: Cast) -> None:
    comment = make_comment(make_post(cast))
    act = edit(comment, cast)
    edit(comment, cast, Wording("Rhea", "", "Again."))

    with pytest.raises(ChangedSince), transaction():
        undo_edit_act(act, COMMAND_LINE, LATER)
    assert comment.text == "Again."


def test_a_public_reply_changes_its_page_and_the_index_of_the_search(context: Flask, cast: Cast) -> None:
    comment = make_comment(make_post(cast), then=(Action.APPROVE,))
    before = comment.post.page_version
    db.session.execute(Job.__table__.delete())  # type: ignore[attr-defined]
    db.session.commit()
    edit(comment, cast)

    assert comment.post.page_version > before
    assert list(db.session.scalars(select(Job.name))) == ["index_comment"]


def test_moderators_find_it_by_its_new_words(context: Flask, cast: Cast) -> None:
    comment = make_comment(make_post(cast), "Something about knees.")
    edit(comment, cast, Wording("Rhea", "", "Something about elbows."))

    assert find_replies_saying(read_search("elbows"), 5) == [comment.id]
    assert find_replies_saying(read_search("knees"), 5) == []


def test_deleting_for_good_takes_every_revision_along(context: Flask, cast: Cast) -> None:
    comment = make_comment(make_post(cast), then=(Action.TRASH,))
    edit(comment, cast)
    with transaction():
        decide(comment, Action.DELETE, COMMAND_LINE, LATER, comment.version)

    assert list(db.session.scalars(select(CommentRevision))) == []
