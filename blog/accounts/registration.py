"""Making people, changing what they are called, and changing their passwords."""

from datetime import datetime

from sqlalchemy import delete, select

from blog.accounts.models import Session, User
from blog.accounts.queries import find_user
from blog.accounts.roles import Role
from blog.accounts.sign_in import withdraw_links
from blog.addresses import SealedAddress
from blog.database import db
from blog.errors import N_, Conflict, Refused
from blog.record.acts import Actor, Verb, record
from blog.text.plain import emails_in, is_blank
from blog.text.slugs import slugify

LONGEST_NAME, LONGEST_BIOGRAPHY = 245, 500  # characters


def register(name: str, role: Role, address: SealedAddress, password_hash: str | None, by: Actor, at: datetime) -> User:
    """A new person. Raises Conflict when the address belongs to someone already, Refused when the name is none."""
    _require_name(name)
    if find_user(address.known_as):
        raise Conflict(N_("Someone with this address has an account already."))
    user = User(name=name, slug=_free_slug(name), role=role, password_hash=password_hash, created_at=at)
    user.hold(address)
    db.session.add(user)
    db.session.flush()
    record(Verb.USER_CREATED, by, at, user.id, role=role.value)
    return user


def change_password(user: User, password_hash: str, keep: int, by: Actor, at: datetime) -> None:
    """Set a password. Every session of this person ends but the one whose id is `keep`, and every unused link."""
    user.password_hash = password_hash
    db.session.execute(delete(Session).where(Session.user_id == user.id, Session.id != keep))
    withdraw_links(user)
    record(Verb.USER_PASSWORD_CHANGED, by, at, user.id)


def rename(user: User, name: str, by: Actor, at: datetime) -> None:
    """The address of their author page stays."""
    _require_name(name)
    user.name = name
    record(Verb.USER_PROFILE_CHANGED, by, at, user.id)


def describe(user: User, biography: str, by: Actor, at: datetime) -> None:
    """What stands on top of their author page: plain words."""
    if len(biography) > LONGEST_BIOGRAPHY:
        raise Refused(N_("At most %(limit)d characters fit."), field="biography", limit=LONGEST_BIOGRAPHY)
    if user.biography != biography:
        user.biography = biography
        record(Verb.USER_PROFILE_CHANGED, by, at, user.id, field="biography")


def _free_slug(name: str) -> str:
    """The name as part of an address; with a number where others are called the same."""
    base = slugify(name) or "author"
    taken = set(db.session.scalars(select(User.slug).where(User.slug.startswith(base, autoescape=True))))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _require_name(name: str) -> None:
    if is_blank(name) or len(name) > LONGEST_NAME:
        raise Refused(N_("A name takes 1 to %(limit)d characters that can be seen."), field="name", limit=LONGEST_NAME)
    if emails_in(name):
        raise Refused(N_("A name is public, and this one holds an e-mail address. Take it out."), field="name")
