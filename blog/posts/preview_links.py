"""Links that show a post to people without an account before it is public. Only the hash of a link is kept."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from blog.accounts.models import User
from blog.accounts.queries import token_hash
from blog.database import db
from blog.errors import N_, NotFound, Refused
from blog.posts.lifecycle import PostStatus
from blog.posts.models import Post, PreviewLink
from blog.record.acts import Actor, Verb, record

LIVES = (1, 7, 30)  # days that a link may be made for
MOST_AT_ONCE = 20  # links of one post that lead somewhere


@dataclass(frozen=True)
class Previewed:
    """A post that a link shows, and until when."""

    post: Post
    until: datetime


def make_preview_link(post: Post, days: int, by: User, at: datetime) -> str:
    """The token of a new link to the head of this post. It is told this once and kept nowhere. Raises Refused."""
    if days not in LIVES:
        raise Refused(N_("Choose how long the link may be used."), field="days")
    if len(links_of(post, at)) >= MOST_AT_ONCE:
        raise Refused(N_("This post has %(most)d links already. Withdraw one first."), field="days", most=MOST_AT_ONCE)
    token = secrets.token_urlsafe(32)
    link = PreviewLink(
        post_id=post.id,
        made_by_id=by.id,
        token_hash=token_hash(token),
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    db.session.add(link)
    db.session.flush()
    record(Verb.POST_PREVIEW_LINK_MADE, by.as_actor(), at, post.id, link=link.id, days=days)
    return token


def withdraw_preview_link(post: Post, link_id: int, by: Actor, at: datetime) -> None:
    """The link leads nowhere from now on. One that does so already is left alone. Raises NotFound."""
    link = db.session.scalar(select(PreviewLink).where(PreviewLink.id == link_id, PreviewLink.post_id == post.id))
    if link is None:
        raise NotFound
    if link.withdrawn_at is None:
        link.withdrawn_at = at
        record(Verb.POST_PREVIEW_LINK_WITHDRAWN, by, at, post.id, link=link.id)


def links_of(post: Post, at: datetime) -> list[PreviewLink]:
    """The links of a post that lead somewhere, the newest first."""
    usable = (PreviewLink.withdrawn_at.is_(None), PreviewLink.expires_at > at)
    query = select(PreviewLink).where(PreviewLink.post_id == post.id, *usable).order_by(PreviewLink.id.desc())
    return list(db.session.scalars(query.options(joinedload(PreviewLink.made_by))))


def get_previewed(token: str, at: datetime) -> Previewed:
    """What a link shows. Raises NotFound for one that is wrong, has ended, was withdrawn, or leads into the trash."""
    usable = (PreviewLink.withdrawn_at.is_(None), PreviewLink.expires_at > at)
    query = select(Post, PreviewLink.expires_at).join(PreviewLink, PreviewLink.post_id == Post.id)
    query = query.where(PreviewLink.token_hash == token_hash(token), *usable, Post.status != PostStatus.TRASH)
    found = db.session.execute(query.options(joinedload(Post.head), joinedload(Post.author))).one_or_none()
    if found is None:
        raise NotFound
    return Previewed(found[0], found[1])
