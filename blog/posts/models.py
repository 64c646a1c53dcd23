"""Posts, their revisions and tags."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, Index, String, Table, Text, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from blog.accounts.models import User
from blog.database import Base, Model, SafeHtmlText, UtcDateTime, enum_column
from blog.posts.lifecycle import PostStatus
from blog.text.markup import SafeHtml

post_tags = Table(
    "post_tags",
    Base.metadata,
    Column("post_id", ForeignKey("posts.id"), primary_key=True),
    Column("tag_id", ForeignKey("tags.id"), primary_key=True, index=True),
)


class Tag(Model):
    __tablename__ = "tags"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    slug: Mapped[str] = mapped_column(String(100), unique=True)


class Revision(Model):
    """One saving of a post: what the author wrote, and the HTML derived from it. Never changed afterwards."""

    __tablename__ = "revisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    slug: Mapped[str] = mapped_column(String(100))
    body: Mapped[str] = mapped_column(Text)
    excerpt: Mapped[str] = mapped_column(Text)
    tags: Mapped[list[str]] = mapped_column(JSON)
    comments_open: Mapped[bool]
    publish_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    html: Mapped[SafeHtml] = mapped_column(SafeHtmlText)
    summary: Mapped[str] = mapped_column(Text)  # the excerpt, or the beginning of the text where there is none
    removals: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    policy_version: Mapped[int]
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("post_id", "number"),)


class Post(Model):
    """A post. What readers see is the revision numbered `live_number`; the author works on `head_number`.

    `year` and `month` are those of `first_public_at`, in UTC, and stay once readers may have seen the post, for
    they are part of the address; `published_at` may be moved afterwards.
    `slug` is that of the live revision, of a post never published that of the head. `page_version` grows whenever
    what readers see at the post's address may have changed, its replies included: `page_changed`.
    """

    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    status: Mapped[PostStatus] = mapped_column(enum_column(PostStatus, "status"))
    status_before: Mapped[PostStatus | None] = mapped_column(enum_column(PostStatus, "status_before"))
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    year: Mapped[int | None]
    month: Mapped[int | None]
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_public_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    comments_open: Mapped[bool]
    head_number: Mapped[int]
    live_number: Mapped[int | None]
    page_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    author: Mapped[User] = relationship()
    tags: Mapped[list[Tag]] = relationship(secondary=post_tags, order_by=Tag.slug)
    head: Mapped[Revision] = relationship(
        primaryjoin=lambda: and_(foreign(Revision.post_id) == Post.id, foreign(Revision.number) == Post.head_number),
        viewonly=True,
        uselist=False,
    )
    live: Mapped[Revision | None] = relationship(
        primaryjoin=lambda: and_(foreign(Revision.post_id) == Post.id, foreign(Revision.number) == Post.live_number),
        viewonly=True,
        uselist=False,
    )

    __table_args__ = (
        Index(None, "status", "published_at", "id"),
        Index(None, "author_id", "id"),
    )

    def page_changed(self) -> None:
        """Whoever changes what stands on the page says so, and no remembered copy of it is shown again."""
        self.page_version = Post.page_version + 1  # added by the database, so that none of two at once is lost


class PreviousSlug(Model):
    """A name that a published post had once; its address leads to the new one."""

    __tablename__ = "previous_slugs"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
