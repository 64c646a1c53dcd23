"""Where a picture is used."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload

from blog.accounts.permissions import Person, may_edit_post
from blog.database import db
from blog.media.models import MediaFile, MediaUse
from blog.posts.models import Post, Revision
from blog.posts.publishing import is_out


@dataclass(frozen=True)
class Use:
    """A post that names a picture: in what readers see (`is_live`), in its newest text (`is_head`), or before."""

    post: Post
    is_live: bool
    is_head: bool

    @property
    def title(self) -> str:
        """The one that readers see where they see it: whoever uploaded a picture may know no more of the post."""
        return self.post.live.title if self.is_live and self.post.live else self.post.head.title


@dataclass(frozen=True)
class Uses:
    """The posts that this person may know of, and how many of others there are beside them."""

    known: list[Use]
    hidden: int

    @property
    def total(self) -> int:
        return len(self.known) + self.hidden


def uses_of(media: MediaFile, for_: Person, at: datetime) -> Uses:
    """One query, however many revisions there are."""
    named = (
        select(
            Revision.post_id.label("post_id"),
            func.max(case((Revision.number == Post.live_number, 1), else_=0)).label("is_live"),
            func.max(case((Revision.number == Post.head_number, 1), else_=0)).label("is_head"),
        )
        .join(MediaUse, MediaUse.revision_id == Revision.id)
        .join(Post, Post.id == Revision.post_id)
        .where(MediaUse.name == media.name)
        .group_by(Revision.post_id)
        .subquery()
    )
    query = select(Post, named.c.is_live, named.c.is_head).join(named, named.c.post_id == Post.id)
    rows = db.session.execute(
        query.options(joinedload(Post.head), joinedload(Post.live)).order_by(Post.id.desc())
    ).all()
    known = [
        Use(post, bool(is_live) and is_out(post, at), bool(is_head))
        for post, is_live, is_head in rows
        if may_edit_post(for_, post) or (is_live and is_out(post, at))
    ]
    return Uses(known, len(rows) - len(known))
