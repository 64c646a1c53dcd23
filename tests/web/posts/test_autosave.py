"""Autosave: what is typed is kept, shown to nobody else, and never put over another text."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from blog.accounts.roles import Role
from blog.clock import utcnow
from blog.database import db, transaction
from blog.posts.models import Post, Revision, WorkingCopy
from blog.record.models import Act
from tests.factories import Cast, make_post
from tests.visitor import Visitor, find_form

SignedIn = Callable[[str], Visitor]
EDIT, NEW = "/desk/posts/1/edit", "/desk/posts/new"
KEEP = "/desk/working-copies"


@pytest.fixture
def arthur(signed_in: SignedIn) -> Visitor:
    return signed_in("arthur")


class Window:
    """An editor in one window: it sends what was typed as the script does, and remembers what it is told."""

    def __init__(self, visitor: Visitor, address: str = EDIT) -> None:
        self.visitor = visitor
        self.fields = find_form(visitor.get(address).text, "post-form").fields
        self.fields["post"] = "1" if address == EDIT else ""

    def keep(self, status: int = 200, **typed: str) -> dict[str, Any]:
        self.fields |= typed
        response = self.visitor.post(KEEP, self.fields)
        assert response.status_code == status, response.text
        answer: dict[str, Any] = response.get_json()
        if "version" in answer:
            self.fields |= {"copy": str(answer["copy"] or ""), "copy_version": str(answer["version"])}
        return answer

    def save(self, action: str = "save", **typed: str) -> int:
        """Press the button of the form."""
        address = EDIT if self.fields["post"] else NEW
        return self.visitor.post(address, {**self.fields, "comments": "open", **typed, "action": action}).status_code


def count(app: Flask, table: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


# Keeping


def test_what_is_typed_is_kept_and_shown_to_nobody_else(
    app: Flask, page: str, arthur: Visitor, visitor: Visitor, signed_in: SignedIn
) -> None:
    before, acts = visitor.get(page).data, count(app, Act)

    answer = Window(arthur).keep(body="Half a sent", title="Half")

    assert answer["version"] == 1
    assert answer["saved_at"]
    assert (answer["others"], answer["head"]) == ([], 1)
    assert (count(app, Revision), count(app, Act)) == (1, acts), "no revision, and no row in the record"
    assert visitor.get(page).data == before
    assert "Half a sent" not in signed_in("edith").get(EDIT).text
    assert arthur.get("/desk/").text.count("Half") == 0


def test_the_editor_opens_with_the_text_that_was_left(page: str, arthur: Visitor) -> None:
    Window(arthur).keep(body="Half a sent", tags="Hip, Spine", comments="closed", note="Ask Edith.")

    shown = arthur.get(EDIT)

    assert "that was not saved" in shown.text
    fields = find_form(shown.text, "post-form").fields
    assert fields["body"] == "Half a sent"
    assert (fields["tags"], fields["comments"], fields["note"]) == ("Hip, Spine", "closed", "Ask Edith.")
    assert (fields["copy_version"], fields["seen"]) == ("1", "1")


def test_what_says_the_same_as_the_post_is_no_unsaved_text(page: str, arthur: Visitor) -> None:
    Window(arthur).keep()

    assert "was not saved" not in arthur.get(EDIT).text


def test_saving_ends_the_working_copy(app: Flask, page: str, arthur: Visitor) -> None:
    window = Window(arthur)
    window.keep(body="Whole.")

    assert window.save() == 303

    assert "was not saved" not in arthur.get(EDIT).text
    with app.app_context():
        assert db.session.get_one(Post, 1).head.body == "Whole."
        assert db.session.get_one(WorkingCopy, 1).fields is None


def test_a_refused_saving_leaves_the_working_copy(app: Flask, page: str, arthur: Visitor) -> None:
    window = Window(arthur)
    window.keep(body="Whole.")

    assert window.save(slug="desk") == 422

    with app.app_context():
        assert db.session.get_one(WorkingCopy, 1).fields


def test_an_unsaved_text_is_discarded_by_a_button(page: str, arthur: Visitor) -> None:
    Window(arthur).keep(body="Not this.")

    done = arthur.submit(EDIT, "/discard")

    assert (done.status_code, done.location) == (303, "/desk/posts/1/edit?done=discard")
    shown = arthur.get(done.location).text
    assert "discarded" in shown
    assert "Not this." not in shown


def test_a_text_kept_since_is_not_discarded_unseen(page: str, arthur: Visitor) -> None:
    window = Window(arthur)
    window.keep(body="One.")
    button = find_form(arthur.get(EDIT).text, "/discard")
    window.keep(body="One, and more.")

    assert arthur.post(button.action, button.fields).status_code == 409
    assert "One, and more." in arthur.get(EDIT).text


def test_a_new_post_is_kept_and_offered_again(app: Flask, cast: Cast, arthur: Visitor, signed_in: SignedIn) -> None:
    window = Window(arthur, NEW)
    assert window.keep(title="An Idea", body="Half")["version"] == 1
    assert window.keep(title="An Idea", body="Half a sent")["version"] == 2

    again = Window(arthur, NEW)
    assert again.fields["body"] == "Half a sent"
    assert "An Idea" not in signed_in("edith").get(NEW).text
    assert again.save(body="Half a sentence.") == 303
    assert find_form(arthur.get(NEW).text, "post-form").fields["body"] == ""
    with app.app_context():
        copy = db.session.scalars(select(WorkingCopy)).one()
        assert (copy.post_id, copy.fields) == (1, None), "the copy goes with the post"


def test_two_new_posts_in_two_windows_are_two_texts(app: Flask, cast: Cast, arthur: Visitor) -> None:
    first, second = Window(arthur, NEW), Window(arthur, NEW)
    first.keep(title="First", body="One")
    second.keep(title="Second", body="Two")
    first.keep(body="One and")

    shown = arthur.get(NEW).text
    assert find_form(shown, "post-form").fields["title"] == "First"
    assert "Second" in shown
    assert Window(arthur, f"{NEW}?copy={second.fields['copy']}").fields["body"] == "Two"
    assert Window(arthur, f"{NEW}?copy=none").fields["body"] == ""


def test_a_discarded_new_text_leaves_no_row_that_another_window_mistakes(cast: Cast, arthur: Visitor) -> None:
    forgotten = Window(arthur, NEW)
    forgotten.keep(title="Old", body="Old")
    arthur.submit(NEW, "/discard")
    Window(arthur, NEW).keep(title="Other", body="Other")

    assert forgotten.keep(409, body="Old and more")["theirs"] == {"title": "Other", "body": "Other"}


# Never over another text


def test_of_two_windows_the_slower_is_told_and_nothing_is_overwritten(page: str, arthur: Visitor) -> None:
    one, other = Window(arthur), Window(arthur)
    one.keep(body="From the first window.")

    told = other.keep(409, body="From the second.")

    assert told["by"] == "Arthur Author"
    assert told["theirs"]["body"] == "From the first window."
    assert "another of your windows" in told["message"]
    assert find_form(arthur.get(EDIT).text, "post-form").fields["body"] == "From the first window."
    assert one.keep(body="From the first window, on.")["version"] == 2


def test_a_sign_of_life_tells_a_window_that_it_is_behind_and_not_the_version(page: str, arthur: Visitor) -> None:
    one, other = Window(arthur), Window(arthur)
    one.keep(body="From the first window.")

    assert "version" not in other.keep(409, title="", body="")


def test_who_writes_on_after_anothers_saving_is_told_and_their_text_is_kept_all_the_same(
    page: str, arthur: Visitor, signed_in: SignedIn
) -> None:
    window = Window(arthur)
    window.keep(body="Mine.")
    assert Window(signed_in("edith")).save(body="Edith's.") == 303

    told = window.keep(409, body="Mine, and more.")

    assert (told["by"], told["theirs"]["body"], told["head"]) == ("Edith Editor", "Edith's.", 2)
    shown = arthur.get(EDIT).text
    assert find_form(shown, "post-form").fields["body"] == "Mine, and more."
    assert find_form(shown, "post-form").fields["seen"] == "1", "so that saving shows both"
    assert "Edith Editor" in shown


def test_going_back_to_the_empty_form_after_saving_does_not_write_over_the_post(cast: Cast, arthur: Visitor) -> None:
    window = Window(arthur, NEW)
    window.keep(title="A", body="One.")
    window.save(title="A", body="One, saved.")

    assert window.keep(409, body="One, from the page before.")["theirs"]["body"] == "One, saved."


def test_saving_in_one_window_leaves_what_another_has_kept_since(page: str, arthur: Visitor) -> None:
    one, other = Window(arthur), Window(arthur)
    one.keep(body="Long thoughts.")

    assert other.save(body="Quick fix.") == 303

    shown = arthur.get(EDIT).text
    assert find_form(shown, "post-form").fields["body"] == "Long thoughts."
    assert "was saved since" in shown


# Limits


@pytest.mark.parametrize("typed", [{"title": "t" * 301}, {"body": "b" * 300_001}, {"note": "n" * 10_001}])
def test_what_is_too_long_is_422_in_words_and_nothing_is_cut(page: str, arthur: Visitor, typed: dict[str, str]) -> None:
    answer = Window(arthur).keep(422, **typed)

    assert "Nothing was cut off." in answer["message"]
    assert list(answer["errors"]) == list(typed)


def test_a_body_beyond_all_measure_is_413_in_words(page: str, arthur: Visitor) -> None:
    assert "mebibyte" in Window(arthur).keep(413, body="b" * 1024 * 1024)["message"]


def test_half_a_time_and_no_title_are_kept_for_they_may_become_whole(page: str, arthur: Visitor) -> None:
    Window(arthur).keep(publish_at="2014-05", title="", slug="desk")

    fields = find_form(arthur.get(EDIT).text, "post-form").fields
    assert (fields["publish_at"], fields["title"], fields["slug"]) == ("2014-05", "", "desk")


def test_another_authors_post_is_not_there(page: str, signed_in: SignedIn) -> None:
    berta = Window(signed_in("berta"), NEW)
    answers = []
    for post in ("1", "77", "x", "9" * 30):
        answers.append(berta.keep(404, post=post, body="Hers?"))

    assert all(answer == answers[0] for answer in answers)


def test_a_text_that_became_a_post_tells_nothing_of_it_to_who_may_not_edit_it_any_more(
    app: Flask, cast: Cast, page: str, signed_in: SignedIn
) -> None:
    edith = signed_in("edith")
    new = Window(edith, NEW)
    new.keep(body="Begun.")
    assert Window(edith).save(body="Into his.", copy=new.fields["copy"]) == 303
    assert new.keep(409, body="More.")["theirs"]["body"] == "Into his."
    with app.app_context(), transaction():
        cast.user("edith").role = Role.AUTHOR

    assert "theirs" not in new.keep(404, body="More.")


def test_nobody_reads_or_discards_the_working_copy_of_another(page: str, arthur: Visitor, signed_in: SignedIn) -> None:
    Window(arthur).keep(body="Mine.")
    edith = Window(signed_in("edith"))
    token = {"token": edith.fields["token"], "version": "1"}

    assert edith.visitor.post(f"{KEEP}/1/discard", token).status_code == 404
    assert edith.keep(body="Hers.", copy="1")["version"] == 1, "her own copy, whatever she says"
    assert find_form(arthur.get(EDIT).text, "post-form").fields["body"] == "Mine."


def test_a_text_is_kept_only_with_the_token_of_the_session(page: str, arthur: Visitor, signed_in: SignedIn) -> None:
    window = Window(arthur)
    assert "was done" in window.keep(403, token="x", body="Forged.")["message"]


# Presence


def test_people_see_who_else_is_at_work(app: Flask, page: str, arthur: Visitor, signed_in: SignedIn) -> None:
    edith = Window(signed_in("edith"))
    edith.keep(title="", body="")

    assert Window(arthur).keep(body="Mine.")["others"] == ["Edith Editor"]
    assert "Edith Editor is editing this post, since" in arthur.get(EDIT).text
    assert "is editing" not in signed_in("ada").get("/desk/posts/new").text
    assert edith.keep(title="", body="")["others"] == ["Arthur Author"]
    age_working_copies(app, timedelta(minutes=3))
    assert "is editing" not in arthur.get(EDIT).text
    assert edith.keep(title="", body="")["others"] == []


def age_working_copies(app: Flask, by: timedelta) -> None:
    with app.app_context(), transaction():
        for copy in db.session.scalars(select(WorkingCopy)):
            copy.seen_at -= by
            copy.opened_at -= by


def test_since_when_is_counted_from_the_last_coming(app: Flask, page: str, signed_in: SignedIn) -> None:
    edith = Window(signed_in("edith"))
    edith.keep(title="", body="")
    age_working_copies(app, timedelta(minutes=1))
    edith.keep(title="", body="")
    with app.app_context():
        assert utcnow() - db.session.get_one(WorkingCopy, 1).opened_at > timedelta(minutes=1)
    age_working_copies(app, timedelta(hours=1))
    edith.keep(title="", body="")
    with app.app_context():
        assert utcnow() - db.session.get_one(WorkingCopy, 1).opened_at < timedelta(minutes=1)


def test_a_sign_of_life_keeps_the_text_that_was_kept(page: str, arthur: Visitor) -> None:
    window = Window(arthur)
    window.keep(body="Mine.")
    window.keep(title="", body="")

    assert find_form(arthur.get(EDIT).text, "post-form").fields["body"] == "Mine."


def test_reading_the_editor_changes_nothing(app: Flask, page: str, arthur: Visitor) -> None:
    arthur.get(EDIT)
    arthur.get(NEW)

    assert count(app, WorkingCopy) == 0


def test_autosave_asks_few_questions_however_many_posts_there_are(
    app: Flask, cast: Cast, page: str, arthur: Visitor, statements: Callable[[], Any]
) -> None:
    window = Window(arthur)
    window.keep(body="One.")
    with app.app_context():
        for number in range(20):
            make_post(cast, f"Post {number}")

    with statements() as seen:
        window.keep(body="Two.")

    assert len(seen) <= 8, seen
