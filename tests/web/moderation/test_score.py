"""The page of the learned score, and the score on a card."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import insert

from blog.comments.lifecycle import Action, CommentStatus
from blog.comments.models import Comment
from blog.comments.screening import FindingCode
from blog.database import db, transaction
from blog.learning.models import LearnedReply
from blog.record.acts import Verb
from blog.record.models import Act
from blog.settings.queries import read_setting
from blog.spam.accuracy import WINDOW, Label
from blog.spam.score import ENOUGH
from tests.factories import NOW, Cast, make_comment, make_post
from tests.visitor import Visitor

SignedIn = Callable[[str], Visitor]
PAGE, SET = "/moderation/score/", "/moderation/score/threshold"


@pytest.fixture
def learned(app: Flask, cast: Cast) -> None:
    """A site that has learned enough to score, with one reply that waits and looks like spam."""
    with app.app_context():
        post = make_post(cast)
        for number in range(ENOUGH):
            make_comment(post, f"Cheap watches {number}", name=f"Sol {number}", then=(Action.SPAM,))
            make_comment(post, f"Breathe and sit {number}", name=f"Rhea {number}", then=(Action.APPROVE,))
        make_comment(post, "Cheap watches, <b>cheap</b>")


def pretend(app: Flask, caught: int, mistaken: int) -> None:
    """The last 200 decisions: so many spam and other replies with a score of 95, and others with 10."""
    with app.app_context(), transaction():
        ids = db.session.scalars(db.select(Comment.id)).all()
        row = db.session.execute(db.select(Comment.__table__).where(Comment.id == ids[0])).one()._asdict()
        first = max(ids) + 1
        rows = [{**row, "id": first + number, "fingerprint": None} for number in range(WINDOW)]
        db.session.execute(insert(Comment), rows)
        said = [(Label.SPAM, 0.95)] * caught + [(Label.HAM, 0.95)] * mistaken
        said += [(Label.HAM, 0.1)] * (WINDOW - len(said))
        for number, (label, score) in enumerate(said):
            at = NOW + timedelta(days=1, seconds=number)
            kept = LearnedReply(comment_id=first + number, label=label, revision_number=1, keys=b"", score=score, at=at)
            db.session.add(kept)


def test_a_new_site_says_what_it_takes(cast: Cast, signed_in: SignedIn) -> None:
    shown = signed_in("mo").get(PAGE).text

    assert f"it takes {ENOUGH} before replies get a score" in shown
    assert "Nothing to measure yet" in shown
    assert "An admin can set the score" in shown


def test_the_card_shows_the_score_and_five_reasons_in_words(learned: None, signed_in: SignedIn) -> None:
    shown = signed_in("mo").get("/moderation/").text

    assert "Learned score: 9" in shown
    assert shown.count("speaks for spam") + shown.count("speaks against") == 5
    assert shown.count("speaks for spam") >= 4
    assert f"in {ENOUGH} spam, 0 other" in shown
    assert "“cheap watches”" in shown
    assert "High score" in shown


def test_precision_recall_and_the_confusion_stand_in_words_with_a_table_behind_the_drawing(
    app: Flask, learned: None, signed_in: SignedIn
) -> None:
    pretend(app, caught=49, mistaken=1)
    shown = signed_in("mo").get(PAGE).text

    assert "98.0 %" in shown
    assert "100.0 %" in shown
    for words in ("49 caught", "0 missed", "1 taken for spam by mistake", "150 rightly let be"):
        assert words in shown
    assert shown.count('<svg class="columns"') == 2
    assert '<th scope="row">90–99</th><td>49</td><td>1</td>' in shown
    assert "At no score was it right in 99 of 100 cases" in shown


def test_a_threshold_is_refused_with_a_reason_until_it_was_right_often_enough(
    app: Flask, learned: None, signed_in: SignedIn
) -> None:
    ada = signed_in("ada")
    refused = ada.submit(PAGE, SET, percent="90")
    assert refused.status_code == 422
    assert "It takes 200 decisions about replies that had a score" in refused.text

    pretend(app, caught=49, mistaken=1)
    refused = ada.submit(PAGE, SET, percent="90")
    assert refused.status_code == 422
    assert "At 90 percent it was not right often enough" in refused.text
    assert setting(app) == 0


def test_an_admin_lets_it_act_alone_and_forbids_it_again(app: Flask, learned: None, signed_in: SignedIn) -> None:
    pretend(app, caught=60, mistaken=0)
    ada = signed_in("ada")

    assert ada.submit(PAGE, SET, percent="90").status_code == 303
    assert setting(app) == 90
    assert "Replies with a score of 90 or more go to spam by themselves" in signed_in("mo").get(PAGE).text
    assert "Percent of the learned score" in ada.get("/settings/").text, "it stands among the changes, to be undone"

    assert ada.submit(PAGE, SET, percent="").status_code == 303
    assert setting(app) == 0


def test_no_undo_puts_a_threshold_back_that_is_not_proven_any_more(
    app: Flask, learned: None, signed_in: SignedIn
) -> None:
    pretend(app, caught=60, mistaken=0)
    ada = signed_in("ada")
    ada.submit(PAGE, SET, percent="90")
    ada.submit(PAGE, SET, percent="")
    with app.app_context(), transaction():
        newest = db.select(LearnedReply).order_by(LearnedReply.at.desc()).limit(2)
        for row in db.session.scalars(newest):
            row.score = 0.97
    refused = ada.submit("/settings/", f"/changes/{last_change(app)}/undo")

    assert refused.status_code == 409
    assert "it was not shown to be right often enough for that" in refused.text
    assert setting(app) == 0


def test_an_undo_puts_a_threshold_back_that_is_proven_and_forbids_what_was_allowed_in_any_case(
    app: Flask, learned: None, signed_in: SignedIn
) -> None:
    pretend(app, caught=60, mistaken=0)
    ada = signed_in("ada")
    ada.submit(PAGE, SET, percent="90")
    ada.submit(PAGE, SET, percent="")
    assert undo_last(app, ada) == 90, "it is proven"

    with app.app_context(), transaction():
        db.session.execute(db.delete(LearnedReply))
    assert undo_last(app, ada) == 0, "to forbid it takes no proof"


def test_the_page_says_when_it_does_not_act_alone_any_more(app: Flask, learned: None, signed_in: SignedIn) -> None:
    pretend(app, caught=60, mistaken=0)
    signed_in("ada").submit(PAGE, SET, percent="90")
    with app.app_context(), transaction():
        newest = db.select(LearnedReply).order_by(LearnedReply.at.desc()).limit(2)
        for row in db.session.scalars(newest):
            row.score = 0.97

    assert "It does not act alone at present" in signed_in("mo").get(PAGE).text


@pytest.mark.parametrize("typed", ["many", "-1", "49", "100", "9" * 40, "９０"])
def test_what_is_no_percent_is_refused(app: Flask, learned: None, signed_in: SignedIn, typed: str) -> None:
    refused = signed_in("ada").submit(PAGE, SET, percent=typed)

    assert refused.status_code == 422
    assert "Write a whole number from 50 to 99, or nothing." in refused.text


def last_change(app: Flask) -> int:
    with app.app_context():
        query = db.select(Act.id).where(Act.verb == Verb.SETTING_CHANGED).order_by(Act.id.desc())
        return int(db.session.scalars(query.limit(1)).one())


def undo_last(app: Flask, visitor: Visitor) -> int:
    assert visitor.submit("/settings/", f"/changes/{last_change(app)}/undo").status_code == 303
    return setting(app)


def setting(app: Flask) -> int:
    with app.app_context():
        return int(read_setting("spam_threshold"))


def test_the_command_scores_what_waits_anew_and_says_how_many(app: Flask, learned: None) -> None:
    with app.app_context(), transaction():
        waiting = db.session.scalars(db.select(Comment).where(Comment.status == CommentStatus.PENDING)).one()
        waiting.spam_score = waiting.score_band = None
        waiting.findings.clear()
    done = app.test_cli_runner().invoke(args=["comment", "learn"])

    assert done.exit_code == 0
    assert f"about {2 * ENOUGH} replies" in done.output
    assert "Replies that wait and have a score of today: 1." in done.output
    with app.app_context():
        waiting = db.session.scalars(db.select(Comment).where(Comment.status == CommentStatus.PENDING)).one()
        assert [finding.code for finding in waiting.findings] == [FindingCode.HIGH_SCORE]


def test_a_score_that_holds_nothing_is_no_reason_to_filter_by(learned: None, signed_in: SignedIn) -> None:
    shown = signed_in("mo").get("/moderation/").text

    assert '<option value="high_score"' in shown
    assert '<option value="scored"' not in shown
