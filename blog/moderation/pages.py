"""What the templates of the queue are given."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from flask import get_template_attribute, render_template, request, url_for
from werkzeug.wrappers import Response

from blog.accounts.guards import signed_in_user
from blog.accounts.models import User
from blog.accounts.permissions import may_moderate_everything, may_see_addresses
from blog.clock import utcnow
from blog.comments.lifecycle import REMOVED, CommentStatus, possible_actions
from blog.comments.models import Comment
from blog.errors import BlogError
from blog.moderation.bans import bans_on
from blog.moderation.claims import claims_of_others
from blog.moderation.context_pages import behind, beside
from blog.moderation.counting import Count, counts
from blog.moderation.cursor import Cursor
from blog.moderation.cut_off import CutOff, cut_off_now
from blog.moderation.decline_reasons import decline_reasons
from blog.moderation.filter_panel import address_of, chips, choices, kept_in_form
from blog.moderation.filters import Filters, read_filters
from blog.moderation.forms import (
    LARGEST_RUN,
    AddressForm,
    BulkForm,
    DecisionForm,
    NewsForm,
    NoteForm,
    PremoderationForm,
    SavedFilterForm,
    UndoForm,
)
from blog.moderation.history import Changed, edits_of
from blog.moderation.matching_runs import find_matching_run
from blog.moderation.models import Decision
from blog.moderation.news import newest_reply
from blog.moderation.notes import notes_on
from blog.moderation.places import Place
from blog.moderation.premoderation import find_switch
from blog.moderation.queue import count_public_replies, decisions_of_run, find_decision, page_of_queue
from blog.moderation.rule_forms import BanForm
from blog.moderation.saved_filters import saved_filters_of
from blog.moderation.wording import (
    BUTTONS,
    EMPTY,
    KEYS,
    TABS,
    Notice,
    Offer,
    act_done,
    act_notice,
    claim_sentence,
    count_in_words,
    decision_notice,
    matching_run_notice,
    run_notice,
)
from blog.record.acts import Verb
from blog.record.queries import find_own_act
from blog.web.error_pages import sentence
from blog.web.numbers import parse_number
from blog.web.redirects import is_local


@dataclass(frozen=True)
class Tab:
    status: CommentStatus
    label: str
    count: Count
    url: str
    is_current: bool


def queue_page(arguments: Mapping[str, str], problem: BlogError | None = None) -> Response:
    """The queue as these arguments of its address ask, with the notice of what was just done or what went wrong."""
    filters, place, user = read_filters(arguments, utcnow()), Place(arguments), signed_in_user()
    cursor = Cursor.parse(arguments.get("after", ""))
    newest = newest_reply(user)  # asked for first: what arrives while the page is made is told of later
    cut_off = cut_off_now(utcnow())
    page = page_of_queue(user, filters, cursor)
    shown = [comment.id for comment in page.comments]
    following = address_of(filters, after=str(page.following)) if page.following else None
    body = render_template(
        "moderation/queue.html",
        page=page,
        filters=filters,
        place=place,
        here=place.here,
        opened=place.opened if place.opened in shown else next(iter(shown), None),
        newest=newest,
        news=NewsForm(formdata=None),
        claims=claims_of_others(shown, user, utcnow()) if shown else {},
        is_further_on=cursor is not None,
        following=following,
        empty=EMPTY[filters.status],
        post_switch=find_switch(filters.post, user),
        switch_form=PremoderationForm(formdata=None),
        notice=notice_of_last_act(),
        problem=sentence(problem) if problem else None,
        **_narrowing(filters, user, page.comments[0].post.head.title if filters.post and page.comments else ""),
        **_bulk(filters, cut_off),
        **behind(page.comments),
        **_card_parts(),
    )
    return Response(body, problem.status if problem else 200, mimetype="text/html")


def _narrowing(filters: Filters, user: User, post_title: str) -> dict[str, object]:
    """The tabs, what narrows them, and filters that were kept."""
    return {
        "tabs": _tabs(filters),
        "chips": chips(filters, post_title),
        "choices": choices(filters),
        "kept_by_search": kept_in_form(filters, "text"),
        "kept_by_panel": kept_in_form(filters, "text", "finding", "score", "age", "language", "network"),
        "all": address_of(Filters(filters.status, view=filters.view)),
        "first": address_of(filters),
        "saved_filters": saved_filters_of(user),
        "saving": SavedFilterForm(formdata=None),
    }


def _bulk(filters: Filters, cut_off: CutOff) -> dict[str, object]:
    """What can be done to many, as they were when the page was drawn."""
    return {
        "bulk_actions": possible_actions(filters.status),
        "bulk": BulkForm(formdata=None),
        "cut_off": cut_off,
        "may_empty": filters.status in REMOVED and not filters.narrowing,
    }


def card(comment: Comment, back: str | None, changed: Changed | None = None) -> str:
    """One card, as the page of the queue at this address would show it; with what changed since somebody saw it."""
    place = Place.named(back)
    return render_template(
        "moderation/_card.html",
        comment=comment,
        filters=read_filters(place.arguments, utcnow()),
        place=place,
        here=place.here,
        opened=None,
        claims={},
        **behind([comment]),
        **{**_card_parts(), "changed": changed},
    )


def comment_page(
    comment: Comment, problem: BlogError | None = None, address: str | None = None, changed: Changed | None = None
) -> Response:
    """One reply with its history; with its writer's address only when that was just asked for."""
    user = signed_in_user()
    body = render_template(
        "moderation/comment.html",
        comment=comment,
        edits=edits_of(comment),
        notes=notes_on(comment, user),
        note_form=NoteForm(formdata=None),
        here=request.path,
        claims=claims_of_others([comment.id], user, utcnow()),
        notice=notice_of_last_act(),
        problem=sentence(problem) if problem else None,
        address=address,
        offer=_offer(comment),
        post_switch=find_switch(comment.post_id, user),
        switch_form=PremoderationForm(formdata=None),
        ban_form=BanForm(formdata=None) if may_moderate_everything(user) else None,
        bans=bans_on(comment, utcnow()) if may_moderate_everything(user) else [],
        address_form=AddressForm(formdata=None) if may_see_addresses(user) else None,
        **beside(comment),
        **{**_card_parts(), "changed": changed},
    )
    return Response(body, problem.status if problem else 200, mimetype="text/html")


