"""The five refusals. Acts raise them with a message for a person; `blog.web.error_pages` turns them into pages.

A message is an id for gettext, marked with `N_()` where it is written, with named values that are filled in after
translation: `Refused(N_("Use at most %(limit)d characters."), limit=245)`.
"""


def N_(message: str) -> str:
    """Mark a message for translation where no request, and so no language, is at hand."""
    return message


class Term(str):
    """A value in a message that is a message itself, and translated too: a status, the name of an action."""


class BlogError(Exception):
    """A refusal that a person can read: `message` (a gettext id), `values` to fill it, and the HTTP `status`."""

    status = 500
    default = N_("Something went wrong on our side.")

    def __init__(self, message: str = "", **values: object) -> None:
        self.message = message or self.default
        self.values = values
        super().__init__(self.message % values if values else self.message)


class NotFound(BlogError):
    status = 404
    default = N_("There is nothing at this address.")


class NotAllowed(BlogError):
    status = 403
    default = N_("You may not do this.")


class Conflict(BlogError):
    status = 409
    default = N_("This was changed by someone else in the meantime.")


class Refused(BlogError):
    """Input that can't be taken. `field` is the name of the form field that it is about, if it is about one."""

    status = 422
    default = N_("This can't be taken as it is.")

    def __init__(self, message: str = "", *, field: str | None = None, **values: object) -> None:
        super().__init__(message, **values)
        self.field = field


class TooSoon(BlogError):
    """Too many in too short a time. `retry_after` is in whole seconds."""

    status = 429
    default = N_("That was quick. Please wait a moment and try again.")

    def __init__(self, message: str = "", *, retry_after: int, **values: object) -> None:
        super().__init__(message, **values)
        self.retry_after = retry_after
