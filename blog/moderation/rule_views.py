"""The page of the rules: trying, saving, switching, removing, and taking them along."""

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blog.accounts.guards import requires, signed_in_user
from blog.accounts.permissions import may_moderate_everything
from blog.clock import utcnow
from blog.database import db, transaction
from blog.errors import N_, Conflict, Refused
from blog.moderation.dry_run import DryRun, try_rules
from blog.moderation.rule_forms import RemovalForm, RulesForm, SwitchForm
from blog.moderation.rule_list import get_rules, listed_words
from blog.moderation.rule_pages import rules_page
from blog.moderation.rule_shapes import RuleKind
from blog.moderation.rules import NewRules, create_rules, delete_rules, get_rule, switch_rule
from blog.record.models import Act
from blog.web.numbers import parse_number

bp = Blueprint("rules", __name__, url_prefix="/moderation/rules")


@bp.get("/")
@requires(may_moderate_everything)
def show_rules() -> ResponseReturnValue:
    return rules_page(RulesForm(formdata=None))


@bp.post("/")
@requires(may_moderate_everything)
def save_rules() -> ResponseReturnValue:
    """Try, or save. What would have caught approved replies is saved only once that was shown."""
    form = RulesForm()
    try:
        if not form.is_valid():
            raise Refused(N_("Some fields need another look."))
        new = form.new_rules()
        run = try_rules(new.wanted())
        if form.action.data != "save" or (run.approved and not form.is_tried(new)):
            return rules_page(form, run=run, new=new, is_stopped=form.action.data == "save")
        act = _save(new, run)
    except Refused as refusal:
        return rules_page(form, refusal)
    return _to_rules(act)


@bp.post("/<int:rule_id>/switch")
@requires(may_moderate_everything)
def switch(rule_id: int) -> ResponseReturnValue:
    form = SwitchForm()
    form.is_valid()
    try:
        with transaction():
            is_on = form.switch.data == "on"
            act = switch_rule(get_rule(rule_id), is_on, signed_in_user().as_actor(), utcnow())
            db.session.flush()
    except Conflict as refusal:
        return rules_page(RulesForm(formdata=None), refusal)
    return _to_rules(act)


@bp.post("/removals")
@requires(may_moderate_everything)
def remove() -> ResponseReturnValue:
    RemovalForm().is_valid()
    asked = [number for text in request.form.getlist("rule") if (number := parse_number(text))]
    with transaction():
        act = delete_rules(get_rules(asked), signed_in_user().as_actor(), utcnow())
        db.session.flush()
    return _to_rules(act)


@bp.get("/words.txt")
@requires(may_moderate_everything)
def show_words() -> ResponseReturnValue:
    """The list of one kind, a line each, as other engines take it."""
    asked = request.args.get("kind", "")
    kind = RuleKind(asked) if asked in list(RuleKind) else RuleKind.HELD
    lines = "".join(f"{text}\n" for text in listed_words(kind))
    headers = {"Content-Disposition": f"attachment; filename=words-{kind.value}.txt"}
    return Response(lines, mimetype="text/plain", headers=headers)


def _save(new: NewRules, run: DryRun) -> Act:
    told = {"looked_at": run.looked_at, "declined": run.declined, "approved": run.approved}
    with transaction():
        act = create_rules(new, signed_in_user().as_actor(), utcnow(), tried=told)
        db.session.flush()
    return act


def _to_rules(act: Act) -> ResponseReturnValue:
    return redirect(url_for("rules.show_rules", done=act.id), 303)