def offer_of(decision: Decision, back: str | None) -> str | None:
    """What a script of the queue shows after a reply was marked as spam."""
    offer = _offer(decision.comment)
    if offer is None:
        return None
    undo_form, here = UndoForm(formdata=None), Place.named(back).here
    return render_template("moderation/_offer.html", offer=offer, undo_form=undo_form, here=here)


def confirm_page(title: str, question: str, action: str, fields: list[tuple[str, str]], back: str) -> str:
    """The second question before what has no undo. `fields` are sent again with the answer."""
    return render_template(
        "moderation/confirm.html",
        title=title,
        question=question,
        action=action,
        fields=fields,
        back=back,
        form=DecisionForm(formdata=None),
    )


def back_to(address: str | None, act_id: int) -> str:
    """The page of the queue that a decision came from, with the notice of this act."""
    if not address or not is_local(address) or not urlsplit(address).path.startswith("/moderation/"):
        address = url_for("moderation.show_queue")
    address, _, _ = address.partition("#")
    return f"{address}{'&' if '?' in address else '?'}done={act_id}"


def _card_parts() -> dict[str, object]:
    """What is the same on every card is rendered once for all of them."""
    return {
        "decision_token": DecisionForm(formdata=None).token(id=False),
        "reason_fields": _part("reason_fields")(decline_reasons()),
        "act_buttons": cache(_act_buttons),
        "undo_form": UndoForm(formdata=None),
        "buttons": BUTTONS,
        "count_in_words": count_in_words,
        "place_of": lambda comment: Cursor(comment.submitted_at, comment.id),
        "claim_sentence": claim_sentence,
        "changed": None,
    }


def _act_buttons(status: CommentStatus) -> str:
    made: str = _part("act_buttons")(possible_actions(status), BUTTONS, KEYS)
    return made


def _part(name: str) -> Any:
    return get_template_attribute("components/decision.html", name)


def notice_of_last_act() -> Notice | None:
    """What this person did last, if the address names it."""
    user = signed_in_user()
    act = find_own_act(parse_number(request.args.get("done", "")), user.id)
    if act is None:
        return None
    if matching := find_matching_run(act.id):
        return matching_run_notice(matching)
    if act.verb == Verb.COMMENTS_DECIDED:
        return run_notice(act, decisions_of_run(act.id, user))
    if act_done(act):
        return act_notice(act)
    decision = find_decision(act.id, user)
    return replace(decision_notice(decision), offer=_offer(decision.comment)) if decision else None


def _offer(comment: Comment) -> Offer | None:
    """After a reply was marked as spam: what else its writer has in public."""
    if comment.status is not CommentStatus.SPAM or comment.writer_id is None:
        return None
    count = count_public_replies(comment.writer_id, signed_in_user(), LARGEST_RUN)
    return Offer(comment.writer_id, count) if count else None


def _tabs(filters: Filters) -> list[Tab]:
    found = counts(signed_in_user(), filters)
    return [
        Tab(status, label, found[status], address_of(replace(filters, status=status)), is_current)
        for status, label in TABS.items()
        for is_current in [status is filters.status]
    ]
