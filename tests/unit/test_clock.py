"""A time as a clock in some zone shows it, and the moment that such a time means."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from blog.clock import from_clock, on_clock

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("written", "moment", "shown"),
    [
        ("2026-01-15T09:30", "2026-01-15T08:30", "2026-01-15T09:30"),
        ("2026-07-15T09:30", "2026-07-15T07:30", "2026-07-15T09:30"),
        ("2026-10-25T02:30", "2026-10-25T00:30", "2026-10-25T02:30"),  # shown twice: the first is meant
        ("2026-10-25T03:30", "2026-10-25T02:30", "2026-10-25T03:30"),
        ("2026-03-29T02:30", "2026-03-29T01:30", "2026-03-29T03:30"),  # never shown: an hour later
        ("2026-03-29T01:59", "2026-03-29T00:59", "2026-03-29T01:59"),
        ("2026-03-29T03:00", "2026-03-29T01:00", "2026-03-29T03:00"),
    ],
)
def test_a_time_by_the_clock_of_a_place_is_one_moment(written: str, moment: str, shown: str) -> None:
    meant = from_clock(datetime.fromisoformat(written), BERLIN)

    assert meant == datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert on_clock(meant, BERLIN).replace(tzinfo=None) == datetime.fromisoformat(shown)


def test_at_the_ends_of_the_calendar() -> None:
    last = datetime(9999, 12, 31, 23, 30, tzinfo=UTC)

    assert on_clock(last, ZoneInfo("Asia/Tokyo")) == last
    with pytest.raises(OverflowError):
        from_clock(datetime(1, 1, 1), ZoneInfo("Asia/Tokyo"))
