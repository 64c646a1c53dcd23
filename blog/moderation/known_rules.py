"""The rules that are on, ready to match: made anew only after one of them changed."""

from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, select, update

from blog.database import db
from blog.moderation.rule_matching import Matcher
from blog.moderation.rule_models import Rule, RulesVersion

_known: WeakKeyDictionary[Engine | Connection, tuple[int, Matcher]] = WeakKeyDictionary()


def matcher() -> Matcher:
    """Of the rules of this database; one query, two more after a change."""
    bind, version = db.session.get_bind(), db.session.scalars(select(RulesVersion.number)).one()
    kept = _known.get(bind)
    if kept is None or kept[0] != version:
        rules = db.session.scalars(select(Rule).where(Rule.is_on, Rule.deleted_at.is_(None)))
        kept = _known[bind] = version, Matcher(rule.wanted for rule in rules)
    return kept[1]


def rules_changed() -> None:
    """Whoever changes a rule says so, in the same transaction."""
    db.session.execute(update(RulesVersion).values(number=RulesVersion.number + 1))
