"""Signing in and out. Tokens are returned once, to be put into a cookie or a link; only their hashes are kept."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete

from blog.accounts.browsers import Browser
from blog.accounts.models import Session, SignInLink, User
from blog.accounts.queries import find_sign_in_link, token_hash
from blog.database import db
from blog.errors import N_, NotFound
from blog.record.acts import Actor, Verb, record

UNKNOWN = Browser()
SESSION_LIFE = timedelta(days=30)  # since it was last used to change something
LINK_LIFE = timedelta(days=2)


def sign_in(user: User, at: datetime, way: str, browser: Browser = UNKNOWN) -> str:
    """Start a session; returns the token for the cookie. `way` is how they came: password or link."""
    token = secrets.token_urlsafe(32)
    db.session.execute(delete(Session).where(Session.expires_at <= at))
    session = Session(user=user, token_hash=token_hash(token), created_at=at, expires_at=at + SESSION_LIFE)
    session.browser, session.system = browser.name, browser.system
    db.session.add(session)
    record(Verb.USER_SIGNED_IN, user.as_actor(), at, user.id, way=way)
    return token


def is_half_over(session: Session, at: datetime) -> bool:
    return session.expires_at - at < SESSION_LIFE / 2


def prolong(session: Session, at: datetime) -> None:
    """Whoever works here every week is never signed out in the midst of it."""
    session.expires_at = at + SESSION_LIFE


def sign_out(session: Session, at: datetime) -> None:
    record(Verb.USER_SIGNED_OUT, session.user.as_actor(), at, session.user_id)
    db.session.delete(session)


def make_sign_in_link(user: User, by: Actor, at: datetime) -> str:
    """A link's token, good once and for two days. Links made before are withdrawn."""
    token = secrets.token_urlsafe(32)
    withdraw_links(user)
    link = SignInLink(user=user, token_hash=token_hash(token), created_at=at, expires_at=at + LINK_LIFE)
    db.session.add(link)
    record(Verb.USER_LINK_MADE, by, at, user.id)
    return token


def withdraw_links(user: User) -> None:
    """The links of this person that were not used open nothing any more."""
    db.session.execute(delete(SignInLink).where(SignInLink.user_id == user.id, SignInLink.used_at.is_(None)))


def use_sign_in_link(token: str, at: datetime, browser: Browser = UNKNOWN) -> tuple[User, str]:
    """Spend the link and start a session; returns the person and the token for the cookie."""
    link = find_sign_in_link(token, at)
    if link is None:
        raise NotFound(N_("This link has been used or has ended. Ask for a new one."))
    link.used_at = at
    return link.user, sign_in(link.user, at, "link", browser)
