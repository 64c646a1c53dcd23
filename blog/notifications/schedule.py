"""When the next digest is due."""

from datetime import datetime, time, timedelta, tzinfo

from blog.accounts.roles import MailChoice
from blog.clock import from_clock, on_clock

MORNING = time(8)
A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)


def next_digest(choice: MailChoice, at: datetime, zone: tzinfo) -> datetime:
    """The next full hour, or the next eight in the morning, on a clock in this zone. At once for who asks for none."""
    shown = on_clock(at, zone)
    if choice is MailChoice.HOURLY:
        return at + AN_HOUR - timedelta(minutes=shown.minute, seconds=shown.second, microseconds=shown.microsecond)
    if choice is MailChoice.DAILY:
        today = from_clock(datetime.combine(shown.date(), MORNING), zone)
        return today if today > at else from_clock(datetime.combine(shown.date() + A_DAY, MORNING), zone)
    return at
