"""Deciding about a reply, and undoing what was decided. The only door through which a status changes."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from blog.comments.duplicates import is_here
from blog.comments.editing import revision_seen
from blog.comments.lifecycle import REMOVED, Action, CommentStatus, ImpossibleNow, next_status
from blog.comments.models import Comment
from blog.comments.moving import emptied, moved, together
from blog.comments.writers import forget_writer
from blog.database import db
from blog.errors import N_, Conflict, Refused, Term
from blog.moderation.decline_reasons import Reason
from blog.moderation.models import UNDO, Decision
from blog.moderation.notes import forget_notes
from blog.moderation.teaching import teach
from blog.moderation.undoable import can_be_undone
from blog.record.acts import Actor, Verb, actor_of, record
from blog.record.models import Act
from blog.text.render import render_comment

LONGEST_REASON = 500

NONE = Reason()

OnOne = Callable[[Comment], Decision]
Refusal = tuple[int, str, dict[str, object]]


class DecidedElsewhere(Conflict):
    """The reply is not what the moderator saw. Carries the decision that was first, if it was a decision."""

    default = N_("This reply was changed meanwhile. Look at it again before you decide.")

    def __init__(self, first: Decision | None) -> None:
        if first is None:
            super().__init__()
        else:
            message = N_("%(name)s was first: this reply is now %(status)s. Nothing was changed.")
            status = N_("deleted") if first.action == Action.DELETE else first.to_status.value
            super().__init__(message, name=actor_of(first.act), status=Term(status))


class EditedMeanwhile(Conflict):
    default = N_("This reply was edited meanwhile. See what changed, and decide again.")


class DeletedForGood(Conflict):
    default = N_("What was deleted for good can't be brought back.")


def decide(
    comment: Comment,
    action: Action,
    by: Actor,
    at: datetime,
    seen: int,
    reason: str = "",
    cause: Act | None = None,
    teaches: bool = True,
    tells_writer: bool = False,
) -> Decision:
    """Act on a reply. `seen` is the version that was looked at. Raises Conflict: EditedMeanwhile, DecidedElsewhere,
    ImpossibleNow.

    The score learns from it at once; a run of many does that itself, for all together.
    """
    if len(reason) > LONGEST_REASON:
        raise Refused(N_("A reason takes at most %(limit)d characters."), field="reason", limit=LONGEST_REASON)
    after = check_decision(comment, action, seen)
    before, status_before = comment.status, comment.status_before
    _move(comment, after, before if action in (Action.SPAM, Action.TRASH) else None, at)
    if action is Action.DELETE:
        _empty(comment, at)
    decision = _write(comment, action.value, before, status_before, by, at, reason, cause)
    decision.tells_writer = tells_writer
    if teaches:
        teach([comment])
    return decision


def check_decision(comment: Comment, action: Action, seen: int) -> CommentStatus:
    """Where the action would lead. Raises EditedMeanwhile, DecidedElsewhere or ImpossibleNow."""
    if seen != comment.version or comment.deleted_at is not None:
        raise _what_was_first(comment, seen)
    return _next_status(comment, action)


def undo(decision: Decision, by: Actor, at: datetime, cause: Act | None = None, teaches: bool = True) -> Decision:
    """The inverse decision. Raises DecidedElsewhere when something was decided since, Conflict when it has no undo."""
    comment = decision.comment
    if decision.action == Action.DELETE:
        raise DeletedForGood
    if not can_be_undone(decision):
        raise DecidedElsewhere(last_decision(comment))
    before, status_before = comment.status, comment.status_before
    _move(comment, decision.from_status, decision.before, at)
    inverse = _write(comment, UNDO, before, status_before, by, at, "", cause, undoes=decision)
    if teaches:
        teach([comment])
    return inverse


def decide_many(
    chosen: dict[int, int], comments: list[Comment], action: Action, by: Actor, at: datetime, reason: Reason = NONE
) -> Act:
    """A bulk run: the same action on each, with its own result. `chosen` maps ids to the versions that were seen.

    Returns the act of the run. Its details: `done`, ids; `refused`, ids with message and values; `missing`, a count.
    """
    run = _start_run(action.value, by, at)
    done, refused = _each(comments, _decides(run, action, by, at, chosen, reason), at)
    run.details = {**run.details, "done": done, "refused": refused, "missing": len(chosen) - len(comments)}
    return run


def decide_each(
    run: Act, comments: list[Comment], action: Action, by: Actor, at: datetime, reason: Reason
) -> tuple[int, int]:
    """A part of a larger run, about replies as they are now. How many were decided, and how many left as they are."""
    seen = {comment.id: comment.version for comment in comments}
    done, refused = _each(comments, _decides(run, action, by, at, seen, reason), at)
    return len(done), len(refused)


def undo_many(decisions: list[Decision], by: Actor, at: datetime) -> Act:
    """Undo a bulk run as far as nobody has decided otherwise since; a run of its own."""
    run = _start_run(UNDO, by, at)
    done, refused = _each([decision.comment for decision in decisions], _undoes(run, decisions, by, at), at)
    run.details = {**run.details, "done": done, "refused": refused}
    return run


def undo_each(run: Act, decisions: list[Decision], by: Actor, at: datetime) -> tuple[int, int]:
    """The same as a part of a larger run."""
    done, refused = _each([decision.comment for decision in decisions], _undoes(run, decisions, by, at), at)
    return len(done), len(refused)


def _decides(run: Act, action: Action, by: Actor, at: datetime, seen: dict[int, int], reason: Reason) -> OnOne:
    why, tells = reason.text, reason.tells_writer
    return lambda comment: decide(
        comment, action, by, at, seen[comment.id], why, run, teaches=False, tells_writer=tells
    )


def _undoes(run: Act, decisions: list[Decision], by: Actor, at: datetime) -> OnOne:
    decided = {decision.comment_id: decision for decision in decisions}
    return lambda comment: undo(decided[comment.id], by, at, run, teaches=False)


def _start_run(action: str, by: Actor, at: datetime) -> Act:
    run = record(Verb.COMMENTS_DECIDED, by, at, action=action, missing=0)
    db.session.flush()
    return run


def _each(comments: list[Comment], act: OnOne, at: datetime) -> tuple[list[int], list[Refusal]]:
    """Act on every reply; a refusal of one leaves the others alone. Those that were done, and those refused."""
    done: list[int] = []
    refused: list[Refusal] = []
    with together(at):
        for comment in comments:
            try:
                act(comment)
                done.append(comment.id)
            except Conflict as error:
                refused.append((comment.id, error.message, error.values))
    db.session.flush()
    decided = set(done)
    teach([comment for comment in comments if comment.id in decided])
    return done, refused


def last_decision(comment: Comment) -> Decision | None:
    query = select(Decision).where(Decision.comment_id == comment.id).order_by(Decision.id.desc()).limit(1)
    return db.session.scalar(query)


def _what_was_first(comment: Comment, seen: int) -> Conflict:
    """Why a decision about what was seen is none about what is here now."""
    first = last_decision(comment)
    if (first is None or first.version <= seen) and revision_seen(comment, seen):
        return EditedMeanwhile()
    return DecidedElsewhere(first)


def _next_status(comment: Comment, action: Action) -> CommentStatus:
    """Where the action leads; when it leads nowhere, the refusal names who brought the reply where it is."""
    try:
        return next_status(comment.status, action, comment.status_before)
    except ImpossibleNow as refusal:
        raise (DecidedElsewhere(first) if (first := last_decision(comment)) else refusal) from None


def _move(comment: Comment, status: CommentStatus, status_before: CommentStatus | None, at: datetime) -> None:
    """Out of the trash there must be room: the same reply may have come again meanwhile."""
    leaves_trash = comment.status is CommentStatus.TRASH and status is not CommentStatus.TRASH
    if leaves_trash and comment.fingerprint and is_here(comment.fingerprint):
        raise Conflict(N_("The same reply has come again meanwhile; one of them is enough."))
    before, comment.status = comment.status, status
    comment.status_before = status_before if status in REMOVED else None
    moved(comment, before, at)


def _empty(comment: Comment, at: datetime) -> None:
    """Delete for good: words, name, site and address go, the place and the record stay."""
    comment.name = comment.url = comment.text = ""
    comment.html, comment.removals = render_comment("").html, []
    comment.user_id = comment.network = comment.fingerprint = None
    forget_notes(comment)
    forget_writer(comment)
    comment.findings.clear()
    comment.deleted_at = at
    emptied(comment)


def _write(
    comment: Comment,
    action: str,
    before: CommentStatus,
    status_before: CommentStatus | None,
    by: Actor,
    at: datetime,
    reason: str,
    cause: Act | None,
    undoes: Decision | None = None,
) -> Decision:
    comment.version += 1
    act = record(
        Verb.COMMENT_DECIDED,
        by,
        at,
        comment.id,
        cause.id if cause else None,
        undoes_id=undoes.act_id if undoes else None,
        action=action,
    )
    decision = Decision(
        act=act,
        comment=comment,
        action=action,
        from_status=before,
        to_status=comment.status,
        before=status_before,
        version=comment.version,
        revision_number=comment.revision_number,
        reason=reason,
        undoes_id=undoes.id if undoes else None,
    )
    db.session.add(decision)
    if cause is None:  # a run writes all of its decisions together
        db.session.flush()
    return decision
