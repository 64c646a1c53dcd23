"""Learning from decisions, scoring by what was learned, and acting alone."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from blog.comments.lifecycle import Action, CommentStatus, ScoreBand
from blog.comments.models import Comment
from blog.comments.screening import FindingCode
from blog.database import db, transaction
from blog.errors import Refused
from blog.learning.measuring import last_judged
from blog.learning.models import LearnedReply, SignalCount
from blog.learning.scoring import KeptReason, learned_replies, score_writing
from blog.learning.threshold import NotMeasuredYet, NotPreciseEnough, set_threshold
from blog.learning.wording import shown_score
from blog.moderation.decisions import decide, undo
from blog.moderation.relearning import relearn
from blog.posts.models import Post
from blog.record.acts import SCREENING
from blog.settings.keys import SiteSettings
from blog.settings.queries import read_setting
from blog.spam.accuracy import WINDOW, Label
from blog.spam.score import ENOUGH, Count
from blog.spam.signals import Signal, SignalKind, Writing
from blog.spam.verdict import HIGH
from tests.factories import NOW, Cast, make_comment, make_post

SPAM, HAM = "Cheap watches, buy now {}", "Sit tall and breathe, says page {}"


@pytest.fixture
def post(context: Flask, cast: Cast) -> Post:
    return make_post(cast)


@pytest.fixture
def statements(context: Flask) -> Iterator[list[str]]:
    """What the database was asked."""
    asked: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield asked
    event.remove(db.engine, "before_cursor_execute", note)


def teach_enough(post: Post) -> None:
    for number in range(ENOUGH):
        make_comment(post, SPAM.format(number), name=f"Sol {number}", then=(Action.SPAM,))
        make_comment(post, HAM.format(number), name=f"Rhea {number}", then=(Action.APPROVE,))


def pretend(spam: list[float], ham: list[float]) -> None:
    """Decisions about replies that had these scores when they arrived."""
    with transaction():
        rows = [(Label.SPAM, score) for score in spam] + [(Label.HAM, score) for score in ham]
        comment = db.session.scalars(db.select(Comment)).first()
        assert comment
        db.session.execute(db.delete(LearnedReply))
        for number, (label, score) in enumerate(rows):
            copy = Comment(
                **{
                    column.key: getattr(comment, column.key)
                    for column in Comment.__table__.columns
                    if column.key not in ("id", "fingerprint")
                }
            )
            db.session.add(copy)
            db.session.flush()
            at = NOW + timedelta(minutes=number)
            db.session.add(
                LearnedReply(comment_id=copy.id, label=label, revision_number=1, keys=b"", score=score, at=at)
            )


def test_approving_teaches_ham_marking_teaches_spam_and_an_undo_takes_it_back(post: Post, cast: Cast) -> None:
    comment = make_comment(post, "Cheap watches")
    key = Signal(SignalKind.PAIR, "cheap watches").key

    with transaction():
        decision = decide(comment, Action.SPAM, cast.user("mo").as_actor(), NOW, comment.version)
    assert (learned_replies(), count_of(key)) == (Count(1, 0), Count(1, 0))

    with transaction():
        undo(decision, cast.user("mo").as_actor(), NOW)
    assert (learned_replies(), count_of(key)) == (Count(), Count())
    assert db.session.scalars(db.select(SignalCount)).all() == []

    with transaction():
        decide(comment, Action.APPROVE, cast.user("mo").as_actor(), NOW, comment.version)
    assert (learned_replies(), count_of(key)) == (Count(0, 1), Count(0, 1))


def test_what_is_undone_and_done_again_is_learned_again(post: Post, cast: Cast) -> None:
    comment, mo = make_comment(post, "Cheap watches"), cast.user("mo").as_actor()
    with transaction():
        decision = decide(comment, Action.SPAM, mo, NOW, comment.version)
    learned = counts()
    with transaction():
        undoing = undo(decision, mo, NOW)
    assert learned_replies() == Count()

    with transaction():
        undo(undoing, mo, NOW)
    assert (learned_replies(), counts()) == (Count(1, 0), learned)


def test_the_trash_teaches_nothing_and_takes_back_what_was_learned(post: Post) -> None:
    make_comment(post, then=(Action.APPROVE, Action.TRASH))

    assert learned_replies() == Count()


def test_what_a_process_decides_teaches_nothing(post: Post) -> None:
    comment = make_comment(post)
    with transaction():
        decide(comment, Action.SPAM, SCREENING, NOW, comment.version)

    assert learned_replies() == Count()


def test_what_is_deleted_for_good_stays_learned_in_counts_without_its_words(post: Post) -> None:
    comment = make_comment(post, "Cheap watches", then=(Action.SPAM, Action.DELETE))

    assert learned_replies() == Count(1, 0)
    assert db.session.get_one(LearnedReply, comment.id).keys == b""


def test_no_word_of_a_reply_stands_in_what_was_learned(post: Post) -> None:
    make_comment(post, "Cheap watches", then=(Action.SPAM,))

    rows = db.session.execute(db.text("SELECT * FROM signal_counts")).all()
    assert rows
    assert all(isinstance(value, int) for row in rows for value in row)


def test_a_reply_gets_a_score_only_when_enough_was_learned(post: Post) -> None:
    before = make_comment(post, "Cheap watches, buy now")
    teach_enough(post)
    spam, ham = make_comment(post, "Cheap watches, buy today"), make_comment(post, "Breathe and sit tall again")

    assert (before.spam_score, before.score_band) == (None, None)
    assert spam.spam_score is not None
    assert ham.spam_score is not None
    assert spam.spam_score > HIGH > 0.4 > ham.spam_score
    assert (spam.score_band, ham.score_band) == (ScoreBand.HIGH, ScoreBand.LOW)


def test_a_high_score_holds_and_says_why_and_a_low_one_is_only_told(post: Post) -> None:
    teach_enough(post)
    spam, ham = make_comment(post, "Cheap watches, buy today"), make_comment(post, "Breathe and sit tall again")

    assert FindingCode.HIGH_SCORE in [finding.code for finding in spam.findings]
    assert FindingCode.SCORED in [finding.code for finding in ham.findings]
    score = shown_score(spam)
    assert score
    assert len(score.reasons) == 5
    assert {reason.is_for_spam for reason in score.reasons} == {True}
    assert "“cheap watches”" in [reason.words for reason in score.reasons]
    assert {(reason.spam, reason.ham) for reason in score.reasons} == {(ENOUGH, 0)}


def test_scoring_is_one_query(post: Post, statements: list[str]) -> None:
    teach_enough(post)
    statements.clear()

    assert score_writing(Writing("Sol", "", "Cheap watches, buy now"))
    assert len([statement for statement in statements if statement != "BEGIN"]) == 1


def test_a_kept_reason_is_read_as_it_was_written() -> None:
    reason = KeptReason(Signal(SignalKind.PAIR, "check out"), -1.5, Count(3, 4))

    assert KeptReason.parse(str(reason)) == reason


def test_a_site_that_decided_before_it_learned_learns_all_at_once_and_nothing_twice(post: Post) -> None:
    teach_enough(post)
    learned = counts()
    with transaction():
        db.session.execute(db.delete(SignalCount))
        db.session.execute(db.delete(LearnedReply))

    assert sum(relearn()) == 2 * ENOUGH
    assert counts() == learned
    assert sum(relearn()) == 2 * ENOUGH
    assert counts() == learned


def test_no_threshold_can_be_set_before_enough_was_measured(post: Post, cast: Cast) -> None:
    make_comment(post)
    pretend([0.95] * 100, [0.1] * 99)

    with pytest.raises(NotMeasuredYet), transaction():
        set_threshold(SiteSettings("A"), 90, cast.user("ada").as_actor(), NOW)


def test_no_threshold_can_be_set_at_which_it_was_wrong_too_often(post: Post, cast: Cast) -> None:
    make_comment(post)
    pretend([0.95] * 50, [0.92] + [0.1] * 149)

    with pytest.raises(NotPreciseEnough), transaction():
        set_threshold(SiteSettings("A"), 90, cast.user("ada").as_actor(), NOW)
    with transaction():
        set_threshold(SiteSettings("A"), 93, cast.user("ada").as_actor(), NOW)
    assert read_setting("spam_threshold") == 93


@pytest.mark.parametrize("percent", [1, 49, 100, 1000])
def test_a_threshold_is_a_number_from_50_to_99(context: Flask, cast: Cast, percent: int) -> None:
    with pytest.raises(Refused), transaction():
        set_threshold(SiteSettings("A"), percent, cast.user("ada").as_actor(), NOW)


def test_only_the_last_decisions_about_replies_with_a_score_are_measured(post: Post) -> None:
    make_comment(post, then=(Action.APPROVE,))
    assert last_judged() == []
    pretend([0.9] * 5, [0.1] * WINDOW)

    assert len(last_judged()) == WINDOW
    assert {judged.label for judged in last_judged()} == {Label.HAM}


def test_above_the_threshold_a_reply_goes_to_spam_by_itself_and_says_why(post: Post) -> None:
    teach_enough(post)
    spam = make_comment(post, "Cheap watches, buy today", settings=SiteSettings("A", spam_threshold=80))
    ham = make_comment(post, "Breathe and sit tall again", settings=SiteSettings("A", spam_threshold=80))

    assert spam.status is CommentStatus.SPAM
    assert FindingCode.SCORED_AS_SPAM in [finding.code for finding in spam.findings]
    assert ham.status is CommentStatus.PENDING
    assert learned_replies() == Count(ENOUGH, ENOUGH), "what nobody decided is not learned"


def test_it_stops_acting_alone_when_it_was_wrong_too_often(post: Post) -> None:
    teach_enough(post)
    pretend([0.95] * 50, [0.95] + [0.1] * 149)
    held = make_comment(post, "Cheap watches, buy today", settings=SiteSettings("A", spam_threshold=80))

    assert held.status is CommentStatus.PENDING
    assert FindingCode.HIGH_SCORE in [finding.code for finding in held.findings]


def count_of(key: int) -> Count:
    row = db.session.get(SignalCount, key)
    return Count(row.spam, row.ham) if row else Count()


def counts() -> list[tuple[int, int, int]]:
    db.session.expire_all()
    rows = db.session.scalars(db.select(SignalCount).order_by(SignalCount.key))
    return [(row.key, row.spam, row.ham) for row in rows]
