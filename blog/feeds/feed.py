"""What a feed holds, whatever form it is written in."""

from dataclasses import dataclass
from datetime import UTC, datetime

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class FeedEntry:
    """One post or reply. `id` stays the same while the site keeps its address.

    `html` is its safe HTML, every address in it absolute; `summary` is plain text.
    """

    id: str
    title: str
    url: str
    author: str
    published_at: datetime
    updated_at: datetime
    summary: str
    html: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feed:
    """`id` stays the same as an entry's does; `url` is the page that the feed belongs to, `own_url` its own address."""

    id: str
    title: str
    description: str
    url: str
    own_url: str
    language: str
    entries: tuple[FeedEntry, ...] = ()

    @property
    def updated_at(self) -> datetime:
        """The newest change that the feed tells of."""
        return max((entry.updated_at for entry in self.entries), default=NEVER)
