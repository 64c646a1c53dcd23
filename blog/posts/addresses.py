"""The names that posts have in addresses: what may be one, and which is free."""

import re

from sqlalchemy import exists, select

from blog.database import db
from blog.errors import N_, Refused
from blog.posts.models import Post, PreviousSlug
from blog.text.slugs import slugify

LONGEST_SLUG = 80
RESERVED = frozenset(
    """
    account api archive author category comments desk favicon-ico feed healthz login logout media moderation page
    preview readyz robots-txt search series settings sitemap-xml static tag
    """.split()
)


class Reserved(Refused):
    """The address begins one of our own, or would read as a year."""

    default = N_("This address is kept for the site itself. Choose another.")

    def __init__(self) -> None:
        super().__init__(field="slug")


def choose_slug(wanted: str, title: str, post_id: int | None) -> str:
    """The slug for a post: `wanted`, tidied, or else one made from the title and, where that is taken, a number.

    Raises Refused when a wanted one is reserved or belongs to another post.
    """
    if wanted.strip():
        if is_reserved(wanted.strip()):
            raise Reserved
        return _wanted_slug(slugify(wanted, LONGEST_SLUG), post_id)
    base = slugify(title, LONGEST_SLUG) or "post"
    candidate, number = base, 1
    while is_reserved(candidate) or _is_taken(candidate, post_id):
        number += 1
        candidate = f"{base}-{number}"
    return candidate


def is_reserved(slug: str) -> bool:
    """Names that addresses of our own begin with, and four digits, which would read as a year."""
    return slug in RESERVED or re.fullmatch(r"\d{4}", slug) is not None


def _wanted_slug(slug: str, post_id: int | None) -> str:
    if not slug:
        raise Refused(N_("An address needs letters or digits."), field="slug")
    if is_reserved(slug):
        raise Reserved
    if _is_taken(slug, post_id):
        raise Refused(N_("Another post has this address. Choose another."), field="slug")
    return slug


def _is_taken(slug: str, post_id: int | None) -> bool:
    """Whether another post has this slug, or had it once."""
    current = select(Post.id).where(Post.slug == slug, Post.id != (post_id or 0))
    former = select(PreviousSlug.id).where(PreviousSlug.slug == slug, PreviousSlug.post_id != (post_id or 0))
    return bool(db.session.scalar(select(exists(current) | exists(former))))
