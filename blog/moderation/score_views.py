"""The page of the learned score: how right it was, and from where on it may act alone."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response
from wtforms import StringField

from blog.accounts.guards import requires, signed_in_user
from blog.accounts.permissions import may_change_settings, may_moderate_everything
from blog.clock import utcnow
from blog.database import transaction
from blog.errors import N_, BlogError, Refused
from blog.learning.measuring import last_judged
from blog.learning.scoring import learned_replies
from blog.learning.threshold import set_threshold
from blog.moderation.charts import columns
from blog.spam.accuracy import HIGHEST, LOWEST, NEEDED, WINDOW, Judged, Label, accuracy_at, lowest_possible
from blog.spam.score import ENOUGH
from blog.spam.verdict import HIGH
from blog.web.error_pages import sentence
from blog.web.fields import storable_line
from blog.web.forms import PersonalForm
from blog.web.language import lazy_gettext as _l
from blog.web.numbers import parse_number
from blog.web.site import site

bp = Blueprint("score", __name__, url_prefix="/moderation/score")

CHART_HEIGHT = 60.0
TENTHS = 10


class ThresholdForm(PersonalForm):
    """One number, or none."""

    percent = StringField(_l("Send to spam from this score on"), filters=[storable_line])

    def chosen(self) -> int:
        """0 for an empty field. Raises Refused for anything but a number."""
        if not self.percent.data:
            return 0
        number = parse_number(self.percent.data)
        if number is None:
            message = N_("Write a whole number from %(lowest)d to %(highest)d, or nothing.")
            raise Refused(message, field="percent", lowest=LOWEST, highest=HIGHEST)
        return number


@bp.get("/")
@requires(may_moderate_everything)
def show_score() -> ResponseReturnValue:
    return _page(ThresholdForm(formdata=None, data={"percent": str(site().spam_threshold or "")}))


@bp.post("/threshold")
@requires(may_change_settings)
def update_threshold() -> ResponseReturnValue:
    form, before = ThresholdForm(), site()
    form.is_valid()
    try:
        with transaction():
            act = set_threshold(before, form.chosen(), signed_in_user().as_actor(), utcnow())
    except Refused as refusal:
        form.percent.errors = [sentence(refusal)]
        return _page(form, refusal)
    return redirect(url_for("score.show_score", done="saved" if act else "nothing"), 303)


def _page(form: ThresholdForm, refusal: BlogError | None = None) -> Response:
    percent, judged = site().spam_threshold, last_judged()
    counts = _counts(judged)
    largest = max(max(each) for each in counts.values())
    body = render_template(
        "moderation/score.html",
        form=form if may_change_settings(signed_in_user()) else None,
        done=None if refusal else request.args.get("done"),
        threshold=percent,
        learned=learned_replies(),
        enough=ENOUGH,
        window=WINDOW,
        needed=round(NEEDED * 100),
        accuracy=accuracy_at((percent or round(HIGH * 100)) / 100, judged),
        lowest_possible=lowest_possible(judged),
        tenths=[(10 * n, 10 * n + 9, counts[Label.SPAM][n], counts[Label.HAM][n]) for n in range(TENTHS)],
        charts=[(label, columns(each, CHART_HEIGHT, largest)) for label, each in counts.items()],
    )
    return Response(body, refusal.status if refusal else 200, mimetype="text/html")


def _counts(judged: Sequence[Judged]) -> dict[Label, list[int]]:
    """How many of each had a score in each tenth."""
    counts = {label: [0] * TENTHS for label in Label}
    for each in judged:
        counts[each.label][min(TENTHS - 1, int(each.score * TENTHS))] += 1
    return counts
