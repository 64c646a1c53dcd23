"""Forms of the queue."""

import re
from dataclasses import replace

from flask import request
from wtforms import BooleanField, HiddenField, StringField, TextAreaField

from blog.clock import utcnow
from blog.comments.lifecycle import Action, Trust
from blog.errors import N_, Refused
from blog.moderation.cut_off import CutOff, cut_off_now
from blog.moderation.decisions import LONGEST_REASON
from blog.moderation.decline_reasons import Reason, compose_reason
from blog.moderation.filters import Filters
from blog.moderation.matching_runs import Order
from blog.moderation.news import MOST_SHOWN
from blog.moderation.saved_filters import LONGEST_NAME
from blog.web.fields import TooLong, storable_line, storable_text
from blog.web.forms import PersonalForm
from blog.web.language import lazy_gettext as _l
from blog.web.numbers import parse_number

LARGEST_RUN = 500


class DecisionForm(PersonalForm):
    """`action` is the name of the buttons, `back` the queue that it came from, `sure` the answer when asked again."""

    action = StringField()
    version = HiddenField()
    reason = StringField(_l("Reason"), filters=[storable_line], validators=[TooLong(LONGEST_REASON)])
    back = HiddenField()
    sure = HiddenField()

    def chosen_action(self) -> Action:
        return _action(self.action.data)

    def chosen_reason(self, action: Action) -> Reason:
        return _reason(action, self.reason.data or "")

    def seen(self) -> int:
        """The version that was looked at. Raises Refused for what is no number."""
        if not re.fullmatch(r"\d{1,9}", self.version.data or "", re.ASCII):
            raise Refused(N_("This form came without the version that you saw. Load the page again."))
        return int(self.version.data)


class BulkForm(PersonalForm):
    """`selected` comes once a reply, as `<id>:<version>`.

    `everything` means all that the filters of the page `back` let through, and that were there when it was drawn:
    `cut_off` says when that was.
    """

    action = StringField()
    back = HiddenField()
    sure = HiddenField()
    everything = HiddenField()
    cut_off = HiddenField()
    reason = StringField(_l("Reason"), filters=[storable_line], validators=[TooLong(LONGEST_REASON)])

    def chosen_action(self) -> Action:
        return _action(self.action.data)

    def chosen(self) -> dict[int, int]:
        """Ids with the versions that were seen. Raises Refused for none, too many, or any that is malformed."""
        selected = request.form.getlist("selected")
        if not selected:
            raise Refused(N_("Nothing was selected. Tick the replies first, then choose what to do."))
        if len(selected) > LARGEST_RUN:
            raise Refused(N_("At most %(limit)d replies can be decided at once."), limit=LARGEST_RUN)
        if not all(re.fullmatch(r"\d{1,18}:\d{1,9}", item, re.ASCII) for item in selected):
            raise Refused(N_("The selection could not be read. Load the page again."))
        return {int(item.partition(":")[0]): int(item.partition(":")[2]) for item in selected}

    def chosen_reason(self, action: Action) -> Reason:
        return _reason(action, self.reason.data or "")

    def reason_as_sent(self) -> list[tuple[str, str]]:
        """Its fields, to be sent again with the answer to a question."""
        tells = [("tells", item) for item in request.form.getlist("tells")]
        return [("reason", self.reason.data or ""), ("template", request.form.get("template", "")), *tells]

    def order(self, filters: Filters) -> Order:
        said = CutOff.parse(self.cut_off.data or "")
        if said is None:
            raise Refused(N_("The selection could not be read. Load the page again."))
        cut_off, action = said.no_later_than(cut_off_now(utcnow())), self.chosen_action()
        return Order(action, replace(filters, at=cut_off.at), cut_off, self.chosen_reason(action))


class SavedFilterForm(PersonalForm):
    """`back` is the queue whose filters are kept; `action` is `delete`, or else the name is a new one."""

    action = StringField()
    back = HiddenField()
    name = StringField(_l("Name"), filters=[storable_line], validators=[TooLong(LONGEST_NAME)])


class NoteForm(PersonalForm):
    """`back` is the page of the writer, where it came from there."""

    back = HiddenField()
    text = TextAreaField(_l("Note for the team"), filters=[storable_text])
    about_writer = BooleanField(_l("About the writer, so that it shows with all their replies"))


class AddressForm(PersonalForm):
    """One button."""


class UndoForm(PersonalForm):
    """One button; `back` is the queue that it came from."""

    back = HiddenField()


class NewsForm(PersonalForm):
    """What a page of the queue tells of itself; `shown` comes once a reply, as `<id>:<version>`."""

    back = HiddenField()
    since = HiddenField()
    open = HiddenField()

    def newest(self) -> int:
        """The id of the newest reply when the page was drawn."""
        return parse_number(self.since.data or "") or 0

    def opened(self) -> int | None:
        return parse_number(self.open.data or "")

    def shown(self) -> dict[int, int]:
        """Ids with the versions that the page shows; what is malformed or too much is left out."""
        pairs = [item.partition(":")[::2] for item in request.form.getlist("shown")[:MOST_SHOWN]]
        numbers = [(parse_number(comment_id), parse_number(version)) for comment_id, version in pairs]
        return {comment_id: version for comment_id, version in numbers if comment_id and version}


class PremoderationForm(PersonalForm):
    """`waits` is the name of the buttons: `on` or `off`. `back` is the page of a reply or the queue, if it is one."""

    post = HiddenField()
    waits = StringField()
    back = HiddenField()


class TrustForm(PersonalForm):
    """`trust` is the name of the buttons: a Trust, or nothing. `back` is the page that it came from."""

    trust = StringField()
    back = HiddenField()

    def chosen(self) -> Trust | None:
        if self.trust.data and self.trust.data not in list(Trust):
            raise Refused(N_("That is nothing that can be said of a writer."))
        return Trust(self.trust.data) if self.trust.data else None


def _reason(action: Action, words: str) -> Reason:
    """A template and own words. Raises Refused for a template that is not there any more."""
    template = parse_number(request.form.get("template", ""))
    return compose_reason(action, template, words, frozenset(request.form.getlist("tells")))


def _action(text: str | None) -> Action:
    if text not in list(Action):
        raise Refused(N_("That is nothing that can be decided here."))
    return Action(text)
