"""Answering a reply from the queue, which approves what it answers."""

from collections.abc import Sequence
from datetime import datetime

from blog.accounts.models import User
from blog.comments.incoming import Submission
from blog.comments.lifecycle import Action, CommentStatus
from blog.comments.models import Comment
from blog.comments.screening import Phase
from blog.comments.submission import submit_comment, without_limit
from blog.database import db
from blog.errors import N_, Conflict
from blog.moderation.decisions import DecidedElsewhere, decide, last_decision, undo
from blog.moderation.models import Decision
from blog.posts.publishing import is_out
from blog.record.acts import Actor, Verb, record
from blog.record.models import Act
from blog.record.undoing import ChangedSince
from blog.settings.keys import ScreeningSettings
from blog.text.markup import Rendered


class NobodyReadsIt(Conflict):
    default = N_("This post is not public, so nobody could read an answer. Publish it first.")


def answer_comment(
    comment: Comment,
    text: str,
    rendered: Rendered,
    by: User,
    at: datetime,
    seen: int,
    phases: Sequence[Phase],
    settings: ScreeningSettings,
) -> Act:
    """Approve a reply, unless it is, and put an answer below it. One act, and one undo.

    Raises DecidedElsewhere, NobodyReadsIt, and what `submit_comment` raises.
    """
    if not is_out(comment.post, at):
        raise NobodyReadsIt
    if seen != comment.version or comment.deleted_at is not None:
        raise DecidedElsewhere(last_decision(comment))
    act = record(Verb.COMMENT_ANSWERED, by.as_actor(), at, comment.id)
    db.session.flush()
    decision = None
    if comment.status is not CommentStatus.APPROVED:
        decision = decide(comment, Action.APPROVE, by.as_actor(), at, seen, cause=act)
    submission = Submission(name=by.name, url="", text=text, user=by, parent_id=comment.id)
    answer = submit_comment(comment.post, submission, rendered, phases, at, without_limit, settings)
    act.details = {"answer": answer.id, "decision": decision.id if decision else None}
    return act


def undo_answer_act(act: Act, by: Actor, at: datetime) -> Act:
    """The answer into the trash, and the reply back to where it was. Raises ChangedSince and what `undo` raises."""
    answer = db.session.get_one(Comment, act.details["answer"])
    if answer.version != 1:
        raise ChangedSince
    removal = decide(answer, Action.TRASH, by, at, answer.version)
    if decision_id := act.details["decision"]:
        undo(db.session.get_one(Decision, decision_id), by, at, removal.act)
    return removal.act
