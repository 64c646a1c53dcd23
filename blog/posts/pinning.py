"""The one post that stands first on the home page, however old it is."""

from datetime import datetime

from sqlalchemy import select, update

from blog.database import db
from blog.errors import N_, Conflict
from blog.posts.lifecycle import PostKind
from blog.posts.models import Post
from blog.posts.publishing import is_out
from blog.record.acts import Actor, Verb, record
from blog.record.models import Act
from blog.settings.site_version import site_changed


def pin_post(post: Post, by: Actor, at: datetime) -> Act | None:
    """It takes the place of the one that was pinned before. Raises Conflict for what readers do not see."""
    if post.kind is not PostKind.POST or not is_out(post, at):
        raise Conflict(N_("Only a post that readers see can be pinned."))
    if post.pinned_at is not None:
        return None
    before = db.session.scalar(select(Post.id).where(Post.pinned_at.is_not(None)).limit(1))
    db.session.execute(update(Post).where(Post.pinned_at.is_not(None)).values(pinned_at=None))
    post.pinned_at = at
    site_changed()
    return record(Verb.POST_PINNED, by, at, post.id, before=before)


def unpin_post(post: Post, by: Actor, at: datetime) -> Act | None:
    if post.pinned_at is None:
        return None
    post.pinned_at = None
    site_changed()
    return record(Verb.POST_UNPINNED, by, at, post.id)
