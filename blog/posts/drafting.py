"""Writing: a new post, and every saving after it. Neither changes what readers see."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from blog.accounts.models import User
from blog.database import db
from blog.errors import N_, Conflict, Refused, Term
from blog.media.uses import keep_uses
from blog.posts.addresses import choose_slug
from blog.posts.lifecycle import PostKind, PostStatus
from blog.posts.models import Post, Revision
from blog.record.acts import Actor, Verb, record
from blog.text.excerpt import excerpt
from blog.text.markup import Rendered


@dataclass(frozen=True)
class Manuscript:
    """What an author typed. `publish_at` is when it should have been, or should be, published.

    Without a `kind` it is a post, or what it was before.
    """

    title: str
    body: str
    slug: str = ""
    excerpt: str = ""
    tags: tuple[str, ...] = ()
    comments_open: bool = True
    publish_at: datetime | None = None
    category: str = ""
    series: str = ""
    kind: PostKind | None = None


class SavedElsewhere(Conflict):
    """Someone saved this post after its text was loaded into the form."""

    default = N_("This post was saved elsewhere meanwhile. Your text is below, unsaved; compare before you save it.")


def create_draft(manuscript: Manuscript, rendered: Rendered, author: User, at: datetime, by: Actor) -> Post:
    """A new post with its first revision. `rendered` is what `render_post` made of the body."""
    slug = choose_slug(manuscript.slug, manuscript.title, post_id=None)
    post = Post(
        author=author,
        kind=manuscript.kind or PostKind.POST,
        status=PostStatus.DRAFT,
        slug=slug,
        comments_open=manuscript.comments_open,
        head_number=1,
        created_at=at,
        changed_at=at,
    )
    db.session.add(post)
    db.session.flush()
    _add_revision(post, manuscript, rendered, slug, author, at)
    record(Verb.POST_CREATED, by, at, post.id)
    return post


def revise_post(post: Post, manuscript: Manuscript, rendered: Rendered, seen: int, by: User, at: datetime) -> None:
    """Save: a new revision becomes the head. Nothing is written when nothing changed.

    `seen` is the number of the revision that the author started from; raises SavedElsewhere when it is not the head.
    """
    if seen != post.head_number:
        raise SavedElsewhere
    slug = choose_slug(manuscript.slug, manuscript.title, post.id)
    changes_kind = _changes_kind(post, manuscript.kind)
    if says_the_same(post.head, manuscript, slug) and not changes_kind:
        return
    add_head(post, manuscript, rendered, slug, by, at)
    record(Verb.POST_SAVED, by.as_actor(), at, post.id, revision=post.head_number)


def add_head(post: Post, manuscript: Manuscript, rendered: Rendered, slug: str, by: User, at: datetime) -> None:
    """A new revision that the author goes on from; what readers see is untouched."""
    post.head_number += 1
    post.changed_at = at
    if post.first_public_at is None:
        post.slug = slug
        post.kind = manuscript.kind or post.kind
    _add_revision(post, manuscript, rendered, slug, by, at)


def manuscript_of(revision: Revision) -> Manuscript:
    """What the author had typed when this was saved."""
    return Manuscript(
        title=revision.title,
        body=revision.body,
        slug=revision.slug,
        excerpt=revision.excerpt,
        tags=tuple(revision.tags),
        comments_open=revision.comments_open,
        publish_at=revision.publish_at,
        category=revision.category,
        series=revision.series,
    )


def _changes_kind(post: Post, kind: PostKind | None) -> bool:
    """Whether a post becomes a page, or a page a post. Raises Refused when its address may be known already."""
    if kind is None or kind is post.kind:
        return False
    if post.first_public_at is not None:
        raise Refused(
            N_("Its address may be known already, so it stays a %(kind)s."), field="kind", kind=Term(post.kind)
        )
    return True


def says_the_same(head: Revision, manuscript: Manuscript, slug: str) -> bool:
    """Whether saving this under the slug would change nothing."""
    return manuscript_of(head) == replace(manuscript, slug=slug, kind=None)


def _add_revision(
    post: Post, manuscript: Manuscript, rendered: Rendered, slug: str, saved_by: User, at: datetime
) -> None:
    revision = Revision(
        post_id=post.id,
        number=post.head_number,
        title=manuscript.title,
        slug=slug,
        body=manuscript.body,
        excerpt=manuscript.excerpt,
        tags=list(manuscript.tags),
        comments_open=manuscript.comments_open,
        publish_at=manuscript.publish_at,
        category=manuscript.category,
        series=manuscript.series,
        html=rendered.html,
        summary=manuscript.excerpt or excerpt(rendered.html),
        outline=[asdict(heading) for heading in rendered.outline],
        removals=[asdict(removal) for removal in rendered.removals],
        policy_version=rendered.policy_version,
        saved_by_id=saved_by.id,
        saved_at=at,
    )
    db.session.add(revision)
    db.session.flush()
    keep_uses(revision.id, manuscript.body)
    db.session.expire(post, ["head"])
