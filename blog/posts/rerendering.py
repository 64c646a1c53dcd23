"""Deriving the HTML of posts again, after what derives it changed."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import or_, select

from blog.database import db, transaction
from blog.jobs.enqueue import enqueue
from blog.media.queries import pictures_in
from blog.posts.models import Post, Revision
from blog.record.acts import Actor, Verb, record
from blog.settings.site_version import site_changed
from blog.text.excerpt import excerpt
from blog.text.markup import POLICY_VERSION, Rendered
from blog.text.render import render_post

BATCH = 20


def rerender(by: Actor, at: datetime) -> Iterator[int]:
    """Derive again, batch by batch, what an older policy made; yields how many revisions each batch held.

    What readers see and what authors work on comes first, the older revisions after it. Each batch commits on its own,
    so it can be stopped and run again; the rendering is slow, and stays outside the transactions.
    """
    for in_use in (True, False):
        while bodies := _older_bodies(in_use):
            pictures = pictures_in("\n".join(bodies.values()))
            rendered = {revision_id: render_post(body, pictures) for revision_id, body in bodies.items()}
            with transaction():
                _store(rendered, at)
                record(Verb.POSTS_RERENDERED, by, at, count=len(rendered), policy_version=POLICY_VERSION)
            yield len(rendered)


def _older_bodies(in_use: bool) -> dict[int, str]:
    query = select(Revision.id, Revision.body).where(Revision.policy_version < POLICY_VERSION).order_by(Revision.id)
    if in_use:
        query = query.join(Post, Post.id == Revision.post_id).where(
            or_(Revision.number == Post.live_number, Revision.number == Post.head_number)
        )
    return dict(db.session.execute(query.limit(BATCH)).all())


def _store(rendered: dict[int, Rendered], at: datetime) -> None:
    """Keep what was derived. What an author wrote never changes, so nothing can have overtaken it."""
    for revision in db.session.scalars(select(Revision).where(Revision.id.in_(rendered))):
        _derive(revision, rendered[revision.id])
    shown = select(Post).join(Revision, Revision.post_id == Post.id).where(Revision.number == Post.live_number)
    for post in db.session.scalars(shown.where(Revision.id.in_(rendered))):
        post.page_changed()
        enqueue("index_post", at, key=f"{post.id} rerendered", post_id=post.id)
    site_changed()


def _derive(revision: Revision, rendered: Rendered) -> None:
    revision.html = rendered.html
    revision.summary = revision.excerpt or excerpt(rendered.html)
    revision.outline = [asdict(heading) for heading in rendered.outline]
    revision.removals = [asdict(removal) for removal in rendered.removals]
    revision.policy_version = rendered.policy_version
