"""Scoring anew: what waits after more was learned, and what says something else than before."""

from datetime import timedelta

import pytest
from flask import Flask

from blog.clock import utcnow
from blog.comments.editing import Wording, edit_comment
from blog.comments.lifecycle import Action, CommentStatus, ScoreBand
from blog.comments.models import Comment
from blog.comments.screening import FindingCode
from blog.database import db, transaction
from blog.jobs.models import Job
from blog.jobs.worker import run_due_jobs
from blog.learning.models import SignalCount
from blog.learning.rescoring import BATCH, rescore, rescore_waiting, waiting_after
from blog.learning.scoring import score_writing
from blog.learning.wording import shown_score
from blog.moderation.decisions import decide
from blog.posts.models import Post
from blog.record.acts import COMMAND_LINE
from blog.record.models import Act
from blog.record.undoing import undo_act
from blog.spam.score import ENOUGH, EVERY_REPLY
from blog.spam.signals import Writing, extract_signals
from blog.text.render import render_comment
from blog.web.engine import engine
from tests.factories import NOW, Cast, make_comment, make_post

SPAM, HAM = "Cheap watches, buy now", "Sit tall and breathe, says page"


@pytest.fixture
def post(context: Flask, cast: Cast) -> Post:
    return make_post(cast)


def pretend_to_have_learned(spam: str = SPAM, ham: str = HAM, times: int = ENOUGH) -> None:
    """The counts, as if so many of each had been decided."""
    seen = [{EVERY_REPLY, *(s.key for s in extract_signals(Writing("Rhea", "", words)))} for words in (spam, ham)]
    with transaction():
        db.session.execute(db.delete(SignalCount))
        for key in seen[0] | seen[1]:
            counts = {"spam": times * (key in seen[0]), "ham": times * (key in seen[1])}
            db.session.add(SignalCount(key=key, **counts))


def edit(comment: Comment, words: str) -> Act:
    wording, rendered = Wording(comment.name, comment.url, words), render_comment(words)
    with transaction():
        return edit_comment(comment, wording, rendered, COMMAND_LINE, utcnow(), comment.version)


def after_the_jobs(comment: Comment) -> Comment:
    """The worker has a session of its own, so it is read anew."""
    comment_id = comment.id
    run_due_jobs(engine().handlers, utcnow() + timedelta(minutes=1), limit=1000)
    return db.session.get_one(Comment, comment_id)


def scores_found(comment: Comment) -> list[str]:
    db.session.refresh(comment)
    return [finding.code for finding in comment.findings if "score" in finding.code]


def test_what_waited_before_enough_was_learned_is_scored_with_its_reasons(post: Post) -> None:
    before = make_comment(post, "Cheap watches, buy today")
    pretend_to_have_learned()
    assert shown_score(before) is None

    assert sum(rescore_waiting()) == 1
    assert scores_found(before) == [FindingCode.HIGH_SCORE]
    assert (before.score_band, before.status) == (ScoreBand.HIGH, CommentStatus.PENDING)
    shown = shown_score(before)
    assert shown
    assert "“cheap watches”" in [reason.words for reason in shown.reasons]


def test_a_score_is_put_in_the_place_of_the_one_before(post: Post) -> None:
    pretend_to_have_learned()
    comment = make_comment(post, "Cheap watches, buy today")
    pretend_to_have_learned(spam="Sit tall and breathe", ham="Cheap watches, buy today")

    list(rescore_waiting())
    assert scores_found(comment) == [FindingCode.SCORED]
    assert comment.score_band is not ScoreBand.HIGH


def test_all_that_wait_are_scored_however_many_and_nothing_else(post: Post) -> None:
    waiting = [make_comment(post, f"Cheap {number}", name=f"Sol {number}") for number in range(BATCH + 1)]
    decided = make_comment(post, "Cheap watches", name="Ben", then=(Action.TRASH,))
    pretend_to_have_learned()

    assert sum(rescore_waiting()) == BATCH + 1
    assert all(scores_found(comment) for comment in waiting)
    assert decided.spam_score is None


def test_what_waits_is_read_along_an_index(context: Flask) -> None:
    query = str(waiting_after((NOW, 1)).compile(db.engine, compile_kwargs={"literal_binds": True}))
    plan = " ".join(row[3] for row in db.session.execute(db.text(f"EXPLAIN QUERY PLAN {query}")))

    assert "status=? AND submitted_at>?" in plan
    assert "TEMP B-TREE" not in plan


def test_nothing_is_scored_before_enough_was_learned(post: Post) -> None:
    comment = make_comment(post, "Cheap watches")

    assert sum(rescore_waiting()) == 0
    assert comment.spam_score is None


def test_a_reply_is_not_judged_by_what_was_learned_of_itself(post: Post) -> None:
    pretend_to_have_learned()
    decided = make_comment(post, "Nobody wrote anything like this", name="Zod")
    fresh = decided.spam_score
    with transaction():
        decide(decided, Action.SPAM, COMMAND_LINE, NOW, decided.version)
    with transaction():
        rescore([decided])

    assert fresh
    assert decided.spam_score == pytest.approx(fresh)
    by_itself = score_writing(Writing(decided.name, decided.url, decided.text))
    assert by_itself
    assert by_itself.probability > fresh + 0.1


def test_the_score_of_words_that_are_gone_is_shown_at_no_time(post: Post) -> None:
    pretend_to_have_learned()
    comment = make_comment(post, "Cheap watches, buy today")
    edit(comment, "Breathe and sit tall again")
    assert (shown_score(comment), comment.spam_score, scores_found(comment)) == (None, None, [])

    comment = after_the_jobs(comment)
    assert scores_found(comment) == [FindingCode.SCORED]
    assert comment.score_band is ScoreBand.LOW


def test_an_undone_edit_brings_the_score_of_the_words_before(post: Post, cast: Cast) -> None:
    pretend_to_have_learned()
    comment = make_comment(post, "Cheap watches, buy today")
    act_id = edit(comment, "Breathe and sit tall again").id
    comment = after_the_jobs(comment)
    with transaction():
        undo_act(db.session.get_one(Act, act_id), cast.user("mo").as_actor(), utcnow(), engine().inverses)
    assert shown_score(comment) is None

    comment = after_the_jobs(comment)
    assert scores_found(comment) == [FindingCode.HIGH_SCORE]


def test_a_reply_that_was_edited_twice_is_scored_once(post: Post) -> None:
    pretend_to_have_learned()
    comment = make_comment(post, "Cheap watches, buy today", then=(Action.APPROVE,))
    edit(comment, "Breathe again")
    edit(comment, "Breathe and sit tall again")

    assert len(db.session.scalars(db.select(Job).where(Job.name == "score_reply")).all()) == 1
    comment = after_the_jobs(comment)
    assert scores_found(comment) == [FindingCode.SCORED]


def test_what_nobody_scored_and_nothing_holds_needs_no_score_when_it_is_edited(post: Post) -> None:
    comment = make_comment(post, "Sit tall", then=(Action.APPROVE,))
    edit(comment, "Sit")

    assert db.session.scalars(db.select(Job).where(Job.name == "score_reply")).all() == []


def test_a_reply_that_was_deleted_before_the_job_ran_is_left_alone(post: Post) -> None:
    pretend_to_have_learned()
    comment = make_comment(post, "Cheap watches, buy today", then=(Action.SPAM,))
    edit(comment, "Buy watches")
    with transaction():
        decide(comment, Action.DELETE, COMMAND_LINE, NOW, comment.version)

    comment = after_the_jobs(comment)
    assert scores_found(comment) == []
