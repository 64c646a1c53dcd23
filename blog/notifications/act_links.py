"""Links in a mail that decide about one reply: signed, for one person and one act, for 72 hours, once.

Holding the link is the authority of that person, so whatever they lost meanwhile the link has lost too.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from blog.accounts.models import User
from blog.accounts.queries import token_hash
from blog.comments.lifecycle import Action, CommentStatus
from blog.comments.models import Comment, CommentRevision
from blog.database import db
from blog.errors import N_, Conflict, NotFound
from blog.moderation.decisions import decide, last_decision
from blog.moderation.models import Decision
from blog.moderation.queue import get_comment
from blog.notifications.models import UsedLink
from blog.posts.models import Post
from blog.tokens import Purpose, sign, unsign

LIFE = timedelta(hours=72)
ACTS = (Action.APPROVE, Action.SPAM, Action.TRASH)


class LeadsNowhere(NotFound):
    default = N_("This link is not whole, or is not good for you any more. Copy all of it from the mail.")


class LinkState(StrEnum):
    READY = "ready"
    USED = "used"
    ENDED = "ended"
    CHANGED = "changed"
    DECIDED = "decided"


class NotReady(Conflict):
    """The link can't do it (any more); `state` says why."""

    def __init__(self, state: LinkState) -> None:
        super().__init__()
        self.state = state


@dataclass(frozen=True)
class ActLink:
    """What a link says: this person decides so about this revision, as it was in this version."""

    comment_id: int
    revision: int
    version: int
    action: Action
    user_id: int
    ends_at: datetime

    def token(self, secret: str) -> str:
        ends = int(self.ends_at.timestamp())
        payload: list[int | str] = [self.comment_id, self.revision, self.version, self.action.value, self.user_id]
        return sign(Purpose.MAIL_ACT, [*payload, ends], secret)


@dataclass(frozen=True)
class Looked:
    """What a link leads to at a moment. `decision` is the one that it made, or the last that somebody made."""

    link: ActLink
    state: LinkState
    user: User
    comment: Comment
    decision: Decision | None


def links_for(comment: Comment, user: User, at: datetime) -> dict[Action, ActLink]:
    """The links for a mail that shows this reply as it is."""
    ends_at = (at + LIFE).replace(microsecond=0)
    seen = (comment.id, comment.revision_number, comment.version)
    return {action: ActLink(*seen, action, user.id, ends_at) for action in ACTS}


def look_at(token: str, secret: str, at: datetime) -> Looked:
    """What the link would do now. Changes nothing. Raises LeadsNowhere."""
    link = _read(token, secret)
    user = db.session.get(User, link.user_id)
    try:
        comment = get_comment(link.comment_id, user)
    except NotFound:
        raise LeadsNowhere from None
    if user is None:
        raise LeadsNowhere
    used = db.session.scalar(select(UsedLink).where(UsedLink.token_hash == token_hash(token)))
    if used:
        return Looked(link, LinkState.USED, user, comment, _decision_of(used))
    state = _state(link, comment, at)
    return Looked(link, state, user, comment, last_decision(comment) if state is LinkState.DECIDED else None)


def use(token: str, secret: str, at: datetime) -> Decision:
    """Decide as the link says, in the name of its owner. Raises LeadsNowhere, NotReady, or what `decide` raises."""
    looked = look_at(token, secret, at)
    if looked.state is not LinkState.READY:
        raise NotReady(looked.state)
    decision = decide(looked.comment, looked.link.action, looked.user.as_actor(), at, looked.link.version)
    decision.act.details = {**decision.act.details, "way": "mail"}
    db.session.add(UsedLink(token_hash=token_hash(token), act_id=decision.act_id, used_at=at))
    return decision


def text_seen(looked: Looked) -> str:
    """The text of the revision that the mail showed."""
    query = select(CommentRevision.text).where(
        CommentRevision.comment_id == looked.comment.id, CommentRevision.number == looked.link.revision
    )
    kept = db.session.scalar(query)
    return looked.comment.text if kept is None else kept


def _read(token: str, secret: str) -> ActLink:
    payload = unsign(Purpose.MAIL_ACT, token, secret)
    if payload is None:
        raise LeadsNowhere
    comment_id, revision, version, action, user_id, ends = payload
    numbers = (int(comment_id), int(revision), int(version))
    return ActLink(*numbers, Action(str(action)), int(user_id), datetime.fromtimestamp(int(ends), UTC))


def _state(link: ActLink, comment: Comment, at: datetime) -> LinkState:
    if at >= link.ends_at:
        return LinkState.ENDED
    if comment.status is not CommentStatus.PENDING or comment.deleted_at:
        return LinkState.DECIDED
    if (link.revision, link.version) != (comment.revision_number, comment.version):
        return LinkState.CHANGED
    return LinkState.READY


def _decision_of(used: UsedLink) -> Decision | None:
    query = select(Decision).where(Decision.act_id == used.act_id)
    return db.session.scalar(query.options(joinedload(Decision.comment).joinedload(Comment.post).joinedload(Post.head)))
