"""What acts were done to: loaded for a whole page of the record at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from blog.accounts.models import User
from blog.comments.models import Comment
from blog.database import db
from blog.media.models import MediaFile
from blog.moderation.undoable import acts_that_can_be_undone
from blog.posts.models import Post
from blog.record.acts import Verb
from blog.record.browsing import parts_of, undoings_of
from blog.record.models import Act

M = TypeVar("M", Comment, Post, MediaFile, User)

DESCRIBED_BY_PARTS = (Verb.SETTING_CHANGED,)


@dataclass(frozen=True)
class Subjects:
    """Replies, posts, pictures and people by their ids; what put acts back, and what was done as part of them.

    `standing` are the acts that decided something which can be undone now.
    """

    comments: dict[int, Comment] = field(default_factory=dict)
    posts: dict[int, Post] = field(default_factory=dict)
    media: dict[int, MediaFile] = field(default_factory=dict)
    users: dict[int, User] = field(default_factory=dict)
    undoings: dict[int, Act] = field(default_factory=dict)
    parts: dict[int, list[Act]] = field(default_factory=dict)
    standing: frozenset[int] = frozenset()


def subjects_of(acts: Sequence[Act]) -> Subjects:
    ids = {name: _ids(acts, name) for name in ("comment", "post", "media", "user")}
    comments = select(Comment).where(Comment.id.in_(ids["comment"]))
    posts = select(Post).where(Post.id.in_(ids["post"])).options(joinedload(Post.head))
    return Subjects(
        comments=_by_id(comments.options(joinedload(Comment.post).joinedload(Post.head))),
        posts=_by_id(posts),
        media=_by_id(select(MediaFile).where(MediaFile.id.in_(ids["media"]))),
        users=_by_id(select(User).where(User.id.in_(ids["user"]))),
        undoings=undoings_of(acts),
        parts=parts_of(act for act in acts if act.verb in DESCRIBED_BY_PARTS),
        standing=acts_that_can_be_undone(ids["comment"]),
    )


def _ids(acts: Sequence[Act], subject: str) -> set[int]:
    return {act.subject_id for act in acts if act.subject == subject and act.subject_id}


def _by_id(query: Select[M]) -> dict[int, M]:
    return {row.id: row for row in db.session.scalars(query)}
