"""What narrows the queue, as an address says it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Any

from blog.comments.lifecycle import CommentStatus, ScoreBand
from blog.errors import N_

NONE = "none"  # stands for replies without a score, or whose language nobody knows
LONGEST_TEXT = 100
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# In the order in which they are shown.
LABELS = {
    "text": N_("Text"),
    "finding": N_("Finding"),
    "score": N_("Score"),
    "age": N_("Arrived"),
    "language": N_("Language"),
    "network": N_("Network"),
    "post": N_("Post"),
    "author": N_("Writer"),
}
IN_ADDRESS = {"text": "q"}  # where the address calls it otherwise


@dataclass(frozen=True)
class Age:
    """How long ago a reply arrived: within that time (`24h`, `7d`), or longer ago (`older-30d`)."""

    length: timedelta
    is_older: bool

    @classmethod
    def parse(cls, text: str) -> "Age | None":
        found = re.fullmatch(r"(older-)?([1-9]\d{0,3})([hd])", text, re.ASCII)
        if not found:
            return None
        number = int(found[2])
        return cls(timedelta(hours=number) if found[3] == "h" else timedelta(days=number), bool(found[1]))

    def __str__(self) -> str:
        hours = self.length // timedelta(hours=1)
        number = f"{hours}h" if hours % 24 or hours < 48 else f"{hours // 24}d"
        return f"older-{number}" if self.is_older else number


@dataclass(frozen=True)
class Filters:
    """`author` is a writer's id, `finding` a code, `text` looks in names and words; ages count from the time `at`.

    `view` narrows nothing: it is how the page is laid out, and stays when a filter changes.
    """

    status: CommentStatus = CommentStatus.PENDING
    post: int | None = None
    author: int | None = None
    network: str = ""
    finding: str = ""
    score: str = ""
    age: Age | None = None
    language: str = ""
    text: str = ""
    at: datetime = _EPOCH
    view: str = ""

    @property
    def narrowing(self) -> list[str]:
        """Names of those that are set."""
        return [name for name in LABELS if getattr(self, name)]

    def without(self, name: str) -> "Filters":
        defaults: dict[str, Any] = {field.name: field.default for field in fields(self)}
        return replace(self, **{name: defaults[name]})

    def arguments(self) -> dict[str, str]:
        """As an address holds them."""
        set_ones = {IN_ADDRESS.get(name, name): str(getattr(self, name)) for name in self.narrowing}
        return {"status": self.status.value, **set_ones, **({"view": self.view} if self.view else {})}


def read_filters(arguments: Mapping[str, str], at: datetime) -> Filters:
    """The filters that an address asks for; what makes no sense is as if it were not there."""
    said: Mapping[str, Any] = {name: arguments.get(name, "").strip() for name in (*_READERS, "q", "status")}
    status = said["status"]
    return Filters(
        status=CommentStatus(status) if status in list(CommentStatus) else CommentStatus.PENDING,
        text=said["q"][:LONGEST_TEXT],
        at=at,
        **{name: read(said[name]) for name, read in _READERS.items()},
    )


def _one_of(pattern: str) -> Any:
    return lambda text: text if re.fullmatch(pattern, text, re.ASCII) else ""


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"0*[1-9]\d{0,17}", text, re.ASCII) and len(text) < 19 else None


def _network(text: str) -> str:
    """As it is kept with a reply; an address that lies in it will do."""
    try:
        address = ip_address(text.partition("/")[0])
    except ValueError:
        return ""
    return str(ip_network(f"{address}/{24 if address.version == 4 else 48}", strict=False))


_READERS = {
    "post": _number,
    "author": _number,
    "network": _network,
    "finding": _one_of(r"[a-z_]{1,40}"),
    "score": _one_of("|".join((*ScoreBand, NONE))),
    "age": Age.parse,
    "language": _one_of(r"[a-z]{2,8}"),
    "view": _one_of("list|one"),
}
