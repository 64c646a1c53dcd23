"""What people have open in the editor: their unsaved text, and who is at work on a post.

None of this is recorded as an act. A working copy is written every few seconds, is seen by nobody but the one who
types, and changes nothing that anyone else reads; a row in the record for each would bury the acts that people must
answer for, and tell how somebody writes. The saving that ends it is recorded.

A row is never deleted, only emptied, so that its `version` never begins again: a window that was left open for a week
can't take a new text for the one that it knew.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from blog.accounts.models import User
from blog.database import db
from blog.errors import N_, Conflict, NotFound
from blog.posts.models import Post, WorkingCopy
from blog.posts.queries import get_post

PRESENT = timedelta(minutes=2)  # how long after the last sign of life somebody is said to be at work


@dataclass(frozen=True)
class Told:
    """What a window knows of its working copy: its id, if it has one already, and the version that it saw last."""

    copy_id: int | None = None
    version: int = 0


class BecamePost(Conflict):
    """The text was saved as a post, from this window before it went back, or from another."""

    default = N_("This text was saved as a post meanwhile. Nothing was overwritten: compare before you go on.")

    def __init__(self, post: Post) -> None:
        super().__init__()
        self.post = post


class KeptElsewhere(Conflict):
    """Another window of the same person has kept a text that this one has not seen."""

    default = N_("This text was changed in another of your windows. Nothing was overwritten: compare before you go on.")

    def __init__(self, copy: WorkingCopy) -> None:
        super().__init__()
        self.copy = copy


def keep_text(
    user: User, post: Post | None, told: Told, seen: int, fields: dict[str, str], at: datetime
) -> WorkingCopy:
    """Keep the fields of the form as they were typed. `seen` is the number of the revision that the text began with.

    Raises KeptElsewhere, and keeps nothing, when another window was quicker.
    """
    copy = _find_copy(user, post, told) or _start_copy(user, post, seen, at)
    if has_moved_on(copy, told):
        raise KeptElsewhere(copy)
    copy.fields, copy.based_on, copy.saved_at = fields, seen, at
    copy.version += 1
    _see(copy, at)
    db.session.flush()
    return copy


def has_moved_on(copy: WorkingCopy, told: Told) -> bool:
    """Whether it holds a text that this window has not seen; one that holds none can lose none."""
    return copy.fields is not None and copy.version != told.version


def show_presence(user: User, post: Post | None, told: Told, seen: int, at: datetime) -> WorkingCopy | None:
    """A sign of life: somebody has this post open. A new post that nobody else can see needs none."""
    copy = _find_copy(user, post, told)
    if copy is None and post is not None:
        copy = _start_copy(user, post, seen, at)
    if copy is not None:
        _see(copy, at)
        db.session.flush()
    return copy


def discard_copy(copy: WorkingCopy, version: int) -> None:
    """Give up an unsaved text. Raises KeptElsewhere when it is not the one that was seen."""
    if copy.version != version:
        raise KeptElsewhere(copy)
    _empty(copy)


def end_copy(user: User, post: Post, told: Told, at: datetime) -> None:
    """After saving: what was kept is saved now, unless another window has kept more since. Whoever saves is at work."""
    copy = find_own_copy(user, post) or _find_copy_of_new_post(user, told) or _start_copy(user, post, 0, at)
    copy.post_id = post.id
    if not has_moved_on(copy, told):
        _empty(copy)
        copy.based_on = post.head_number
    _see(copy, at)


def find_own_copy(user: User, post: Post) -> WorkingCopy | None:
    return db.session.scalar(select(WorkingCopy).where(WorkingCopy.user_id == user.id, WorkingCopy.post_id == post.id))


def copies_of_new_posts(user: User, limit: int = 10) -> list[WorkingCopy]:
    """Texts of this person that never became a post, the last one first."""
    query = select(WorkingCopy).where(WorkingCopy.user_id == user.id, WorkingCopy.post_id.is_(None))
    kept = query.where(WorkingCopy.fields.is_not(None)).order_by(WorkingCopy.saved_at.desc(), WorkingCopy.id.desc())
    return list(db.session.scalars(kept.limit(limit)))


def get_copy(user: User, copy_id: int) -> WorkingCopy:
    """One of this person's own. Raises NotFound."""
    query = select(WorkingCopy).where(WorkingCopy.id == copy_id, WorkingCopy.user_id == user.id)
    copy = db.session.scalar(query)
    if copy is None:
        raise NotFound
    return copy


def others_at_work(user: User, post: Post, at: datetime) -> list[WorkingCopy]:
    """The copies of everybody else who has this post open, whoever opened it first before the others."""
    query = select(WorkingCopy).join(WorkingCopy.user).options(contains_eager(WorkingCopy.user))
    present = (WorkingCopy.post_id == post.id, WorkingCopy.seen_at > at - PRESENT, WorkingCopy.user_id != user.id)
    return list(db.session.scalars(query.where(*present).order_by(WorkingCopy.opened_at, WorkingCopy.id)))


def _find_copy(user: User, post: Post | None, told: Told) -> WorkingCopy | None:
    """The one copy that somebody has of a post; of a new post, the one that this window was told of.

    Raises NotFound where it became a post that is not theirs to edit any more.
    """
    if post is not None:
        return find_own_copy(user, post)
    if told.copy_id is None:
        return None
    copy = get_copy(user, told.copy_id)
    if copy.post_id is not None:
        raise BecamePost(get_post(copy.post_id, user))
    return copy


def _find_copy_of_new_post(user: User, told: Told) -> WorkingCopy | None:
    of_new_posts = select(WorkingCopy).where(WorkingCopy.user_id == user.id, WorkingCopy.post_id.is_(None))
    return db.session.scalar(of_new_posts.where(WorkingCopy.id == told.copy_id)) if told.copy_id else None


def _start_copy(user: User, post: Post | None, seen: int, at: datetime) -> WorkingCopy:
    """A new row, or one for a new post that was emptied."""
    if post is None:
        mine = select(WorkingCopy).where(WorkingCopy.user_id == user.id, WorkingCopy.post_id.is_(None))
        if emptied := db.session.scalar(mine.where(WorkingCopy.fields.is_(None)).limit(1)):
            return emptied
    copy = WorkingCopy(
        user_id=user.id, post_id=post.id if post else None, based_on=seen, version=0, opened_at=at, seen_at=at
    )
    db.session.add(copy)
    return copy


def _empty(copy: WorkingCopy) -> None:
    copy.fields, copy.saved_at = None, None
    copy.version += 1


def _see(copy: WorkingCopy, at: datetime) -> None:
    if copy.seen_at <= at - PRESENT:
        copy.opened_at = at
    copy.seen_at = at
