"""Finding people, sessions and links."""

import hashlib
from datetime import datetime

from sqlalchemy import select

from blog.accounts.models import Session, SignInLink, User
from blog.database import db
from blog.errors import NotFound


def find_user(known_as: tuple[str, ...]) -> User | None:
    """The person whose address has one of these digests (`AddressBook.digests`)."""
    return db.session.scalar(select(User).where(User.email_digest.in_(known_as)))


def get_user(user_id: int) -> User:
    user = db.session.get(User, user_id)
    if user is None:
        raise NotFound
    return user


def all_people() -> list[tuple[int, str]]:
    """Ids and names of who has an account, by name."""
    return [(row.id, row.name) for row in db.session.execute(select(User.id, User.name).order_by(User.name, User.id))]


def has_users() -> bool:
    return db.session.scalar(select(User.id).limit(1)) is not None


def find_session(token: str, at: datetime) -> Session | None:
    """The session that this cookie opens, if it has not ended."""
    return db.session.scalar(select(Session).where(Session.token_hash == token_hash(token), Session.expires_at > at))


def find_sign_in_link(token: str, at: datetime) -> SignInLink | None:
    """The link with this token, if it can still be used."""
    return db.session.scalar(
        select(SignInLink).where(
            SignInLink.token_hash == token_hash(token), SignInLink.expires_at > at, SignInLink.used_at.is_(None)
        )
    )


def get_session(session_id: int, user: User) -> Session:
    """A session of this very person. Raises NotFound for anybody else's, as for one that is not there."""
    session = db.session.scalar(select(Session).where(Session.id == session_id, Session.user_id == user.id))
    if session is None:
        raise NotFound
    return session


def sessions_of(user: User, at: datetime) -> list[Session]:
    """The browsers that this person is signed in with, newest first."""
    query = select(Session).where(Session.user_id == user.id, Session.expires_at > at).order_by(Session.id.desc())
    return list(db.session.scalars(query))


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
