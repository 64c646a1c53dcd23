"""What happened to the queue since a page of it was drawn: arrivals, and what became of the replies on it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from blog.accounts.permissions import Person, may_moderate_everything
from blog.comments.models import Comment
from blog.database import db
from blog.moderation.cursor import Cursor
from blog.moderation.filters import Filters
from blog.moderation.matching import candidates, indexed, tests
from blog.moderation.models import Decision
from blog.moderation.queue import get_comments
from blog.moderation.standing import in_scope
from blog.posts.models import Post

MOST_ARRIVALS = 100  # counted; beyond that it is "more than"
MOST_SHOWN = 200  # replies of one page that are asked about


@dataclass(frozen=True)
class Newest:
    """The reply that arrived last: its id, and when. Zero and None when there is none."""

    id: int
    at: datetime | None

    @property
    def place(self) -> Cursor | None:
        return Cursor(self.at, self.id) if self.at else None


@dataclass(frozen=True)
class Change:
    """A reply that is not what a page shows, None when it is gone; `decision` is the last about it, if any."""

    comment_id: int
    comment: Comment | None
    decision: Decision | None


def newest_reply(for_: Person) -> Newest:
    """The last reply that this person may moderate, whatever became of it."""
    last = select(func.max(Comment.id))
    if not may_moderate_everything(for_):
        last = last.where(Comment.post_id.in_(select(Post.id).where(Post.author_id == for_.id)))
    found = db.session.execute(
        select(Comment.id, Comment.submitted_at).where(Comment.id == last.scalar_subquery())
    ).first()
    return Newest(found.id, found.submitted_at) if found else Newest(0, None)


def count_arrivals(for_: Person, filters: Filters, since: int) -> int:
    """How many replies with a higher id these filters let through; of a flood, only the first are looked at."""
    fresh = list(
        db.session.scalars(select(Comment.id).where(Comment.id > since).order_by(Comment.id).limit(MOST_ARRIVALS))
    )
    if not fresh:
        return 0
    comment = candidates(fresh)
    query = select(func.count()).select_from(comment)
    return db.session.scalar(query.where(*indexed(comment, filters), *tests(comment, for_, filters))) or 0


def changes_of(for_: Person, shown: dict[int, int]) -> list[Change]:
    """Those replies whose version is not the one that the page shows. `shown` maps ids to versions.

    What this person may not moderate is gone, whether it is there or not.
    """
    versions = select(Comment.id, Comment.version).where(Comment.id.in_(shown), *in_scope(for_))
    present = dict(db.session.execute(versions).all())
    changed = [each for each in shown if present.get(each) != shown[each]]
    if not changed:
        return []
    comments = {comment.id: comment for comment in get_comments(changed, for_)}
    last = select(func.max(Decision.id)).where(Decision.comment_id.in_(comments)).group_by(Decision.comment_id)
    decisions = {each.comment_id: each for each in db.session.scalars(select(Decision).where(Decision.id.in_(last)))}
    return [Change(each, comments.get(each), decisions.get(each)) for each in changed]
