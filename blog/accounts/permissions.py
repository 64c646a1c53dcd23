"""Who may do what, as questions. Every other room asks here.

Someone is a `Person`: anything with an id and a role. Nobody (None, not signed in) may nothing.
"""

from typing import Protocol

from blog.accounts.roles import RIGHTS, Right, Role


class Person(Protocol):
    @property
    def id(self) -> int: ...

    @property
    def role(self) -> Role: ...


class OwnedPost(Protocol):
    @property
    def author_id(self) -> int: ...


class OwnedMedia(Protocol):
    @property
    def uploaded_by_id(self) -> int: ...


def may_sign_out(person: Person | None) -> bool:
    return person is not None


def may_manage_own_account(person: Person | None) -> bool:
    return person is not None


def may_write_posts(person: Person | None) -> bool:
    return _has(person, Right.WRITE_POSTS)


def may_edit_every_post(person: Person | None) -> bool:
    return _has(person, Right.EDIT_ALL_POSTS)


def may_edit_post(person: Person | None, post: OwnedPost) -> bool:
    return may_edit_every_post(person) or (may_write_posts(person) and _wrote(person, post))


def may_edit_media(person: Person | None, media: OwnedMedia) -> bool:
    is_own = person is not None and person.id == media.uploaded_by_id
    return may_edit_every_post(person) or (may_write_posts(person) and is_own)


def may_moderate_somewhere(person: Person | None) -> bool:
    return may_moderate_everything(person) or may_write_posts(person)


def may_moderate_everything(person: Person | None) -> bool:
    return _has(person, Right.MODERATE_ALL)


def may_moderate_post(person: Person | None, post: OwnedPost) -> bool:
    return may_moderate_everything(person) or (may_write_posts(person) and _wrote(person, post))


def may_see_addresses(person: Person | None) -> bool:
    return _has(person, Right.MODERATE_ALL)


def may_see_the_full_record(person: Person | None) -> bool:
    return _has(person, Right.ADMINISTER)


def may_look_after_jobs(person: Person | None) -> bool:
    return _has(person, Right.ADMINISTER)


def may_change_settings(person: Person | None) -> bool:
    return _has(person, Right.ADMINISTER)


def _has(person: Person | None, right: Right) -> bool:
    return person is not None and right in RIGHTS.get(person.role, frozenset())


def _wrote(person: Person | None, post: OwnedPost) -> bool:
    return person is not None and person.id == post.author_id
