"""The documents that are searched."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Model, UtcDateTime, enum_column


class DocumentKind(StrEnum):
    POST = "post"
    COMMENT = "comment"


class SearchDocument(Model):
    """The folded words of something that was public when this was written; shown to nobody, only matched.

    `title` is that of a post, or the name under a reply. The newest written has the highest id. The database keeps its
    index from these rows: SQLite in the FTS5 table `search_index`, by triggers; PostgreSQL in the generated column
    `vector`. Whether it may be found is asked of the post and the reply themselves, each time.
    """

    __tablename__ = "search_documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[DocumentKind] = mapped_column(enum_column(DocumentKind, "kind"))
    subject_id: Mapped[int]
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    title: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("kind", "subject_id"),)
