"""Writing the record."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from blog.database import db
from blog.errors import N_, Term
from blog.record.models import Act


@dataclass(frozen=True)
class Actor:
    """Who does something: a person, or a process by its name (then without `user_id`), which is translated."""

    name: str
    user_id: int | None = None


SCREENING = Actor(N_("screening"))
COMMAND_LINE = Actor(N_("command line"))
SAMPLE = Actor(N_("sample content"))
RETENTION = Actor(N_("retention"))
A_READER = Actor(N_("a reader"))
PROCESSES = frozenset(actor.name for actor in (SCREENING, COMMAND_LINE, SAMPLE, RETENTION, A_READER))


class Verb(StrEnum):
    """What can be done. The first word names the subject."""

    JOB_RETRIED = "job.retried"
    USER_CREATED = "user.created"
    USER_SIGNED_IN = "user.signed_in"
    USER_SIGNED_OUT = "user.signed_out"
    USER_LINK_MADE = "user.link_made"
    USER_PASSWORD_CHANGED = "user.password_changed"  # noqa: S105 - a verb
    USER_PROFILE_CHANGED = "user.profile_changed"
    USER_MAILS_CHOSEN = "user.mails_chosen"
    POST_CREATED = "post.created"
    POST_SAVED = "post.saved"
    POST_PUBLISHED = "post.published"
    POST_SCHEDULED = "post.scheduled"
    POST_UNPUBLISHED = "post.unpublished"
    POST_TRASHED = "post.trashed"
    POST_RESTORED = "post.restored"
    POST_PINNED = "post.pinned"
    POST_UNPINNED = "post.unpinned"
    TERM_RENAMED = "term.renamed"
    TERM_MERGED = "term.merged"
    TERM_DESCRIBED = "term.described"
    TERM_DELETED = "term.deleted"
    POSTS_CHANGED = "posts.changed"
    POST_NOTE_CHANGED = "post.note_changed"
    POST_REVISION_RESTORED = "post.revision_restored"
    POST_PREVIEW_LINK_MADE = "post.preview_link_made"
    POST_PREVIEW_LINK_WITHDRAWN = "post.preview_link_withdrawn"
    POSTS_RERENDERED = "posts.rerendered"
    MEDIA_UPLOADED = "media.uploaded"
    MEDIA_DESCRIBED = "media.described"
    MEDIA_DELETED = "media.deleted"
    COMMENT_SUBMITTED = "comment.submitted"
    COMMENT_DECIDED = "comment.decided"
    COMMENT_EDITED = "comment.edited"
    COMMENT_ANSWERED = "comment.answered"
    COMMENT_NOTED = "comment.noted"
    COMMENT_NOTE_REMOVED = "comment.note_removed"
    CANNED_CREATED = "canned.created"
    CANNED_CHANGED = "canned.changed"
    CANNED_DELETED = "canned.deleted"
    COMMENT_ADDRESS_SHOWN = "comment.address_shown"
    COMMENTS_DECIDED = "comments.decided"
    WRITER_TRUST_CHANGED = "writer.trust_changed"
    POST_PREMODERATION_CHANGED = "post.premoderation_changed"
    FILTER_SAVED = "filter.saved"
    FILTER_RENAMED = "filter.renamed"
    FILTER_DELETED = "filter.deleted"
    COMMENTS_RESANITIZED = "comments.resanitized"
    RULE_CREATED = "rule.created"
    RULE_CHANGED = "rule.changed"
    RULE_DELETED = "rule.deleted"
    BAN_CREATED = "ban.created"
    BAN_LIFTED = "ban.lifted"
    SETTING_CHANGED = "setting.changed"
    REASON_ADDED = "reason.added"
    REASON_CHANGED = "reason.changed"
    REASON_REMOVED = "reason.removed"
    RECORD_EXPORTED = "record.exported"


def record(
    verb: Verb,
    by: Actor,
    at: datetime,
    subject_id: int | None = None,
    cause_id: int | None = None,
    undoes_id: int | None = None,
    **details: object,
) -> Act:
    """Add an act to the session; it is committed with what it tells of.

    `undoes_id` is unique: an act is put back once.
    """
    act = Act(
        at=at,
        user_id=by.user_id,
        actor_name=by.name,
        verb=verb.value,
        subject=verb.value.partition(".")[0],
        subject_id=subject_id,
        details=details,
        cause_id=cause_id,
        undoes_id=undoes_id,
    )
    db.session.add(act)
    return act


def actor_of(act: Act) -> str:
    """Whoever did it: a person as they are called, a process by a term that can be translated."""
    return act.actor_name if act.user_id else Term(act.actor_name)
