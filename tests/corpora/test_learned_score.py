"""The learned score on labelled comments: half of them decided by a moderator, the other half judged."""

import random
from collections.abc import Sequence

import pytest
from flask import Flask
from sqlalchemy import insert

from blog.comments.lifecycle import Action, CommentStatus
from blog.comments.models import Comment
from blog.database import db, transaction
from blog.learning.scoring import score_writing
from blog.moderation.decisions import decide_many
from blog.spam.signals import Writing
from blog.text.markup import POLICY_VERSION, SafeHtml
from tests.corpora.collections import labelled_comments
from tests.factories import NOW, Cast, make_post

pytestmark = pytest.mark.corpora

A_RUN = 500


def test_half_of_the_comments_teach_what_the_other_half_is(context: Flask, cast: Cast) -> None:
    rows = labelled_comments()
    random.Random(1).shuffle(rows)
    half = len(rows) // 2

    train(rows[:half], cast)

    judged = [(probability(text), label == "spam") for text, label in rows[half:]]
    assert area_under_curve(judged) >= 0.97
    assert caught_when_one_in_a_hundred_is_held(judged) >= 0.85


def train(rows: Sequence[tuple[str, str]], cast: Cast) -> None:
    """Keep the comments as replies that wait, and decide about them as a moderator does, many at once."""
    post_id = make_post(cast).id
    with transaction():
        db.session.execute(insert(Comment), [_row(number, post_id, text) for number, (text, _) in enumerate(rows, 1)])
    for wanted, action in (("spam", Action.SPAM), ("ham", Action.APPROVE)):
        numbers = [number for number, (_, label) in enumerate(rows, 1) if label == wanted]
        for first in range(0, len(numbers), A_RUN):
            with transaction():
                chosen = numbers[first : first + A_RUN]
                comments = list(db.session.scalars(db.select(Comment).where(Comment.id.in_(chosen))))
                seen = {comment.id: comment.version for comment in comments}
                run = decide_many(seen, comments, action, cast.user("mo").as_actor(), NOW)
                assert len(run.details["done"]) == len(chosen)
        db.session.expunge_all()


def _row(number: int, post_id: int, text: str) -> dict[str, object]:
    return {
        "id": number,
        "post_id": post_id,
        "name": "Rhea Reader",
        "url": "",
        "text": text,
        "html": SafeHtml(""),
        "removals": [],
        "policy_version": POLICY_VERSION,
        "status": CommentStatus.PENDING,
        "status_at": NOW,
        "submitted_at": NOW,
    }


def probability(text: str) -> float:
    score = score_writing(Writing("Rhea Reader", "", text))
    assert score
    return score.probability


def area_under_curve(judged: Sequence[tuple[float, bool]]) -> float:
    """How often a random spam has a higher score than a random other one; equal ones count half."""
    spam = [score for score, is_spam in judged if is_spam]
    ham = [score for score, is_spam in judged if not is_spam]
    won = sum((one > other) + (one == other) / 2 for one in spam for other in ham)
    return won / (len(spam) * len(ham))


def caught_when_one_in_a_hundred_is_held(judged: Sequence[tuple[float, bool]]) -> float:
    """The share of spam above a threshold that one of a hundred others is above."""
    ham = sorted((score for score, is_spam in judged if not is_spam), reverse=True)
    threshold = ham[len(ham) // 100]
    spam = [score for score, is_spam in judged if is_spam]
    return sum(score > threshold for score in spam) / len(spam)


def test_the_measures_are_those_of_the_books() -> None:
    perfect = [(0.9, True), (0.1, False)]
    assert area_under_curve(perfect) == 1
    assert area_under_curve([(0.5, True), (0.5, False)]) == 0.5
    assert area_under_curve([(0.1, True), (0.9, False)]) == 0
    hundred = [(number / 200, False) for number in range(100)]
    assert caught_when_one_in_a_hundred_is_held([*hundred, (0.6, True), (0.49, True)]) == 0.5
