"""The page of the record, and the same as rows of a file."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from blog.accounts.guards import signed_in_user
from blog.accounts.permissions import Person, may_moderate_everything, may_see_the_full_record
from blog.accounts.queries import all_people
from blog.clock import from_clock, utcnow
from blog.comments.lifecycle import Action
from blog.comments.models import Comment
from blog.errors import BlogError
from blog.moderation.cursor import Cursor
from blog.moderation.forms import UndoForm
from blog.moderation.record_subjects import Subjects, subjects_of
from blog.moderation.record_verbs import VERBS
from blog.moderation.record_wording import Piece, pieces_of
from blog.moderation.undo_rights import may_undo
from blog.moderation.wording import actor_name
from blog.posts.bulk import INVERSE
from blog.posts.models import Post
from blog.record.acts import Verb
from blog.record.browsing import Wanted, page_of_acts
from blog.record.models import Act
from blog.record.queries import find_own_act
from blog.record.undoing import UNDO_WITHIN
from blog.web.engine import engine
from blog.web.error_pages import sentence
from blog.web.language import gettext
from blog.web.numbers import parse_number
from blog.web.site import site

PER_PAGE = 50
NOBODY = "site"  # as a person: what the site itself did
OF_MODERATION = ("comment", "comments", "rule", "ban", "writer", "reason")  # first words of verbs
ON_ONE_REPLY = ("comment",)


@dataclass(frozen=True)
class Asked:
    """What the address asks for; what makes no sense is as if it were not there."""

    everything: bool = False
    person: str = ""
    act: Verb | None = None
    since: date | None = None
    until: date | None = None

    @classmethod
    def by(cls, person: Person, arguments: Mapping[str, str]) -> "Asked":
        who, act = arguments.get("person", ""), arguments.get("act", "")
        return cls(
            everything=arguments.get("subject") == "all" and may_see_the_full_record(person),
            person=who if who == NOBODY or parse_number(who) else "",
            act=Verb(act) if act in list(Verb) else None,
            since=_date(arguments.get("from", "")),
            until=_date(arguments.get("to", "")),
        )

    def arguments(self) -> dict[str, str]:
        """As they stand in the address of the page."""
        found = {
            "subject": "all" if self.everything else "",
            "person": self.person,
            "act": self.act.value if self.act else "",
            "from": self.since.isoformat() if self.since else "",
            "to": self.until.isoformat() if self.until else "",
        }
        return {name: value for name, value in found.items() if value}

    @property
    def is_narrowed(self) -> bool:
        return bool(self.person or self.act or self.since or self.until)


@dataclass(frozen=True)
class Row:
    """An act in words. `undone_by` are the words of who put it back, and when."""

    act: Act
    pieces: list[Piece]
    undoing: Act | None
    can_be_undone: bool


def record_page(arguments: Mapping[str, str], problem: BlogError | None = None) -> Response:
    user = signed_in_user()
    asked = Asked.by(user, arguments)
    cursor = Cursor.parse(arguments.get("after", ""))
    acts = page_of_acts(wanted(user, asked), (cursor.at, cursor.id) if cursor else None, PER_PAGE + 1)
    shown = acts[:PER_PAGE]
    body = render_template(
        "moderation/record.html",
        rows=list(_rows(shown, user)),
        asked=asked,
        people=all_people(),
        verbs=[
            (verb, gettext(VERBS[verb])) for verb in sorted(_verbs(user, asked), key=lambda verb: gettext(VERBS[verb]))
        ],
        hidden=asked.arguments(),
        here=address(asked, after=arguments.get("after", "")),
        first=address(asked),
        all_of_it=address(Asked(everything=True)) if may_see_the_full_record(user) else None,
        is_further_on=cursor is not None,
        following=address(asked, after=str(_place(shown[-1]))) if len(acts) > PER_PAGE else None,
        actor_name=actor_name,
        form=UndoForm(formdata=None),
        undo_form=UndoForm(formdata=None),
        done=just_done(user),
        problem=sentence(problem) if problem else None,
    )
    return Response(body, problem.status if problem else 200, mimetype="text/html")


def just_done(user: Person) -> Row | None:
    """The act that the address names, if this person did it."""
    act = find_own_act(parse_number(request.args.get("done", "")), user.id)
    return next(_rows([act], user)) if act else None


def address(asked: Asked, after: str = "") -> str:
    values: dict[str, Any] = {**asked.arguments(), "after": after or None}
    return url_for("record.show_record", **values)


def wanted(person: Person, asked: Asked) -> Wanted:
    """What this person may see of what they ask for. Arrivals are shown only when they are asked for."""
    verbs: Collection[Verb] | None = _verbs(person, asked)
    if asked.act:
        verbs = [verb for verb in _verbs(person, asked) if verb is asked.act]
    elif asked.everything:
        verbs = None
    else:
        verbs = [verb for verb in _verbs(person, asked) if verb is not Verb.COMMENT_SUBMITTED]
    own_posts = select(Comment.id).join(Post).where(Post.author_id == person.id)
    return Wanted(
        verbs=verbs,
        person=0 if asked.person == NOBODY else parse_number(asked.person),
        since=_begin(asked.since),
        until=_begin(asked.until + timedelta(days=1)) if asked.until and asked.until < date.max else None,
        within=None if may_moderate_everything(person) else Act.subject_id.in_(own_posts),
    )


def _verbs(person: Person, asked: Asked) -> list[Verb]:
    """Those about which this person may know something."""
    if asked.everything:
        return list(Verb)
    subjects = OF_MODERATION if may_moderate_everything(person) else ON_ONE_REPLY
    return [verb for verb in Verb if verb.partition(".")[0] in subjects]


def _rows(acts: list[Act], person: Person) -> Iterator[Row]:
    subjects, now = subjects_of(acts), utcnow()
    for act in acts:
        undoing = subjects.undoings.get(act.id)
        can_be_undone = undoing is None and _can_be_undone(act, subjects, now) and may_undo(person, act)
        yield Row(act, pieces_of(act, subjects), undoing, can_be_undone)


def _can_be_undone(act: Act, subjects: Subjects, now: datetime) -> bool:
    """As far as it can be told without trying."""
    if act.verb not in engine().inverses or act.at < now - UNDO_WITHIN:
        return False
    if act.verb == Verb.COMMENT_DECIDED:
        return act.id in subjects.standing
    if act.verb == Verb.POSTS_CHANGED:
        return act.details["action"] in INVERSE and bool(act.details["done"])
    return act.details.get("action") != Action.DELETE


def _place(act: Act) -> Cursor:
    return Cursor(act.at, act.id)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-05-06") else None
    except ValueError:
        return None


def _begin(day: date | None) -> datetime | None:
    """Midnight by the site's clock."""
    if day is None:
        return None
    try:
        return from_clock(datetime.combine(day, time()), site().zone)
    except OverflowError:
        return None
