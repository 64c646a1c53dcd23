"""What readers see of a post: publishing, taking back, and the trash."""

from datetime import datetime

from sqlalchemy import delete

from blog.clock import on_clock
from blog.database import db
from blog.errors import N_, Refused
from blog.jobs.enqueue import enqueue
from blog.posts.addresses import choose_slug
from blog.posts.lifecycle import PostAction, next_status
from blog.posts.models import Post, PreviousSlug
from blog.posts.placing import place_post
from blog.record.acts import Actor, Verb, record
from blog.record.models import Act
from blog.settings.queries import time_zone
from blog.settings.site_version import site_changed


def publish_post(post: Post, by: Actor, at: datetime) -> Act:
    """Make the head revision live, as of its `publish_at` if it names one, which must be past.

    A post that was published before keeps its time otherwise, and its year and month always.
    """
    publish_at = post.head.publish_at
    if publish_at is not None and publish_at > at:
        raise Refused(N_("This time is still to come. Clear it to publish now."), field="publish_at")
    _go_live(post, PostAction.PUBLISH, publish_at or _time_published(post, at), at)
    return record(Verb.POST_PUBLISHED, by, at, post.id, revision=post.head_number)


def schedule_post(post: Post, by: Actor, at: datetime) -> Act:
    """Make the head revision live from its `publish_at` on. The query of what is public sees to the rest."""
    publish_at = post.head.publish_at
    if publish_at is None or publish_at <= at:
        raise Refused(N_("To schedule a post, give a time that is still to come."), field="publish_at")
    if is_out(post, at):
        raise Refused(N_("Readers see this post already. Unpublish it before you schedule it."), field="publish_at")
    _go_live(post, PostAction.SCHEDULE, publish_at, at)
    return record(Verb.POST_SCHEDULED, by, at, post.id, revision=post.head_number)


def unpublish_post(post: Post, by: Actor, at: datetime) -> Act:
    """Back to a draft. Its time is kept for the day it returns, and its address where readers may know it."""
    if not _has_been_public(post, at):
        post.first_public_at = None
    post.status = next_status(post.status, PostAction.UNPUBLISH, post.status_before)
    post.live_number = None
    post.changed_at = at
    post.page_changed()
    site_changed()
    _have_indexed(post, at, at)
    return record(Verb.POST_UNPUBLISHED, by, at, post.id)


def trash_post(post: Post, by: Actor, at: datetime) -> Act:
    before = post.status
    post.status = next_status(before, PostAction.TRASH, None)
    post.status_before = before
    post.changed_at = at
    post.page_changed()
    site_changed()
    _have_indexed(post, at, at)
    return record(Verb.POST_TRASHED, by, at, post.id)


def restore_post(post: Post, by: Actor, at: datetime) -> Act:
    """Out of the trash, back to what it was."""
    post.status = next_status(post.status, PostAction.RESTORE, post.status_before)
    post.status_before = None
    post.changed_at = at
    post.page_changed()
    site_changed()
    _have_indexed(post, at, at)
    return record(Verb.POST_RESTORED, by, at, post.id)


def is_out(post: Post, at: datetime) -> bool:
    """Whether readers see it at this time: the rule of `queries.public_posts`, for a post at hand."""
    return post.live_number is not None and post.status == "published" and (post.published_at or at) <= at


def _go_live(post: Post, action: PostAction, published_at: datetime, at: datetime) -> None:
    head = post.head
    slug = choose_slug(head.slug, head.title, post.id)  # another post may have taken it since this was saved
    post.status = next_status(post.status, action, post.status_before)
    if _has_been_public(post, at):
        _keep_old_address(post, slug)
    else:
        post.first_public_at = published_at
        first_day = on_clock(published_at, time_zone())
        post.year, post.month = first_day.year, first_day.month
    post.slug = slug
    post.published_at = published_at
    post.comments_open = head.comments_open
    post.live_number = head.number
    place_post(post, head)
    post.changed_at = at
    post.page_changed()
    site_changed()
    db.session.flush()
    db.session.expire(post, ["live"])
    _have_indexed(post, max(published_at, at), at)


def _have_indexed(post: Post, due_at: datetime, at: datetime) -> None:
    """Have the search look at it when it appears or goes; each time has a job of its own."""
    enqueue("index_post", at, due_at=due_at, key=f"{post.id} {due_at:%Y%m%d%H%M%S}", post_id=post.id)


def _time_published(post: Post, at: datetime) -> datetime:
    """The time it was published, unless that is still to come: then publishing means now."""
    return min(post.published_at or at, at)


def _has_been_public(post: Post, at: datetime) -> bool:
    """Whether readers may know its address."""
    return post.first_public_at is not None and post.first_public_at <= at


def _keep_old_address(post: Post, new_slug: str) -> None:
    """Leave the former slug behind as a redirect; a slug that a post takes back is a redirect no more."""
    if post.slug == new_slug:
        return
    db.session.execute(delete(PreviousSlug).where(PreviousSlug.slug == new_slug))
    db.session.add(PreviousSlug(post_id=post.id, slug=post.slug))
