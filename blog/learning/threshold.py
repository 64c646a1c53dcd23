"""From where on the score acts alone."""

from dataclasses import replace
from datetime import datetime

from blog.errors import N_, Refused
from blog.learning.measuring import last_judged
from blog.record.acts import Actor
from blog.record.models import Act
from blog.settings.changing import change_settings, differences
from blog.settings.keys import SiteSettings
from blog.spam.accuracy import HIGHEST, LOWEST, NEEDED, WINDOW, accuracy_at


class NotMeasuredYet(Refused):
    default = N_("It takes %(needed)d decisions about replies that had a score, spam and others; so far: %(count)d.")


class NotPreciseEnough(Refused):
    default = N_("At %(percent)d percent it was not right often enough: it takes %(needed)d of 100.")


def set_threshold(before: SiteSettings, percent: int, by: Actor, at: datetime) -> Act | None:
    """Let the score act alone from `percent` on; 0 forbids it.

    Raises Refused (field `percent`) unless at least 99 of 100 replies that would have gone to spam were spam, over
    the last 200 decisions.
    """
    if percent:
        _require_precision(percent)
    return change_settings(differences(before, replace(before, spam_threshold=percent)), by, at)


def _require_precision(percent: int) -> None:
    if not LOWEST <= percent <= HIGHEST:
        raise Refused(
            N_("Write a whole number from %(lowest)d to %(highest)d, or nothing."),
            field="percent",
            lowest=LOWEST,
            highest=HIGHEST,
        )
    accuracy = accuracy_at(percent / 100, last_judged())
    if not accuracy.is_measured:
        raise NotMeasuredYet(field="percent", needed=WINDOW, count=accuracy.total)
    if not accuracy.may_act_alone:
        raise NotPreciseEnough(field="percent", percent=percent, needed=round(NEEDED * 100))
