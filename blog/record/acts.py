"""Writing the record."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from blog.database import db
from blog.record.models import Act


@dataclass(frozen=True)
class Actor:
    """Who does something: a person, or a process by its name (then without `user_id`)."""

    name: str
    user_id: int | None = None


SCREENING = Actor("screening")
COMMAND_LINE = Actor("command line")
SAMPLE = Actor("sample content")


class Verb(StrEnum):
    """What can be done. The first word names the subject."""

    USER_CREATED = "user.created"
    USER_SIGNED_IN = "user.signed_in"
    USER_SIGNED_OUT = "user.signed_out"
    USER_LINK_MADE = "user.link_made"
    USER_PASSWORD_CHANGED = "user.password_changed"  # noqa: S105 - a verb
    USER_PROFILE_CHANGED = "user.profile_changed"
    POST_CREATED = "post.created"
    POST_SAVED = "post.saved"
    POST_PUBLISHED = "post.published"
    POST_SCHEDULED = "post.scheduled"
    POST_UNPUBLISHED = "post.unpublished"
    POST_TRASHED = "post.trashed"
    POST_RESTORED = "post.restored"
    COMMENT_SUBMITTED = "comment.submitted"
    COMMENT_DECIDED = "comment.decided"
    COMMENT_ADDRESS_SHOWN = "comment.address_shown"
    COMMENTS_DECIDED = "comments.decided"
    COMMENTS_RESANITIZED = "comments.resanitized"


def record(
    verb: Verb, by: Actor, at: datetime, subject_id: int | None = None, cause_id: int | None = None, **details: object
) -> Act:
    """Add an act to the session; it is committed with what it tells of."""
    act = Act(
        at=at,
        user_id=by.user_id,
        actor_name=by.name,
        verb=verb.value,
        subject=verb.value.partition(".")[0],
        subject_id=subject_id,
        details=details,
        cause_id=cause_id,
    )
    db.session.add(act)
    return act
