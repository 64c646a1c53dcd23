"""The four roles and the rights that each holds. Whoever has no row here may nothing."""

from enum import StrEnum


class Role(StrEnum):
    ADMIN = "admin"
    EDITOR = "editor"
    AUTHOR = "author"
    MODERATOR = "moderator"


class Right(StrEnum):
    WRITE_POSTS = "write posts and moderate the replies to one's own"
    EDIT_ALL_POSTS = "change and publish other people's posts"
    MODERATE_ALL = "moderate every reply and look at addresses"
    ADMINISTER = "settings, people, import and export, privacy, the full record"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.ADMIN: frozenset(Right),
    Role.EDITOR: frozenset({Right.WRITE_POSTS, Right.EDIT_ALL_POSTS, Right.MODERATE_ALL}),
    Role.AUTHOR: frozenset({Right.WRITE_POSTS}),
    Role.MODERATOR: frozenset({Right.MODERATE_ALL}),
}


class MailChoice(StrEnum):
    """When somebody hears by mail of the replies that wait for them."""

    AT_ONCE = "at_once"
    HOURLY = "hourly"
    DAILY = "daily"
    NEVER = "never"
