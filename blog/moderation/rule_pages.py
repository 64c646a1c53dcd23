"""What the templates of rules and bans are given, and what was done in words."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Response, render_template, request

from blog.accounts.guards import signed_in_user
from blog.clock import utcnow
from blog.errors import N_, BlogError, Refused
from blog.moderation.dry_run import Caught, DryRun
from blog.moderation.forms import UndoForm
from blog.moderation.rule_forms import BanForm, RemovalForm, RulesForm, SwitchForm, mark_of
from blog.moderation.rule_hits import rules_that_never_hit, rules_that_only_err
from blog.moderation.rule_list import page_of_bans, page_of_rules
from blog.moderation.rule_shapes import BanKind, RuleHow, RuleKind, RuleWhere
from blog.moderation.rules import NewRules
from blog.record.acts import Verb
from blog.record.models import Act
from blog.record.queries import find_own_act
from blog.web.error_pages import sentence
from blog.web.language import gettext, ngettext
from blog.web.numbers import parse_number

AROUND = 70  # characters that are shown before and after a word that was found
UNDO_SHOWN = timedelta(days=1)  # on the page itself; later, the record has it

KINDS = {RuleKind.DISALLOWED: N_("Straight to spam"), RuleKind.HELD: N_("Waits")}
HOWS = {RuleHow.WORD: N_("word"), RuleHow.PHRASE: N_("phrase"), RuleHow.PATTERN: N_("pattern")}
WHERES = {
    RuleWhere.ALL: N_("everywhere"),
    RuleWhere.TEXT: N_("in the text"),
    RuleWhere.NAME: N_("in the name"),
    RuleWhere.WEBSITE: N_("in the website"),
    RuleWhere.HOSTS: N_("in where links lead"),
}
BANS = {BanKind.WRITER: N_("Writer"), BanKind.HOST: N_("Site"), BanKind.NETWORK: N_("Network")}


@dataclass(frozen=True)
class Done:
    """What was just done in words; `undo` is the act that can be put back."""

    text: str
    details: str = ""
    undo: int | None = None


@dataclass(frozen=True)
class Excerpt:
    """A reply around the word that was found in it; where it was found elsewhere (in a name), the word alone."""

    caught: Caught
    before: str
    word: str
    after: str


def rules_page(
    form: RulesForm,
    problem: BlogError | None = None,
    run: DryRun | None = None,
    new: NewRules | None = None,
    is_stopped: bool = False,
) -> Response:
    """The rules, with what a dry run found. `is_stopped`: they were to be saved, and it found something to look at."""
    if isinstance(problem, Refused) and problem.field == "lines":
        form.lines.errors = [sentence(problem)]
    if new:
        form.tried.data = mark_of(new)
    text, now = request.args.get("q", "").strip()[:100], utcnow()
    body = render_template(
        "moderation/rules.html",
        form=form,
        problem=sentence(problem) if problem else None,
        run=run,
        new=new,
        is_stopped=is_stopped,
        verdict=verdict(run) if run else "",
        wrong=[excerpt(caught) for caught in run.wrong] if run else [],
        page=page_of_rules(text, parse_number(request.args.get("after", ""))),
        text=text,
        only_err=rules_that_only_err(now),
        never_hit=rules_that_never_hit(now),
        done=_done() if not problem else None,
        switch_form=SwitchForm(formdata=None),
        removal_form=RemovalForm(formdata=None),
        undo_form=UndoForm(formdata=None),
        kinds=KINDS,
        hows=HOWS,
        wheres=WHERES,
    )
    return Response(body, problem.status if problem else 200, mimetype="text/html")


def bans_page(form: BanForm, problem: BlogError | None = None) -> Response:
    if isinstance(problem, Refused) and problem.field in ("value", "reason", "until"):
        form[problem.field].errors = [sentence(problem)]
    now = utcnow()
    bans, following = page_of_bans(parse_number(request.args.get("after", "")), now)
    body = render_template(
        "moderation/bans.html",
        form=form,
        problem=sentence(problem) if problem else None,
        bans=bans,
        following=following,
        now=now,
        done=_done() if not problem else None,
        undo_form=UndoForm(formdata=None),
        labels=BANS,
    )
    return Response(body, problem.status if problem else 200, mimetype="text/html")


def verdict(run: DryRun) -> str:
    """What the rules would have done, in a sentence or two."""
    if not run.looked_at:
        return gettext("No reply has been decided yet, so there is nothing to try them on.")
    if not run.caught:
        return gettext(
            "They would have caught none of the last decided replies; looked at: %(looked_at)d.",
            looked_at=run.looked_at,
        )
    return gettext(
        "Of the last %(looked_at)d decided replies they would have caught %(caught)d: %(declined)d that the team"
        " declined, and %(approved)d that it approved.",
        looked_at=run.looked_at,
        caught=run.caught,
        declined=run.declined,
        approved=run.approved,
    )


def excerpt(caught: Caught) -> Excerpt:
    word = next((word for word in caught.words if word in caught.text), "")
    if not word:
        return Excerpt(caught, "", caught.words[0] if caught.words else "", "")
    place = caught.text.index(word)
    before, after = caught.text[:place], caught.text[place + len(word) :]
    return Excerpt(
        caught,
        f"…{before[-AROUND:]}" if len(before) > AROUND else before,
        word,
        f"{after[:AROUND]}…" if len(after) > AROUND else after,
    )


def _done() -> Done | None:
    """What this person did last, if the address names it."""
    act = find_own_act(parse_number(request.args.get("done", "")), signed_in_user().id)
    if act is None or act.verb not in SENTENCES:
        return None
    return Done(_sentence(act), _told_before(act), act.id if utcnow() - act.at < UNDO_SHOWN else None)


def _sentence(act: Act) -> str:
    count = len(act.details.get("rules", ()))
    if act.verb == Verb.RULE_CREATED:
        return ngettext("%(num)d rule was saved.", "%(num)d rules were saved.", count)
    if act.verb == Verb.RULE_DELETED:
        return ngettext("%(num)d rule was removed.", "%(num)d rules were removed.", count)
    if act.verb == Verb.RULE_CHANGED:
        return gettext("The rule works again.") if act.details["is_on"] else gettext("The rule rests.")
    return gettext("The ban was lifted.") if act.verb == Verb.BAN_LIFTED else gettext("The ban is in force.")


def _told_before(act: Act) -> str:
    """What the dry run had found, and how many of a list had been there."""
    details, parts = act.details, []
    if tried := details.get("tried"):
        parts.append(verdict(DryRun(**tried)))
    if count := details.get("there_already"):
        parts.append(ngettext("%(num)d was there already.", "%(num)d were there already.", count))
    return " ".join(parts)


SENTENCES = (Verb.RULE_CREATED, Verb.RULE_CHANGED, Verb.RULE_DELETED, Verb.BAN_CREATED, Verb.BAN_LIFTED)
