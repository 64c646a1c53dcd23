"""Where the links of mails lead. Opening one changes nothing, however often and by whom; only its button does."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from blog.accounts.guards import find_signed_in_user, open_to_anyone
from blog.accounts.queries import token_hash
from blog.clock import utcnow
from blog.comments.wording import finding_sentence, findings_to_show
from blog.database import transaction
from blog.errors import Conflict
from blog.moderation.forms import UndoForm
from blog.moderation.wording import BUTTONS
from blog.notifications.act_links import LinkState, Looked, NotReady, look_at, text_seen, use
from blog.notifications.forms import ActLinkForm
from blog.notifications.wording import decided_sentence, question
from blog.text.difference import difference, folded
from blog.web.engine import engine
from blog.web.page_cache import keep_private

bp = Blueprint("act_links", __name__, url_prefix="/moderation/links")


@bp.get("/<token>")
@open_to_anyone
def show_act(token: str) -> Response:
    return _page(token, 200)


@bp.post("/<token>")
@open_to_anyone
def do_act(token: str) -> ResponseReturnValue:
    form = _form(token)
    form.validate()
    form.check_stamp()
    if form.is_stale:
        return _page(token, 422)
    try:
        with transaction():
            use(token, engine().settings.secret_key, utcnow())
    except NotReady as refusal:
        return _page(token, 410 if refusal.state in (LinkState.USED, LinkState.ENDED) else 409)
    except Conflict:
        return _page(token, 409)
    return redirect(url_for("act_links.show_act", token=token), 303)


def _page(token: str, status: int) -> Response:
    looked = look_at(token, engine().settings.secret_key, utcnow())
    body = render_template(
        "notifications/act_link.html",
        looked=looked,
        comment=looked.comment,
        state=looked.state.value,
        is_refused=status >= 400,
        question=question(looked),
        button=BUTTONS[looked.link.action],
        reasons=[finding_sentence(each.code, each.values) for each in findings_to_show(looked.comment)],
        decided=decided_sentence(looked.decision),
        runs=_difference(looked),
        form=_form(token),
        undo_form=UndoForm(formdata=None) if _may_undo(looked) else None,
    )
    return keep_private(Response(body, status, mimetype="text/html"))


def _form(token: str) -> ActLinkForm:
    return ActLinkForm(token_hash(token)[:16])


def _difference(looked: Looked) -> object:
    """Between what the mail showed and what stands there now."""
    if looked.state is not LinkState.CHANGED or looked.link.revision == looked.comment.revision_number:
        return []
    return folded(difference(text_seen(looked), looked.comment.text))


def _may_undo(looked: Looked) -> bool:
    """Somebody signed in as who they decided as, while nothing was decided since."""
    decision, person = looked.decision, find_signed_in_user()
    is_owner = person is not None and person.id == looked.user.id
    still_stands = decision is not None and decision.version == looked.comment.version
    return looked.state is LinkState.USED and is_owner and still_stands
