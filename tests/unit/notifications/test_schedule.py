"""When the next digest is due, on a clock of the site's zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from blog.accounts.roles import MailChoice
from blog.notifications.schedule import next_digest

HOURLY, DAILY = MailChoice.HOURLY, MailChoice.DAILY


@pytest.mark.parametrize(
    ("choice", "zone", "at", "due"),
    [
        (HOURLY, "UTC", "2026-05-06T09:30:05", "2026-05-06T10:00"),
        (HOURLY, "UTC", "2026-05-06T09:00", "2026-05-06T10:00"),
        (HOURLY, "UTC", "2026-05-06T23:59:59.999999", "2026-05-07T00:00"),
        (HOURLY, "Asia/Kolkata", "2026-05-06T09:10", "2026-05-06T09:30"),
        (HOURLY, "Europe/Berlin", "2026-10-25T00:30", "2026-10-25T01:00"),
        (DAILY, "UTC", "2026-05-06T07:59:59", "2026-05-06T08:00"),
        (DAILY, "UTC", "2026-05-06T08:00", "2026-05-07T08:00"),
        (DAILY, "Europe/Berlin", "2026-05-06T05:00", "2026-05-06T06:00"),
        (DAILY, "Europe/Berlin", "2026-03-28T09:00", "2026-03-29T06:00"),
        (DAILY, "America/New_York", "2026-05-06T01:00", "2026-05-06T12:00"),
        (DAILY, "America/New_York", "2026-12-31T23:00", "2027-01-01T13:00"),
        (MailChoice.AT_ONCE, "UTC", "2026-05-06T09:30", "2026-05-06T09:30"),
    ],
)
def test_a_digest_is_due_at_the_full_hour_or_at_eight(choice: MailChoice, zone: str, at: str, due: str) -> None:
    moment, expected = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (at, due))

    assert next_digest(choice, moment, ZoneInfo(zone)) == expected
