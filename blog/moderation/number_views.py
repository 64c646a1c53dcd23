"""The page with the team's numbers."""

from datetime import datetime, timedelta

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from blog.accounts.guards import requires
from blog.accounts.permissions import may_moderate_everything
from blog.clock import on_clock, utcnow
from blog.comments.wording import finding_chip
from blog.errors import N_
from blog.moderation import charts
from blog.moderation.numbers import MOST_FIRST_DECISIONS, numbers_of
from blog.web.language import gettext
from blog.web.site import site

bp = Blueprint("numbers", __name__, url_prefix="/moderation/numbers")

PERIODS = (7, 30, 90)  # days
COLUMN_HEIGHT, PERSON_HEIGHT = 120.0, 40.0
STEPS = (
    (timedelta(minutes=10), N_("10 min")),
    (timedelta(hours=1), N_("1 h")),
    (timedelta(hours=6), N_("6 h")),
    (timedelta(days=1), N_("1 day")),
    (timedelta(days=3), N_("3 days")),
    (timedelta.max, N_("more")),
)


@bp.get("/")
@requires(may_moderate_everything)
def show_numbers() -> ResponseReturnValue:
    asked = request.args.get("days", "")
    period = int(asked) if asked in map(str, PERIODS) else 30
    days = days_until(utcnow(), period)
    numbers = numbers_of(days)
    steps = waits_by_step(numbers.waits)
    busiest = max((max(work.by_day) for work in numbers.work), default=0)
    return render_template(
        "moderation/numbers.html",
        numbers=numbers,
        period=period,
        periods=PERIODS,
        days=days[:-1],
        people=[(work, charts.columns(work.by_day, PERSON_HEIGHT, busiest)) for work in numbers.work],
        steps=steps,
        step_bars=charts.columns([count for _, count in steps], COLUMN_HEIGHT, max(count for _, count in steps)),
        most_first_decisions=MOST_FIRST_DECISIONS,
        finding_chip=finding_chip,
        length=charts.length,
    )


def days_until(now: datetime, count: int) -> list[datetime]:
    """The beginnings of the last so many days on the site's clock, today the last, and the end of today."""
    zone = site().zone
    today = on_clock(now, zone).date()
    dates = [today - timedelta(days=count - 1 - number) for number in range(count + 1)]
    return [datetime(each.year, each.month, each.day, tzinfo=zone) for each in dates]


def waits_by_step(waits: tuple[timedelta, ...]) -> list[tuple[str, int]]:
    """How many fall into each step, the quickest first."""
    counts = [0] * len(STEPS)
    for wait in waits:
        counts[next(number for number, (limit, _) in enumerate(STEPS) if wait <= limit)] += 1
    return [(gettext(words), count) for (_, words), count in zip(STEPS, counts, strict=True)]
