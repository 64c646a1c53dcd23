"""Pictures, what was derived from them, and which revisions of posts name them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.accounts.models import User
from blog.database import Model, UtcDateTime, enum_column
from blog.media.formats import PictureFormat, address_of


class MediaFile(Model):
    """A picture, its bytes stored once under `name`, which begins with their `hash` (SHA-256).

    `upload_hash` is that of what was sent, before its metadata were removed. `size` counts bytes. `original_name` is
    for people only. The focal point is what a crop keeps, from (0, 0) at the left top to (1, 1).
    """

    __tablename__ = "media_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    upload_hash: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    format: Mapped[PictureFormat] = mapped_column(enum_column(PictureFormat, "format"))
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    is_animated: Mapped[bool]
    original_name: Mapped[str] = mapped_column(String(100))
    alt: Mapped[str] = mapped_column(Text, default="")
    is_decorative: Mapped[bool] = mapped_column(default=False)
    caption: Mapped[str] = mapped_column(Text, default="")
    credit: Mapped[str] = mapped_column(Text, default="")
    focus_x: Mapped[float] = mapped_column(Float, default=0.5)
    focus_y: Mapped[float] = mapped_column(Float, default=0.5)
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    uploaded_by: Mapped[User] = relationship()

    __table_args__ = (
        Index(None, "uploaded_by_id", "id"),
        CheckConstraint("focus_x BETWEEN 0 AND 1 AND focus_y BETWEEN 0 AND 1", name="focus"),
    )

    @property
    def address(self) -> str:
        return address_of(self.name)

    @property
    def stem(self) -> str:
        return self.hash[:32]


class Rendition(Model):
    """A smaller copy of a picture, or its crop for the cards of other sites; `name` is that of its file."""

    __tablename__ = "renditions"

    id: Mapped[int] = mapped_column(primary_key=True)
    media_id: Mapped[int] = mapped_column(ForeignKey("media_files.id"), index=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    format: Mapped[PictureFormat] = mapped_column(enum_column(PictureFormat, "format"))
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]


class MediaUse(Model):
    """A revision in whose text the address of this name stands, whether or not there is such a picture (yet)."""

    __tablename__ = "media_uses"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"), primary_key=True, index=True)
