"""Replies, their writers, and what screening found in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.accounts.models import HasAddress, User
from blog.comments.lifecycle import CommentStatus, ScoreBand, Trust
from blog.database import Model, SafeHtmlText, UtcDateTime, enum_column
from blog.posts.models import Post
from blog.text.markup import SafeHtml
from blog.text.plain import unturned


def _index_of_what_is_left(*columns: str) -> Index:
    """Without the places of replies that were deleted for good: emptied tabs would be walked through in vain.

    It answers only who asks for `deleted_at IS NULL`.
    """
    return Index(None, *columns, sqlite_where=text("deleted_at IS NULL"), postgresql_where=text("deleted_at IS NULL"))


class Writer(HasAddress, Model):
    """Whoever typed this address. It proves nothing: anyone can type any address."""

    __tablename__ = "writers"

    id: Mapped[int] = mapped_column(primary_key=True)
    first_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


class WriterTrust(Model):
    """What a moderator said of a writer. Without one nothing was said."""

    __tablename__ = "writer_trusts"

    writer_id: Mapped[int] = mapped_column(ForeignKey("writers.id", ondelete="CASCADE"), primary_key=True)
    trust: Mapped[Trust] = mapped_column(enum_column(Trust, "trust"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class WriterBrowser(Model):
    """A browser that remembers its writer, known by the hash of a key that it made for itself.

    See `blog.comments.remembering`.
    """

    __tablename__ = "writer_browsers"

    id: Mapped[int] = mapped_column(primary_key=True)
    writer_id: Mapped[int] = mapped_column(ForeignKey("writers.id", ondelete="CASCADE"), index=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    first_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


class BrowserReply(Model):
    """A reply came from a browser that remembers its writer."""

    __tablename__ = "browser_replies"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), primary_key=True)
    browser_id: Mapped[int] = mapped_column(ForeignKey("writer_browsers.id", ondelete="CASCADE"), index=True)


class ReplyGist(Model):
    """What a reply of the last day says, as a hash that is the same for nearly the same words.

    See `blog.comments.repeats`.
    """

    __tablename__ = "reply_gists"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), primary_key=True)
    gist: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index(None, "gist", "at"), Index(None, "at"))


class PremoderatedPost(Model):
    """Every reply to this post waits."""

    __tablename__ = "premoderated_posts"

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)

    post: Mapped[Post] = relationship()


class Comment(Model):
    """A reply. `text` is as it was written, `html` what the sanitizer made of it under `policy_version`.

    It has a writer, or, when someone replied while signed in, a user; neither when it was deleted for good. `version`
    grows with every change, so that a decision can say what it saw. `fingerprint` is the same for the same reply (see
    `blog.comments.duplicates`). `network` is cut to /24 or /48. `status_at` is since when it has its status.
    `seconds_taken` is what a script said of the writing; `spam_score` the learned score of these words, 0 to 1: that of
    its arrival, or a later one.
    """

    __tablename__ = "comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    writer_id: Mapped[int | None] = mapped_column(ForeignKey("writers.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(String(245))
    url: Mapped[str] = mapped_column(String(400))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[SafeHtml] = mapped_column(SafeHtmlText)
    removals: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    policy_version: Mapped[int]
    status: Mapped[CommentStatus] = mapped_column(enum_column(CommentStatus, "status"))
    status_before: Mapped[CommentStatus | None] = mapped_column(enum_column(CommentStatus, "status_before"))
    status_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    revision_number: Mapped[int] = mapped_column(default=1)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    network: Mapped[str | None] = mapped_column(String(50))
    seconds_taken: Mapped[float | None]
    spam_score: Mapped[float | None]
    score_band: Mapped[ScoreBand | None] = mapped_column(enum_column(ScoreBand, "score_band"))
    language: Mapped[str | None] = mapped_column(String(8))
    submitted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    post: Mapped[Post] = relationship()
    parent: Mapped["Comment | None"] = relationship(remote_side=lambda: Comment.id)
    writer: Mapped[Writer | None] = relationship()
    user: Mapped[User | None] = relationship()
    findings: Mapped[list["StoredFinding"]] = relationship(order_by="StoredFinding.id", cascade="all, delete-orphan")

    @property
    def shown_name(self) -> str:
        """The name as it is printed: what is written must not read as somebody else's."""
        return unturned(self.name)

    __table_args__ = (
        _index_of_what_is_left("status", "submitted_at", "id"),
        _index_of_what_is_left("status", "status_at", "id"),
        _index_of_what_is_left("status", "score_band", "submitted_at", "id"),
        _index_of_what_is_left("status", "language", "submitted_at", "id"),
        Index(None, "network", "status", "submitted_at", "id"),
        Index(None, "post_id", "status", "submitted_at", "id"),
        Index(None, "writer_id", "status", "submitted_at", "id"),
        Index(None, "policy_version", "id"),
        Index(
            "uq_comments_fingerprint",
            "fingerprint",
            unique=True,
            sqlite_where=status != CommentStatus.TRASH.value,
            postgresql_where=status != CommentStatus.TRASH.value,
        ),
    )


class StoredFinding(Model):
    """One finding of the screening: a code and its values, put into words where it is shown."""

    __tablename__ = "findings"

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    values: Mapped[dict[str, Any]] = mapped_column(JSON)

    __table_args__ = (Index(None, "code", "comment_id"),)


class CommentWords(Model):
    """The folded words of a reply, for the search of moderators; of what was deleted for good there is none.

    The database keeps its index from these rows: SQLite in the FTS5 table `comment_words_index`, by triggers;
    PostgreSQL in the generated column `vector`. Written by `blog.comments.words` alone.
    """

    __tablename__ = "comment_words"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)


class CommentRevision(Model):
    """What a reply said before and after it was edited. A reply that nobody edited has none.

    The first edit keeps two: number 1 is the reply as it arrived. `by_id` is the moderator, None for the writer.
    """

    __tablename__ = "comment_revisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(245))
    url: Mapped[str] = mapped_column(String(400))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    by: Mapped[User | None] = relationship()

    __table_args__ = (UniqueConstraint("comment_id", "number"),)


class CommentCount(Model):
    """How many replies of each status a post has, deleted ones apart. Written by `blog.comments.moving` alone."""

    __tablename__ = "comment_counts"

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    status: Mapped[CommentStatus] = mapped_column(enum_column(CommentStatus, "status"), primary_key=True)
    total: Mapped[int]
