"""The same reply twice: post, parent, name and text agree with one that is not in the trash.

The address is never compared, for the answer would tell whether it was guessed right.
"""

import hashlib

from sqlalchemy import exists, select

from blog.comments.lifecycle import CommentStatus
from blog.comments.models import Comment
from blog.database import db
from blog.errors import N_, Conflict


class SaidAlready(Conflict):
    default = N_("This reply has arrived already. You need not send it again.")


def fingerprint(post_id: int, parent_id: int | None, name: str, text: str) -> str:
    """The same for the same reply; space around its text makes no difference."""
    parts = (str(post_id), str(parent_id or ""), name, text.strip())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def is_here(fingerprint: str) -> bool:
    """Whether a reply with this fingerprint is kept outside the trash."""
    found = select(Comment.id).where(Comment.fingerprint == fingerprint, Comment.status != CommentStatus.TRASH.value)
    return bool(db.session.scalar(select(exists(found))))
