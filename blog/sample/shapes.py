"""What sample content is made of."""

from dataclasses import dataclass
from datetime import datetime

from blog.posts.lifecycle import PostKind

HOUR = 60
DAY = 24 * HOUR


@dataclass(frozen=True)
class SamplePerson:
    """Somebody who can sign in; `role` is admin, editor, author or moderator."""

    key: str
    name: str
    email: str
    role: str


@dataclass(frozen=True)
class SamplePost:
    """A post, or a page. `author` is the key of a person.

    One with `days_ahead` is scheduled for that many days after the site is filled; one with neither that nor
    `published_at` is a draft.
    """

    key: str
    author: str
    title: str
    slug: str
    body_file: str
    excerpt: str
    tags: tuple[str, ...]
    category: str = ""
    series: str = ""
    kind: PostKind = PostKind.POST
    published_at: datetime | None = None
    days_ahead: int | None = None
    pinned: bool = False
    comments_open: bool = True

    @property
    def published(self) -> bool:
        return self.published_at is not None


@dataclass(frozen=True)
class SampleDecision:
    """What a moderator did with a reply: approve, hold, spam or trash, so many minutes after it arrived."""

    action: str
    minutes_later: int
    reason: str = ""
    by: str = "mo"


@dataclass(frozen=True)
class SampleReply:
    """A reply as its writer sent it, and the decisions that followed.

    Exactly one of `minutes_after_post` and `minutes_ago` is set. `by` is the key of a person who replied signed in: it
    is public at once. `seconds_taken` is None where no script filled the time trap; `trap` is what the honeypot held.
    """

    key: str
    post: str
    name: str
    email: str
    text: str
    parent: str | None = None
    url: str = ""
    network: str | None = None
    minutes_after_post: int | None = None
    minutes_ago: int | None = None
    seconds_taken: float | None = 90.0
    trap: str = ""
    by: str | None = None
    then: tuple[SampleDecision, ...] = ()

    @property
    def status(self) -> str:
        """Where the decisions leave it: pending, approved, spam or trash."""
        if self.then:
            return STATUS_AFTER[self.then[-1].action]
        return "approved" if self.by else "pending"


STATUS_AFTER = {"approve": "approved", "hold": "pending", "spam": "spam", "trash": "trash"}


def approved(minutes_later: int, by: str = "mo") -> tuple[SampleDecision, ...]:
    return (SampleDecision("approve", minutes_later, by=by),)


def spam(minutes_later: int, reason: str = "") -> tuple[SampleDecision, ...]:
    return (SampleDecision("spam", minutes_later, reason),)
