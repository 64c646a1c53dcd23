"""Deciding about all replies that match: asked once more, with their number and some of them, before it is done."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal

from blog.accounts.guards import signed_in_user
from blog.clock import utcnow
from blog.comments.lifecycle import Action
from blog.database import transaction
from blog.errors import N_, Refused
from blog.moderation.counting import Count
from blog.moderation.filter_panel import chips
from blog.moderation.filters import read_filters
from blog.moderation.forms import BulkForm
from blog.moderation.matching_runs import Order, begin_matching_run, count_matching, some_matching
from blog.moderation.pages import back_to
from blog.moderation.places import Place
from blog.moderation.queue import cards_of
from blog.moderation.wording import BUTTONS, TABS
from blog.web.language import gettext, ngettext

EXAMPLES = 5
QUESTIONS = {
    Action.APPROVE: (N_("Approve %(number)s reply?"), N_("Approve %(number)s replies?")),
    Action.HOLD: (N_("Hold %(number)s reply?"), N_("Hold %(number)s replies?")),
    Action.SPAM: (N_("Mark %(number)s reply as spam?"), N_("Mark %(number)s replies as spam?")),
    Action.TRASH: (N_("Move %(number)s reply to the trash?"), N_("Move %(number)s replies to the trash?")),
    Action.RESTORE: (N_("Restore %(number)s reply?"), N_("Restore %(number)s replies?")),
    Action.DELETE: (N_("Delete %(number)s reply for good?"), N_("Delete %(number)s replies for good?")),
}


def decide_matching_or_ask(form: BulkForm) -> ResponseReturnValue:
    """Raises Refused."""
    user = signed_in_user()
    order = form.order(read_filters(Place.named(form.back.data).arguments, utcnow()))
    count = count_matching(user, order)
    if not count.number:
        raise Refused(N_("Nothing matches any more. What came since this page was drawn is left alone."))
    if not form.sure.data:
        return _ask(order, count, form)
    with transaction():
        act = begin_matching_run(order, signed_in_user(), utcnow(), count.number)
    return redirect(back_to(form.back.data, act.id), 303)


def _ask(order: Order, count: Count, form: BulkForm) -> str:
    number = format_decimal(count.number)
    if count.is_more:
        number = gettext("more than %(number)s", number=number)
    one, many = QUESTIONS[order.action]
    return render_template(
        "moderation/confirm_matching.html",
        title=ngettext(one, many, count.number, number=number),
        order=order,
        tab=TABS[order.filters.status],
        chips=chips(order.filters, ""),
        examples=cards_of(some_matching(signed_in_user(), order, EXAMPLES)),
        button=BUTTONS[order.action],
        reason=form.reason_as_sent(),
        back=form.back.data or "",
        form=BulkForm(formdata=None),
    )
