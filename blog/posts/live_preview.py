"""The text beside its own preview while it is typed: rendered as it would be published, and kept nowhere."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField

from blog.accounts.guards import requires
from blog.accounts.permissions import may_write_posts
from blog.errors import N_, Refused
from blog.media.queries import pictures_in
from blog.posts.forms import LONGEST_BODY
from blog.text.blocks import block_lines
from blog.text.markup import Rendered
from blog.text.render import render_post
from blog.web.fields import storable_text
from blog.web.forms import PersonalForm
from blog.web.language import ngettext
from blog.web.over_budget import over_budget_sentence

bp = Blueprint("live_preview", __name__, url_prefix="/desk")


class RenderingForm(PersonalForm):
    body = TextAreaField(filters=[storable_text])


@bp.post("/renderings")
@requires(may_write_posts)
def create_rendering() -> ResponseReturnValue:
    """JSON: `html`; `lines`, where each outermost block of the text begins; `notices`, sentences about the two."""
    form = RenderingForm()
    form.is_valid()
    text = form.body.data
    if len(text) > LONGEST_BODY:
        raise Refused(N_("This text is longer than a post can be."))
    rendered = render_post(text, pictures_in(text))
    return jsonify(html=str(rendered.html), lines=block_lines(text), notices=_notices(rendered))


def _notices(rendered: Rendered) -> list[str]:
    if broken := rendered.over_budget:
        return [over_budget_sentence(broken.limit, broken.line)]
    count = len(rendered.removals)
    if not count:
        return []
    return [
        ngettext(
            "The sanitizer took away %(num)d thing. “Save and preview” shows it.",
            "The sanitizer took away %(num)d things. “Save and preview” shows them.",
            count,
        )
    ]
