"""The savings of a post: reading them, and going back to one."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload

from blog.accounts.models import User
from blog.database import db
from blog.errors import NotFound, Refused
from blog.posts.addresses import choose_slug
from blog.posts.drafting import add_head, manuscript_of, says_the_same
from blog.posts.models import Post, Revision
from blog.record.acts import Verb, record
from blog.text.markup import Rendered

REVISIONS_A_PAGE = 25


def page_of_revisions(post: Post, before: int | None = None) -> tuple[list[Revision], bool]:
    """The savings of a post, the last one first, below the number `before`; and whether there are earlier ones."""
    query = select(Revision).where(Revision.post_id == post.id).order_by(Revision.number.desc())
    if before is not None:
        query = query.where(Revision.number < before)
    query = query.options(joinedload(Revision.saved_by), defer(Revision.html))
    found = list(db.session.scalars(query.limit(REVISIONS_A_PAGE + 1)))
    return found[:REVISIONS_A_PAGE], len(found) > REVISIONS_A_PAGE


def get_revision(post: Post, number: int) -> Revision:
    """Raises NotFound."""
    query = select(Revision).where(Revision.post_id == post.id, Revision.number == number)
    revision = db.session.scalar(query.options(joinedload(Revision.saved_by)))
    if revision is None:
        raise NotFound
    return revision


def restore_revision(post: Post, old: Revision, rendered: Rendered, by: User, at: datetime) -> bool:
    """Go back to what was saved then, by a new revision: nothing after it is lost, and readers see what they saw.

    `rendered` is made anew from its body, by the rules of today. Where another post has taken its address since, the
    present one stays. Says whether there was anything to do.
    """
    manuscript = manuscript_of(old)
    slug = _slug_if_free(post, old)
    if says_the_same(post.head, manuscript, slug):
        return False
    add_head(post, manuscript, rendered, slug, by, at)
    record(Verb.POST_REVISION_RESTORED, by.as_actor(), at, post.id, revision=post.head_number, restored=old.number)
    return True


def _slug_if_free(post: Post, old: Revision) -> str:
    try:
        return choose_slug(old.slug, old.title, post.id)
    except Refused:
        return post.head.slug
