"""A page of the queue by its address: which view, where it begins, what is open; and the addresses beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import url_for

from blog.comments.models import Comment
from blog.errors import N_
from blog.moderation.cursor import Cursor
from blog.web.numbers import parse_number
from blog.web.redirects import is_local

OF_THE_MOMENT = ("done", "open")  # not to come back to


class View(StrEnum):
    """How a page of the queue is laid out; without a choice, as a list on wide screens and one at a time on phones."""

    LIST = "list"
    ONE = "one"


VIEWS = {View.LIST: N_("List"), View.ONE: N_("One at a time")}


@dataclass(frozen=True)
class Place:
    """`arguments` are those of the address, as they came."""

    arguments: Mapping[str, str]

    @classmethod
    def named(cls, address: str | None) -> "Place":
        """The page of the queue that a form came from."""
        return cls(dict(parse_qsl(urlsplit(address).query)) if address and is_local(address) else {})

    @property
    def view(self) -> str:
        """One of `View`, or nothing when nobody has chosen."""
        wanted = self.arguments.get("view", "")
        return wanted if wanted in list(View) else ""

    @property
    def opened(self) -> int | None:
        return parse_number(self.arguments.get("open", ""))

    @property
    def here(self) -> str:
        """This page, to come back to; without the notice of an earlier act."""
        return self._with()

    def opening(self, comment: Comment) -> str:
        """The same page with this reply open."""
        return f"{self._with(open=str(comment.id))}#comment-{comment.id}"

    def beyond(self, comment: Comment) -> str:
        """The page that begins after this reply."""
        return self._with(after=str(Cursor(comment.submitted_at, comment.id)))

    def views(self) -> list[tuple[View, str, str]]:
        """Each view with its label, and the address of this page in it."""
        return [(view, label, self._with(view=view.value)) for view, label in VIEWS.items()]

    def _with(self, **changes: str) -> str:
        query = urlencode({**self._kept, **changes})
        return self._path + (f"?{query}" if query else "")

    @cached_property
    def _kept(self) -> dict[str, str]:
        return {name: value for name, value in self.arguments.items() if name not in OF_THE_MOMENT}

    @cached_property
    def _path(self) -> str:
        return url_for("moderation.show_queue")
