"""From where on the score acts alone."""

from dataclasses import replace
from datetime import datetime

from blog.errors import N_, Conflict, Refused
from blog.learning.measuring import last_judged
from blog.record.acts import Actor
from blog.record.models import Act
from blog.settings.changing import change_settings, differences, undo_setting_act
from blog.settings.keys import SiteSettings
from blog.settings.queries import changes_of
from blog.spam.accuracy import HIGHEST, LOWEST, NEEDED, WINDOW, accuracy_at


class NotMeasuredYet(Refused):
    default = N_("It takes %(needed)d decisions about replies that had a score, spam and others; so far: %(count)d.")


class NotPreciseEnough(Refused):
    default = N_("At %(percent)d percent it was not right often enough: it takes %(needed)d of 100.")


class NotProvenNow(Conflict):
    default = N_(
        "This would let the learned score send replies to spam from %(percent)d percent on, and it was not shown to be"
        " right often enough for that. The page of the score says what it takes."
    )


def set_threshold(before: SiteSettings, percent: int, by: Actor, at: datetime) -> Act | None:
    """Let the score act alone from `percent` on; 0 forbids it.

    Raises Refused (field `percent`) unless at least 99 of 100 replies that would have gone to spam were spam, over
    the last 200 decisions.
    """
    if percent:
        _require_precision(percent)
    return change_settings(differences(before, replace(before, spam_threshold=percent)), by, at)


def undo_setting(act: Act, by: Actor, at: datetime) -> Act:
    """Put settings back. Raises what `undo_setting_act` raises, and NotProvenNow before a threshold is put back at
    which the score is not right often enough today."""
    for change in changes_of(act.id):
        percent = change.details["old"] if change.details["key"] == "spam_threshold" else 0
        if percent and not accuracy_at(percent / 100, last_judged()).may_act_alone:
            raise NotProvenNow(percent=percent)
    return undo_setting_act(act, by, at)


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
