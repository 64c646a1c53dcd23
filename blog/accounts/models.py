"""People, their sessions, and the links that let them in without a password."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.accounts.roles import MailChoice, Role
from blog.addresses import AddressBook, SealedAddress
from blog.database import Model, UtcDateTime, enum_column
from blog.record.acts import Actor


class HasAddress:
    """The columns of a row with an e-mail address, held as `blog.addresses` tells."""

    email_ciphertext: Mapped[str] = mapped_column(String(600))
    email_digest: Mapped[str] = mapped_column(String(64), unique=True)
    email_key_id: Mapped[str] = mapped_column(String(8), index=True)

    def hold(self, address: SealedAddress) -> None:
        self.email_ciphertext = address.ciphertext
        self.email_digest = address.digest
        self.email_key_id = address.key_id

    def open_address(self, book: AddressBook) -> str:
        return book.open(self.email_ciphertext, self.email_key_id)


class User(HasAddress, Model):
    """Someone with an account. Without a password only a link lets them in. `slug` is that of their author page.

    `mail_choice` is when they hear of replies that wait; `uses_keys` whether one key does something in the queue.
    """

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(245))
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    biography: Mapped[str] = mapped_column(Text, default="")
    role: Mapped[Role] = mapped_column(enum_column(Role, "role"))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    mail_choice: Mapped[MailChoice] = mapped_column(enum_column(MailChoice, "mail_choice"), default=MailChoice.AT_ONCE)
    uses_keys: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    def as_actor(self) -> Actor:
        return Actor(self.name, self.id)


class Session(Model):
    """A browser that someone is signed in with. The cookie holds a random token, the table only its SHA-256."""

    __tablename__ = "sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    browser: Mapped[str] = mapped_column(String(20), default="")
    system: Mapped[str] = mapped_column(String(20), default="")
    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)

    __table_args__ = (Index(None, "user_id", "id"), Index(None, "expires_at"))


class SignInLink(Model):
    """A link that lets one person in once."""

    __tablename__ = "sign_in_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)

    __table_args__ = (Index(None, "user_id"),)
