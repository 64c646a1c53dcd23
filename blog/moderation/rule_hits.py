"""Which rules caught which replies, and how often."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, select

from blog.comments.lifecycle import REMOVED, CommentStatus
from blog.comments.models import Comment
from blog.database import db
from blog.moderation.rule_models import Rule, RuleHit

STALE_AFTER = timedelta(days=90)
FEWEST_MISTAKES = 3


def count_hits(comment: Comment) -> None:
    """Note what caught a reply when it arrived. Asked twice, it counts once."""
    told = {int(rule_id) for finding in comment.findings for rule_id in finding.values.get("rules", ())}
    counted = set(db.session.scalars(select(RuleHit.rule_id).where(RuleHit.comment_id == comment.id)))
    for rule in db.session.scalars(select(Rule).where(Rule.id.in_(told - counted))):
        db.session.add(RuleHit(rule_id=rule.id, comment_id=comment.id, at=comment.submitted_at))
        rule.hits += 1
        rule.last_hit_at = max(rule.last_hit_at or comment.submitted_at, comment.submitted_at)


def rules_that_only_err(at: datetime) -> list[Rule]:
    """Rules that in 90 days caught only replies that were approved in the end, and at least three of them."""
    since = at - STALE_AFTER
    caught = RuleHit.rule_id == Rule.id, RuleHit.at >= since, RuleHit.comment_id == Comment.id
    was_right = exists().where(*caught, Comment.status.in_(REMOVED)).correlate(Rule)
    mistakes = select(Comment.id).where(*caught, Comment.status == CommentStatus.APPROVED).limit(FEWEST_MISTAKES)
    enough = select(func.count()).select_from(mistakes.correlate(Rule).subquery()).scalar_subquery()
    query = select(Rule).where(_works(), Rule.last_hit_at >= since, ~was_right, enough >= FEWEST_MISTAKES)
    return list(db.session.scalars(query.order_by(Rule.id).limit(50)))


def rules_that_never_hit(at: datetime) -> list[Rule]:
    """Rules that have worked for 90 days and caught nothing, the oldest first."""
    query = select(Rule).where(_works(), Rule.hits == 0, Rule.made_at < at - STALE_AFTER)
    return list(db.session.scalars(query.order_by(Rule.id).limit(50)))


def _works() -> ColumnElement[bool]:
    return and_(Rule.is_on, Rule.deleted_at.is_(None))
