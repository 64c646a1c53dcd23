"""What the form of a post shows, by the names of its fields."""

from datetime import datetime
from typing import Any

from blog.clock import on_clock
from blog.posts.models import Post, Revision, WorkingCopy
from blog.posts.notes import digest_of
from blog.web.site import site


def values_of(post: Post) -> dict[str, Any]:
    """What the form shows of a post: its head revision, and its note."""
    return {
        **values_of_revision(post.head),
        "kind": post.kind.value,
        "note": post.note,
        "seen_note": digest_of(post.note),
    }


def values_with_copy(post: Post | None, copy: WorkingCopy | None) -> dict[str, Any]:
    """What the form shows to somebody who left a text unsaved, and what it must tell with the next."""
    values = values_of(post) if post else {}
    if copy is None:
        return values
    if copy.fields:
        values |= {**copy.fields, "seen": str(copy.based_on)}
    return {**values, "copy": str(copy.id), "copy_version": str(copy.version)}


def says_something_new(copy: WorkingCopy | None, post: Post | None) -> bool:
    """Whether a working copy holds what is not saved."""
    if copy is None or copy.fields is None:
        return False
    saved = values_of(post) if post else {}
    return any(saved.get(name, "") != value for name, value in copy.fields.items())


def values_of_revision(revision: Revision) -> dict[str, Any]:
    """What the form shows of a saved revision."""
    return {
        "title": revision.title,
        "body": revision.body,
        "slug": revision.slug,
        "excerpt": revision.excerpt,
        "tags": ", ".join(revision.tags),
        "category": revision.category,
        "series": revision.series,
        "publish_at": _written(revision.publish_at),
        "comments": "open" if revision.comments_open else "closed",
        "seen": str(revision.number),
    }


def _written(time: datetime | None) -> str:
    return on_clock(time, site().zone).replace(tzinfo=None).isoformat(timespec="minutes") if time else ""
