"""Posts, their revisions, and what orders them: tags, categories, series."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Column, ForeignKey, Index, String, Table, Text, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from blog.accounts.models import User
from blog.database import Base, Model, SafeHtmlText, UtcDateTime, enum_column
from blog.posts.lifecycle import PostKind, PostStatus, TermKind
from blog.text.markup import SafeHtml

post_tags = Table(
    "post_tags",
    Base.metadata,
    Column("post_id", ForeignKey("posts.id"), primary_key=True),
    Column("tag_id", ForeignKey("tags.id"), primary_key=True),
    Column("published_at", UtcDateTime),  # as the post's: written when it goes live
    Index(None, "tag_id", "published_at", "post_id"),
)


class Term(Model):
    """What orders posts: its name, and its name in the address of its archive."""

    __abstract__ = True
    kind: ClassVar[TermKind]

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    description: Mapped[str] = mapped_column(Text, default="")


class Tag(Term):
    __tablename__ = "tags"
    kind = TermKind.TAG


class Category(Term):
    """A post has at most one."""

    __tablename__ = "categories"
    kind = TermKind.CATEGORY


class Series(Term):
    """Posts that are read one after the other, in the order of their publication."""

    __tablename__ = "series"
    kind = TermKind.SERIES


class PreviousTermSlug(Model):
    """A name that a tag, category or series had before it was renamed or merged; its archive leads to `leads_to`."""

    __tablename__ = "previous_term_slugs"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TermKind] = mapped_column(enum_column(TermKind, "kind"))
    slug: Mapped[str] = mapped_column(String(100))
    leads_to: Mapped[str] = mapped_column(String(100))

    __table_args__ = (UniqueConstraint("kind", "slug"), Index(None, "kind", "leads_to"))


class Revision(Model):
    """One saving of a post: what the author wrote, never changed afterwards, and the HTML derived from it.

    What is derived is derived again when the policy changes: `rerendering`.
    """

    __tablename__ = "revisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    slug: Mapped[str] = mapped_column(String(100))
    body: Mapped[str] = mapped_column(Text)
    excerpt: Mapped[str] = mapped_column(Text)
    tags: Mapped[list[str]] = mapped_column(JSON)
    category: Mapped[str] = mapped_column(String(100), default="")
    series: Mapped[str] = mapped_column(String(100), default="")
    comments_open: Mapped[bool]
    publish_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    html: Mapped[SafeHtml] = mapped_column(SafeHtmlText)
    summary: Mapped[str] = mapped_column(Text)  # the excerpt, or the beginning of the text where there is none
    outline: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)  # level, id and text of each heading
    removals: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    policy_version: Mapped[int]
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)

    saved_by: Mapped[User] = relationship()

    __table_args__ = (UniqueConstraint("post_id", "number"),)


class Post(Model):
    """A post. What readers see is the revision numbered `live_number`; the author works on `head_number`.

    `year` and `month` are those of `first_public_at` by the clock of the site, and stay once readers may have seen the
    post, for they are part of the address; `published_at` may be moved afterwards.
    A page (`kind`) stands at `/<slug>/` and in no archive or feed. `note` is the authors' own, shown to no reader.
    `slug` is that of the live revision, of a post never published that of the head. `page_version` grows whenever
    what readers see at the post's address may have changed, its replies included: `page_changed`.
    """

    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[PostKind] = mapped_column(enum_column(PostKind, "kind"), default=PostKind.POST)
    status: Mapped[PostStatus] = mapped_column(enum_column(PostStatus, "status"))
    status_before: Mapped[PostStatus | None] = mapped_column(enum_column(PostStatus, "status_before"))
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    year: Mapped[int | None]
    month: Mapped[int | None]
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_public_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    comments_open: Mapped[bool]
    category_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"))
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"))
    pinned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Text, default="")
    head_number: Mapped[int]
    live_number: Mapped[int | None]
    page_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    author: Mapped[User] = relationship()
    tags: Mapped[list[Tag]] = relationship(secondary=post_tags, order_by=Tag.slug)
    category: Mapped[Category | None] = relationship()
    series: Mapped[Series | None] = relationship()
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
        Index(None, "kind", "status", "published_at", "id"),
        Index(None, "kind", "status", "year", "month", "published_at", "id"),
        Index(None, "author_id", "id"),
        Index(None, "author_id", "kind", "status", "published_at", "id"),
        Index(None, "category_id", "kind", "status", "published_at", "id"),
        Index(None, "series_id", "kind", "status", "published_at", "id"),
        Index(None, "pinned_at"),
    )

    def page_changed(self) -> None:
        """Whoever changes what stands on the page says so, and no remembered copy of it is shown again."""
        self.page_version = Post.page_version + 1  # added by the database, so that none of two at once is lost


class PostWord(Model):
    """A word that says something about a published post; `published_at` is the post's. Written when it goes live."""

    __tablename__ = "post_words"

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    word: Mapped[str] = mapped_column(String(40), primary_key=True)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index(None, "word", "published_at", "post_id"),)


class PreviousSlug(Model):
    """A name that a published post had once; its address leads to the new one."""

    __tablename__ = "previous_slugs"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)


class WorkingCopy(Model):
    """What one person has open in the editor of a post, saved by itself every few seconds; never seen by readers.

    `fields` holds the form as it was typed, None while nothing was typed yet; `based_on` is the number of the revision
    that it began with (0: a post that was never saved, then without `post_id`). `version` grows with each autosave:
    of two windows, the one that saw an older one is told. `seen_at` is the last sign of life, `opened_at` the first
    since they were away.
    """

    __tablename__ = "working_copies"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    based_on: Mapped[int]
    fields: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    version: Mapped[int]
    saved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship()

    __table_args__ = (UniqueConstraint("user_id", "post_id"), Index(None, "post_id", "seen_at"))


class PreviewLink(Model):
    """A link that shows the head of a post to people without an account, until it ends or is withdrawn."""

    __tablename__ = "preview_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    made_by: Mapped[User] = relationship()
