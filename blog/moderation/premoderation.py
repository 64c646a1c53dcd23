"""Posts on which every reply waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from blog.accounts.permissions import Person, may_moderate_everything, may_moderate_post
from blog.comments.models import PremoderatedPost
from blog.database import db
from blog.errors import NotFound
from blog.posts.lifecycle import PostStatus
from blog.posts.models import Post
from blog.record.acts import Actor, Verb, record
from blog.record.models import Act
from blog.record.undoing import ChangedSince

NEWEST = 50


@dataclass(frozen=True)
class PostSwitch:
    """A post, and whether every reply to it waits."""

    post: Post
    is_on: bool


def get_moderated_post(post_id: int, for_: Person) -> Post:
    """Raises NotFound for one that this person may not moderate, as for one that is not there."""
    post = db.session.get(Post, post_id) if post_id < 2**63 else None
    if post is None or not may_moderate_post(for_, post):
        raise NotFound
    return post


def find_switch(post_id: int | None, for_: Person) -> PostSwitch | None:
    """None for a post that this person may not moderate."""
    post = db.session.get(Post, post_id) if post_id else None
    if post is None or not may_moderate_post(for_, post):
        return None
    return PostSwitch(post, is_on=db.session.get(PremoderatedPost, post.id) is not None)


def set_premoderation(post: Post, waits: bool, by: Actor, at: datetime) -> Act | None:
    """From now on every reply to this post waits, or not. None where it is so already."""
    present = db.session.get(PremoderatedPost, post.id)
    if waits == (present is not None):
        return None
    if present:
        db.session.delete(present)
    else:
        db.session.add(PremoderatedPost(post_id=post.id, since=at))
    db.session.flush()
    return record(Verb.POST_PREMODERATION_CHANGED, by, at, post.id, waits=waits)


def undo_premoderation(act: Act, by: Actor, at: datetime) -> Act:
    post = db.session.get(Post, act.subject_id)
    undoing = set_premoderation(post, not act.details["waits"], by, at) if post else None
    if undoing is None:
        raise ChangedSince
    return undoing


def premoderated_posts(for_: Person) -> Sequence[PremoderatedPost]:
    """Those that this person may moderate, the newest fact first."""
    query = select(PremoderatedPost).join(PremoderatedPost.post).order_by(PremoderatedPost.since.desc())
    if not may_moderate_everything(for_):
        query = query.where(Post.author_id == for_.id)
    return db.session.scalars(query.options(joinedload(PremoderatedPost.post).joinedload(Post.head))).all()


def posts_to_choose(for_: Person) -> Sequence[Post]:
    """The newest posts, scheduled ones too, that this person may moderate and on which not every reply waits."""
    query = select(Post).where(Post.status == PostStatus.PUBLISHED).order_by(Post.published_at.desc(), Post.id.desc())
    if not may_moderate_everything(for_):
        query = query.where(Post.author_id == for_.id)
    chosen = select(PremoderatedPost.post_id)
    return db.session.scalars(query.where(Post.id.not_in(chosen)).options(joinedload(Post.head)).limit(NEWEST)).all()
