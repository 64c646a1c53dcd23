"""Learning from what was decided, and forgetting it again as if it had never been learned."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Insert, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from blog.database import db
from blog.learning.models import LearnedReply, SignalCount, packed, unpacked
from blog.spam.accuracy import Label
from blog.spam.score import EVERY_REPLY
from blog.spam.signals import Writing, extract_signals


@dataclass(frozen=True)
class Lesson:
    """What people say of a reply now; `label` is None when nothing that they decided stands.

    `writing` holds the words that were judged, those of the revision `revision_number`; `score` what the score was at
    its arrival.
    """

    comment_id: int
    label: Label | None
    revision_number: int
    writing: Writing
    score: float | None
    at: datetime


class _Changes:
    """What is to be added to the counts, spam and ham apart."""

    def __init__(self) -> None:
        self.spam: Counter[int] = Counter()
        self.ham: Counter[int] = Counter()

    def add(self, label: Label, keys: Sequence[int], times: int) -> None:
        counts = self.spam if label is Label.SPAM else self.ham
        for key in (EVERY_REPLY, *keys):
            counts[key] += times

    def rows(self) -> list[dict[str, int]]:
        """In the order of the keys, so that two writers never wait for each other."""
        keys = sorted({*self.spam, *self.ham})
        rows = [{"key": key, "spam": self.spam[key], "ham": self.ham[key]} for key in keys]
        return [row for row in rows if row["spam"] or row["ham"]]


def learn(lessons: Sequence[Lesson]) -> None:
    """Bring what is counted in line with the lessons, one for each reply. Does nothing for what is learned already.

    A run of many replies is one change of the counts. What is learned of a reply goes by what was counted then, so it
    can be taken out to the last count, even when its words are others now or other signals are looked at.
    """
    learned = _learned([lesson.comment_id for lesson in lessons])
    changes = _Changes()
    for lesson in lessons:
        _learn_one(lesson, learned.get(lesson.comment_id), changes)
    _apply(changes.rows())


def let_words_go(comment_ids: Sequence[int]) -> None:
    """Of replies that were deleted for good: what was learned of them stays, in counts that no word stands in.

    The keys that each was counted under go, for together they could tell what it said. Nobody decides about it again.
    """
    db.session.execute(update(LearnedReply).where(LearnedReply.comment_id.in_(comment_ids)).values(keys=b""))


def _learned(comment_ids: list[int]) -> dict[int, LearnedReply]:
    rows = db.session.scalars(select(LearnedReply).where(LearnedReply.comment_id.in_(comment_ids)))
    return {row.comment_id: row for row in rows}


def _learn_one(lesson: Lesson, learned: LearnedReply | None, changes: _Changes) -> None:
    if learned and (learned.label, learned.revision_number) == (lesson.label, lesson.revision_number):
        learned.at = lesson.at
        return
    keys = _keys(lesson, learned) if lesson.label else ()
    if learned:
        changes.add(learned.label, unpacked(learned.keys), -1)
    if lesson.label:
        changes.add(lesson.label, keys, 1)
        _keep(lesson, lesson.label, learned, keys)
    elif learned:
        db.session.delete(learned)


def _keys(lesson: Lesson, learned: LearnedReply | None) -> Sequence[int]:
    if learned and learned.revision_number == lesson.revision_number:
        return unpacked(learned.keys)
    return [signal.key for signal in extract_signals(lesson.writing)]


def _keep(lesson: Lesson, label: Label, learned: LearnedReply | None, keys: Sequence[int]) -> None:
    if learned is None:
        learned = LearnedReply(comment_id=lesson.comment_id, score=lesson.score)
        db.session.add(learned)
    learned.label, learned.at = label, lesson.at
    learned.revision_number, learned.keys = lesson.revision_number, packed(keys)


def _apply(rows: list[dict[str, int]]) -> None:
    if not rows:
        return
    db.session.flush()
    db.session.execute(_upsert(), rows)
    less = [row["key"] for row in rows if row["spam"] < 0 or row["ham"] < 0]
    for first in range(0, len(less), 500):
        gone = SignalCount.key.in_(less[first : first + 500])
        db.session.execute(delete(SignalCount).where(gone, SignalCount.spam == 0, SignalCount.ham == 0))


def _upsert() -> Insert:
    insert = postgresql.insert if db.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(SignalCount)
    return statement.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "spam": SignalCount.spam + statement.excluded.spam,
            "ham": SignalCount.ham + statement.excluded.ham,
        },
    )
