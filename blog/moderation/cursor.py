"""A place in the queue, as an address holds it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)  # whole numbers, so never rounded
_LATEST = 10**17  # microseconds since 1970; in the year 5138


@dataclass(frozen=True)
class Cursor:
    """Below, or above, the reply with this time and id."""

    at: datetime
    id: int

    def __str__(self) -> str:
        return f"{micros(self.at)}-{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Cursor | None":
        """None for what was not written by us; then the first page is shown."""
        said, _, comment_id = text.partition("-")
        at = parse_micros(said)
        return cls(at, int(comment_id)) if at and _is_number(comment_id) else None


def micros(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND


def parse_micros(text: str) -> datetime | None:
    return _EPOCH + int(text) * _MICROSECOND if _is_number(text) and int(text) < _LATEST else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18
