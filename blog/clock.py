"""The one place that asks what time it is, and how a moment reads on a clock in some zone."""

from datetime import UTC, datetime, tzinfo


def utcnow() -> datetime:
    return datetime.now(UTC)


def on_clock(time: datetime, zone: tzinfo) -> datetime:
    """The moment as a clock in this zone shows it. At the ends of the calendar, where it can't, as UTC does."""
    try:
        return time.astimezone(zone)
    except OverflowError:
        return time.astimezone(UTC)


def from_clock(shown: datetime, zone: tzinfo) -> datetime:
    """The moment, in UTC, at which a clock in this zone shows a time that was written without one.

    When clocks go back an hour is shown twice: the first is meant. When they go forward an hour is never shown: such a
    time is taken by the clock as it went before, and so comes out as much later as the clocks went forward. Raises
    OverflowError at the ends of the calendar.
    """
    return shown.replace(tzinfo=zone, fold=0).astimezone(UTC)
