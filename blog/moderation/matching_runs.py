"""One act on all replies that filters let through, however many: a batch at a time, each committed with its place.

Broken off anywhere, a run goes on where it was; no reply is decided twice, and there is one act, with one undo.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from blog.accounts.models import User
from blog.accounts.permissions import Person
from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.database import db
from blog.errors import N_, Refused
from blog.jobs.enqueue import enqueue
from blog.moderation.counting import Count
from blog.moderation.cursor import Cursor
from blog.moderation.cut_off import CutOff
from blog.moderation.decisions import LONGEST_REASON, NONE, decide_each, undo_each
from blog.moderation.decline_reasons import Reason
from blog.moderation.filters import Filters, read_filters
from blog.moderation.matching import stretch
from blog.moderation.models import UNDO, Decision, MatchingRun
from blog.record.acts import Actor, Verb, record
from blog.record.models import Act

BATCH = 100
COUNTED = 10_000  # so many are counted before anybody is asked


@dataclass(frozen=True)
class Order:
    """What is to be done to which replies."""

    action: Action
    filters: Filters
    cut_off: CutOff
    reason: Reason = NONE


def count_matching(for_: Person, order: Order) -> Count:
    """How many replies it would be, exactly as long as there are not too many."""
    number, after = 0, None
    while number <= COUNTED:
        some = stretch(for_, order.filters, after, 2_000, also=order.cut_off.test)
        number, after = number + len(some.places), some.following
        if after is None:
            return Count(number)
    return Count(COUNTED, is_more=True)


def some_matching(for_: Person, order: Order, limit: int) -> list[int]:
    """Ids of the first."""
    return [place.id for place in stretch(for_, order.filters, None, limit, also=order.cut_off.test).places]


def begin_matching_run(order: Order, by: User, at: datetime, total: int) -> Act:
    """The act of the run. What one batch holds is done at once, more by a job."""
    if len(order.reason.text) > LONGEST_REASON:
        raise Refused(N_("A reason takes at most %(limit)d characters."), field="reason", limit=LONGEST_REASON)
    run = MatchingRun(
        act=_act_of(order.action.value, by.as_actor(), at),
        user=by,
        action=order.action.value,
        reason=order.reason.text,
        tells_writer=order.reason.tells_writer,
        filters=order.filters.arguments(),
        cut_off=str(order.cut_off),
        place="",
        total=total,
        done=0,
        left=0,
    )
    return _start(run, at)


def begin_undoing(run: MatchingRun, by: Actor, at: datetime) -> Act:
    """The same for the inverse of a run, as far as nobody has decided otherwise since. One that goes on ends here."""
    run.ended_at = run.ended_at or at
    inverse = MatchingRun(
        act=_act_of(UNDO, by, at),
        user_id=by.user_id,
        action=UNDO,
        reason="",
        filters={},
        cut_off="",
        undoes_run_id=run.act_id,
        place="",
        total=run.done,
        done=0,
        left=0,
    )
    return _start(inverse, at)


def find_matching_run(act_id: int) -> MatchingRun | None:
    return db.session.get(MatchingRun, act_id)


def take_batch(run: MatchingRun, at: datetime) -> bool:
    """Whether there may be another one."""
    if run.ended_at:
        return False
    goes_on = _undo_batch(run, at) if run.action == UNDO else _decide_batch(run, at)
    run.ended_at = None if goes_on else at
    run.act.details = {**run.act.details, "count": run.done, "left": run.left}
    return goes_on


def _act_of(action: str, by: Actor, at: datetime) -> Act:
    act = record(Verb.COMMENTS_DECIDED, by, at, action=action, missing=0, done=[], refused=[], count=0, left=0)
    db.session.flush()
    return act


def _start(run: MatchingRun, at: datetime) -> Act:
    db.session.add(run)
    db.session.flush()
    if run.total > BATCH or take_batch(run, at):
        enqueue("decide_matching", at, asked_by_id=run.user_id, run_id=run.act_id)
    return run.act


def _decide_batch(run: MatchingRun, at: datetime) -> bool:
    cut_off = CutOff.parse(run.cut_off)
    if cut_off is None:
        raise ValueError("a run without the moment that was seen")
    filters = read_filters(run.filters, cut_off.at)
    some = stretch(run.user, filters, Cursor.parse(run.place), BATCH, also=cut_off.test)
    query = select(Comment).where(Comment.id.in_([place.id for place in some.places])).options(joinedload(Comment.post))
    comments = list(db.session.scalars(query.order_by(Comment.id)))
    reason = Reason(run.reason, run.tells_writer)
    _note(run, decide_each(run.act, comments, Action(run.action), run.user.as_actor(), at, reason))
    run.place = str(some.following or "")
    return some.following is not None


def _undo_batch(run: MatchingRun, at: datetime) -> bool:
    after = int(run.place or 0)
    query = select(Decision).join(Decision.act).join(Decision.comment)
    query = query.where(Act.cause_id == run.undoes_run_id, Act.id > after).order_by(Act.id).limit(BATCH)
    query = query.options(contains_eager(Decision.act), contains_eager(Decision.comment).joinedload(Comment.post))
    decisions = list(db.session.scalars(query))
    _note(run, undo_each(run.act, decisions, run.user.as_actor(), at))
    run.place = str(decisions[-1].act_id) if decisions else run.place
    return len(decisions) == BATCH


def _note(run: MatchingRun, counted: tuple[int, int]) -> None:
    done, left = counted
    run.done, run.left = run.done + done, run.left + left
