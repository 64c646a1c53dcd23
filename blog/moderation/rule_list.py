"""Reading rules and bans, page by page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from blog.comments.models import Comment
from blog.database import db
from blog.errors import NotFound
from blog.moderation.rule_models import Ban, Rule
from blog.moderation.rule_shapes import RuleHow, RuleKind
from blog.text.plain import unturned

PER_PAGE = 50


@dataclass(frozen=True)
class PageOfRules:
    rules: Sequence[Rule]
    following: int | None


@dataclass(frozen=True)
class ListedBan:
    """`who` is the name under which a banned writer wrote last, "" when nobody knows it any more."""

    ban: Ban
    who: str
    is_in_force: bool


def page_of_rules(text: str, after: int | None) -> PageOfRules:
    """The newest first; with `text`, those that hold it."""
    query = select(Rule).where(Rule.deleted_at.is_(None))
    query = query.where(Rule.text.icontains(text, autoescape=True)) if text else query
    query = query.where(Rule.id < after) if after else query
    found = db.session.scalars(query.order_by(Rule.id.desc()).limit(PER_PAGE + 1)).all()
    return PageOfRules(found[:PER_PAGE], found[PER_PAGE - 1].id if len(found) > PER_PAGE else None)


def listed_words(kind: RuleKind) -> Iterator[str]:
    """Every word and phrase of a kind, to be taken along."""
    query = select(Rule.text).where(Rule.deleted_at.is_(None), Rule.kind == kind, Rule.how != RuleHow.PATTERN)
    return iter(db.session.scalars(query.order_by(Rule.id)))


def get_rules(rule_ids: list[int]) -> Sequence[Rule]:
    """Those that are not deleted. Raises NotFound when none is there."""
    rules = db.session.scalars(select(Rule).where(Rule.id.in_(rule_ids[:500]), Rule.deleted_at.is_(None))).all()
    if not rules:
        raise NotFound
    return rules


def page_of_bans(after: int | None, at: datetime) -> tuple[list[ListedBan], int | None]:
    """The newest first, ended ones among them; two queries."""
    query = select(Ban).order_by(Ban.id.desc()).limit(PER_PAGE + 1)
    found = db.session.scalars(query.where(Ban.id < after) if after else query).all()
    shown = found[:PER_PAGE]
    names = _names_of([ban.writer_id for ban in shown if ban.writer_id])
    listed = [ListedBan(ban, names.get(ban.writer_id or 0, ""), ban.is_in_force(at)) for ban in shown]
    return listed, shown[-1].id if len(found) > PER_PAGE else None


def _names_of(writer_ids: list[int]) -> dict[int, str]:
    """The name in the newest reply of each of these writers."""
    if not writer_ids:
        return {}
    last = select(func.max(Comment.id)).where(Comment.writer_id.in_(writer_ids)).group_by(Comment.writer_id)
    rows = db.session.execute(select(Comment.writer_id, Comment.name).where(Comment.id.in_(last)))
    return {writer_id: unturned(name) for writer_id, name in rows if writer_id}
