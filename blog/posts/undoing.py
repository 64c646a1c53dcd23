"""Putting back what was done to posts, as the record asks for it."""

from datetime import datetime

from blog.accounts.models import User
from blog.database import db
from blog.posts.bulk import INVERSE, BulkAction, change_many
from blog.posts.models import Post
from blog.posts.pinning import pin_post, unpin_post
from blog.posts.publishing import is_out, restore_post, trash_post
from blog.record.acts import Actor
from blog.record.models import Act
from blog.record.undoing import ChangedSince, HasNoUndo


def undo_trashing(act: Act, by: Actor, at: datetime) -> Act:
    return restore_post(_post_of(act), by, at)


def undo_restoring(act: Act, by: Actor, at: datetime) -> Act:
    return trash_post(_post_of(act), by, at)


def undo_pinning(act: Act, by: Actor, at: datetime) -> Act:
    """The post that was pinned before stands first again, if there was one and readers still see it."""
    post = _post_of(act)
    if post.pinned_at is None:
        raise ChangedSince
    before = db.session.get(Post, act.details.get("before") or 0)
    if before is not None and is_out(before, at):
        return _changed(pin_post(before, by, at))
    return _changed(unpin_post(post, by, at))


def undo_unpinning(act: Act, by: Actor, at: datetime) -> Act:
    return _changed(pin_post(_post_of(act), by, at))


def undo_posts_run(act: Act, by: Actor, at: datetime) -> Act:
    """The inverse act on all on which it was done, as far as nobody changed them since."""
    if act.details["action"] not in INVERSE:
        raise HasNoUndo
    user = db.session.get_one(User, by.user_id)
    inverse = INVERSE[BulkAction(act.details["action"])]
    return change_many(act.details["done"], inverse, "", user, at, undoes=act.id)


def _post_of(act: Act) -> Post:
    return db.session.get_one(Post, act.subject_id)


def _changed(act: Act | None) -> Act:
    if act is None:
        raise ChangedSince
    return act
