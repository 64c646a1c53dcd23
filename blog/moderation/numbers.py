"""What the team did lately, in numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import aliased

from blog.accounts.models import User
from blog.comments.lifecycle import Action, CommentStatus
from blog.comments.models import Comment, StoredFinding
from blog.comments.queries import count_by_status
from blog.comments.screening import FindingCode
from blog.database import db
from blog.moderation.models import UNDO, Decision
from blog.record.acts import Verb
from blog.record.models import Act

MOST_FIRST_DECISIONS = 2000  # of which the waiting times are taken, the newest
REFUSING = (Action.SPAM, Action.TRASH)
# Nothing waits for these.
ADMITTING = (FindingCode.MAY_MODERATE, FindingCode.TRUSTED, FindingCode.NO_OBJECTION, FindingCode.SCORED)

Times = Sequence[datetime]  # the beginnings of the days, and the end of the last


@dataclass(frozen=True)
class Work:
    """How many decisions one person took on each day."""

    name: str
    by_day: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.by_day)


@dataclass(frozen=True)
class Reason:
    """How many replies something was found in that made them wait, and how many of these are approved now."""

    code: str
    total: int
    approved: int


@dataclass(frozen=True)
class Numbers:
    """`waits` are the times from arrival to the first decision of a person, in the order of deciding, newest first."""

    waiting: int
    oldest_at: datetime | None
    work: tuple[Work, ...]
    approved: int
    refused: int
    waits: tuple[timedelta, ...]
    reasons: tuple[Reason, ...]

    @property
    def median_wait(self) -> timedelta | None:
        seconds = [wait.total_seconds() for wait in self.waits]
        return timedelta(seconds=median(seconds)) if seconds else None

    @property
    def decided(self) -> int:
        return sum(work.total for work in self.work)


def numbers_of(days: Times) -> Numbers:
    """The numbers of these days, in five queries. What processes decided is nobody's work, and left out."""
    work, actions = _work(days)
    return Numbers(
        waiting=count_by_status()[CommentStatus.PENDING],
        oldest_at=_oldest_pending(),
        work=work,
        approved=actions[Action.APPROVE],
        refused=sum(actions[action] for action in REFUSING),
        waits=_waits(days[0]),
        reasons=_reasons(days[0]),
    )


def _oldest_pending() -> datetime | None:
    query = select(Comment.submitted_at).where(Comment.status == CommentStatus.PENDING, Comment.deleted_at.is_(None))
    return db.session.scalar(query.order_by(Comment.submitted_at, Comment.id).limit(1))


def _work(days: Times) -> tuple[tuple[Work, ...], Counter[str]]:
    """Who decided how much on which day, the busiest first, and how often each action was taken. Undoing is none."""
    day = case(*((Act.at < end, number) for number, end in enumerate(days[1:])), else_=len(days)).label("day")
    query = (
        select(User.id, User.name, day, Decision.action, func.count())
        .join(Act, Act.id == Decision.act_id)
        .join(User, User.id == Act.user_id)
        .where(Act.verb == Verb.COMMENT_DECIDED, Act.at >= days[0], Act.at < days[-1], Decision.action != UNDO)
        .group_by(User.id, User.name, day, Decision.action)
    )
    people: dict[tuple[int, str], list[int]] = {}
    actions: Counter[str] = Counter()
    for user_id, name, number, action, count in db.session.execute(query):
        people.setdefault((user_id, name), [0] * (len(days) - 1))[number] += count
        actions[action] += count
    work = [Work(name, tuple(by_day)) for (_, name), by_day in people.items()]
    return tuple(sorted(work, key=lambda each: (-each.total, each.name))), actions


def _waits(since: datetime) -> tuple[timedelta, ...]:
    rows = db.session.execute(first_decisions(since).limit(MOST_FIRST_DECISIONS))
    return tuple(decided_at - submitted_at for submitted_at, decided_at in rows)


def first_decisions(since: datetime) -> Select[datetime, datetime]:
    """When each reply came, and when a person first decided about it; the newest decisions first."""
    earlier, earlier_act = aliased(Decision), aliased(Act)
    was_decided = (
        select(earlier.id)
        .join(earlier_act, earlier_act.id == earlier.act_id)
        .where(earlier.comment_id == Decision.comment_id, earlier.id < Decision.id, earlier_act.user_id.is_not(None))
    )
    return (
        select(Comment.submitted_at, Act.at)
        .select_from(Act)
        .join(Decision, Decision.act_id == Act.id)
        .join(Comment, Comment.id == Decision.comment_id)
        .where(Act.verb == Verb.COMMENT_DECIDED, Act.at >= since, Act.user_id.is_not(None), ~was_decided.exists())
        .order_by(Act.id.desc())
    )


def _reasons(since: datetime) -> tuple[Reason, ...]:
    """Of the replies that came since then; the commonest first."""
    is_approved = case((Comment.status == CommentStatus.APPROVED, 1), else_=0)
    query = (
        select(StoredFinding.code, func.count(), func.sum(is_approved))
        .join(Comment, Comment.id == StoredFinding.comment_id)
        .where(
            Comment.status.in_(list(CommentStatus)),  # lets the index of status and time be used
            Comment.submitted_at >= since,
            StoredFinding.code.not_in([code.value for code in ADMITTING]),
        )
        .group_by(StoredFinding.code)
        .order_by(func.count().desc(), StoredFinding.code)
    )
    return tuple(Reason(code, total, approved) for code, total, approved in db.session.execute(query))
