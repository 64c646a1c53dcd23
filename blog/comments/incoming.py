"""What arrives from a form, before anything is decided about it, and what screening may know beyond it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from blog.accounts.models import User
from blog.addresses import SealedAddress
from blog.comments.lifecycle import Trust
from blog.comments.models import Comment
from blog.posts.models import Post
from blog.settings.keys import DEFAULT_SCREENING, ScreeningSettings
from blog.text.markup import Rendered


@dataclass(frozen=True)
class Submission:
    """A reply as its writer sent it: shape checked, nothing else.

    Someone signed in has `user` and no address. `seconds_taken` is None where no script told. `trap` is what stands
    in the field that people don't see. `shows_address`: they were asked about an address in their words and said yes.
    `browser_key` is what a browser that remembers its writer made up for itself (see `blog.comments.remembering`).
    """

    name: str
    url: str
    text: str
    address: SealedAddress | None = None
    user: User | None = None
    parent_id: int | None = None
    network: str | None = None
    seconds_taken: float | None = None
    trap: str = ""
    shows_address: bool = False
    browser_key: str = ""


@dataclass(frozen=True)
class WriterFacts:
    """What is known of whoever typed this address; `id` is None for an address that nobody has typed before.

    `approved` and `spam` (what moderators marked, not what screening did) count what was sent with the address, which
    anyone can type. `approved_here` and `spam_here` count what came from this very browser, which proves itself.
    `was_trusted_here`: a moderator declared trust after this browser had sent its first reply.
    """

    id: int | None = None
    trust: Trust | None = None
    approved: int = 0
    spam: int = 0
    approved_here: int = 0
    spam_here: int = 0
    was_trusted_here: bool = False


@dataclass(frozen=True)
class Repeat:
    """The newest reply to another post with the same words."""

    comment_id: int
    title: str
    seconds_ago: int


class Facts(Protocol):
    """What has to be looked up. Each is asked for when the first phase wants it, and once."""

    @property
    def writer(self) -> WriterFacts: ...

    @property
    def is_post_premoderated(self) -> bool: ...

    @property
    def repeat(self) -> Repeat | None: ...

    @property
    def from_network(self) -> int:
        """How many replies came from the same network within the hour before."""
        ...


@dataclass(frozen=True)
class KnownFacts:
    """Facts that need no look-up: for replies that are screened again, and for tests."""

    writer: WriterFacts = WriterFacts()
    is_post_premoderated: bool = False
    repeat: Repeat | None = None
    from_network: int = 0


@dataclass(frozen=True)
class Context:
    """What a phase may know beyond the submission."""

    post: Post
    parent: Comment | None
    rendered: Rendered
    may_moderate: bool
    at: datetime
    settings: ScreeningSettings = DEFAULT_SCREENING
    facts: Facts = KnownFacts()
