"""Rules of words, what they caught, and bans."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Model, UtcDateTime, enum_column
from blog.moderation.rule_shapes import BanKind, RuleHow, RuleKind, RuleWhere, Wanted


class Rule(Model):
    """Words, or a pattern, that a reply must not hold without somebody looking at it.

    `folded` is the same for the same rule. `hits` counts the replies that it caught. A deleted one keeps its row, so
    that the record can name it and the deleting can be undone.
    """

    __tablename__ = "rules"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[RuleKind] = mapped_column(enum_column(RuleKind, "kind"))
    how: Mapped[RuleHow] = mapped_column(enum_column(RuleHow, "how"))
    where: Mapped[RuleWhere] = mapped_column(enum_column(RuleWhere, "where"))
    text: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(Text)
    is_on: Mapped[bool] = mapped_column(default=True)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    made_by_name: Mapped[str] = mapped_column(String(245))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    hits: Mapped[int] = mapped_column(default=0)
    last_hit_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.id, self.kind, self.how, self.where, self.text)


class RuleHit(Model):
    """A reply that a rule caught when it arrived."""

    __tablename__ = "rule_hits"

    rule_id: Mapped[int] = mapped_column(ForeignKey("rules.id"), primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index(None, "rule_id", "at"),)


class RulesVersion(Model):
    """One row. `number` grows whenever a rule changes: a process keeps the rules for as long as it is the same."""

    __tablename__ = "rules_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]


class Ban(Model):
    """Whose replies wait, or go straight to spam, until `ends_at`; None: until somebody lifts it.

    `value` is the host, the network, or, of a writer, the digest that finds them again when they come back after their
    last reply was deleted. `writer_id` is for people to click on while the writer is known.
    """

    __tablename__ = "bans"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[BanKind] = mapped_column(enum_column(BanKind, "kind"))
    value: Mapped[str] = mapped_column(String(255))
    writer_id: Mapped[int | None] = mapped_column(ForeignKey("writers.id", ondelete="SET NULL"), index=True)
    is_to_spam: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(String(500))
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    made_by_name: Mapped[str] = mapped_column(String(245))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def is_in_force(self, at: datetime) -> bool:
        return self.lifted_at is None and (self.ends_at is None or self.ends_at > at)

    __table_args__ = (Index(None, "value", "id"),)
