"""Forms of the pages of rules and bans."""

import hashlib
from datetime import datetime, time, timedelta, tzinfo

from wtforms import BooleanField, HiddenField, RadioField, SelectChoice, SelectField, StringField, TextAreaField

from blog.clock import from_clock
from blog.errors import N_, Refused
from blog.moderation.bans import LONGEST_REASON, Terms
from blog.moderation.rule_shapes import BanKind, RuleKind, RuleWhere
from blog.moderation.rules import NewRules
from blog.web.fields import TooLong, storable_line, storable_text
from blog.web.forms import PersonalForm
from blog.web.language import lazy_gettext as _l

LONGEST_LIST = 200_000  # characters
DAYS = (7, 30, 365)


class RulesForm(PersonalForm):
    """`action` is the name of the buttons; `tried` names the rules whose dry run is shown above the form."""

    lines = TextAreaField(
        _l("Words and phrases"), filters=[storable_text], validators=[TooLong(LONGEST_LIST)], default=""
    )
    kind = RadioField(
        _l("What fits"),
        choices=[
            SelectChoice(RuleKind.HELD.value, _l("waits for a look")),
            SelectChoice(RuleKind.DISALLOWED.value, _l("goes straight to spam")),
        ],
        default=RuleKind.HELD.value,
    )
    how = RadioField(
        _l("Read them as"),
        choices=[SelectChoice("words", _l("words and phrases")), SelectChoice("patterns", _l("patterns"))],
        default="words",
    )
    where = SelectField(
        _l("Look"),
        choices=[
            SelectChoice(RuleWhere.ALL.value, _l("everywhere")),
            SelectChoice(RuleWhere.TEXT.value, _l("in the text")),
            SelectChoice(RuleWhere.NAME.value, _l("in the name")),
            SelectChoice(RuleWhere.WEBSITE.value, _l("in the website")),
            SelectChoice(RuleWhere.HOSTS.value, _l("in where links lead")),
        ],
        default=RuleWhere.ALL.value,
    )
    action = StringField()
    tried = HiddenField()

    def new_rules(self) -> NewRules:
        """What the form asks for, an empty line being none. Raises Refused for a choice that is none."""
        kind, where = self.kind.data, self.where.data
        if kind not in list(RuleKind) or where not in list(RuleWhere):
            raise Refused(N_("Some fields need another look."))
        lines = tuple(line.strip() for line in (self.lines.data or "").split("\n") if line.strip())
        return NewRules(lines, RuleKind(kind), RuleWhere(where), self.how.data == "patterns")

    def is_tried(self, new: NewRules) -> bool:
        """Whether the dry run of exactly these rules was shown."""
        return bool(self.tried.data == mark_of(new))


class SwitchForm(PersonalForm):
    """One button: `on` or `off`."""

    switch = StringField()


class RemovalForm(PersonalForm):
    """One button; `rule` comes once for each."""


class BanForm(PersonalForm):
    """`kind` says what `value` is: a writer's id, a host, a network. `days` or `until` is the end; neither is none."""

    kind = RadioField(
        _l("Whom"),
        choices=[
            SelectChoice(BanKind.HOST.value, _l("a site that links lead to")),
            SelectChoice(BanKind.NETWORK.value, _l("a network")),
        ],
        default=BanKind.HOST.value,
    )
    value = StringField(_l("Site or network"), filters=[storable_line], validators=[TooLong(255)])
    reason = StringField(_l("Reason"), filters=[storable_line], validators=[TooLong(LONGEST_REASON)])
    days = StringField()
    until = StringField(_l("Until the end of"), filters=[storable_line])
    is_to_spam = BooleanField(_l("Straight to spam, instead of waiting"))
    back = HiddenField()

    def terms(self, at: datetime, zone: tzinfo) -> Terms:
        """Raises Refused, field `until`, for what is no day."""
        return Terms(self.reason.data or "", self._end(at, zone), bool(self.is_to_spam.data))

    def _end(self, at: datetime, zone: tzinfo) -> datetime | None:
        if self.days.data:
            if self.days.data not in map(str, DAYS):
                raise Refused(N_("That is no time that a ban can last."), field="until")
            return at + timedelta(days=int(self.days.data))
        if not self.until.data:
            return None
        try:
            day = datetime.strptime(self.until.data, "%Y-%m-%d")  # noqa: DTZ007 - a day on the site's own clock
            return from_clock(datetime.combine(day.date() + timedelta(days=1), time()), zone)
        except (ValueError, OverflowError):
            raise Refused(N_("Write a day like this one: 2026-12-31"), field="until") from None


def mark_of(new: NewRules) -> str:
    """The same for the same rules."""
    told = "\0".join((new.kind, new.where, str(new.are_patterns), *new.lines))
    return hashlib.sha256(told.encode()).hexdigest()[:32]
