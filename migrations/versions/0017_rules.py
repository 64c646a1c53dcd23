"""rules of words, what they caught, and bans"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _enum("disallowed", "held", name="kind"), nullable=False),
        sa.Column("how", _enum("word", "phrase", "pattern", name="how"), nullable=False),
        sa.Column("where", _enum("all", "text", "name", "website", "hosts", name="where"), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_by_name", sa.String(length=245), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.Column("last_hit_at", sa.DateTime(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_rules_made_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rules")),
    )
    op.create_table(
        "rule_hits",
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_rule_hits_comment_id_comments")),
        sa.ForeignKeyConstraint(["rule_id"], ["rules.id"], name=op.f("fk_rule_hits_rule_id_rules")),
        sa.PrimaryKeyConstraint("rule_id", "comment_id", name=op.f("pk_rule_hits")),
    )
    op.create_index(op.f("ix_rule_hits_rule_id_at"), "rule_hits", ["rule_id", "at"])
    op.create_table(
        "rules_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rules_version")),
    )
    op.execute("INSERT INTO rules_version (id, number) VALUES (1, 1)")
    _make_bans()


def _make_bans() -> None:
    op.create_table(
        "bans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _enum("writer", "host", "network", name="kind"), nullable=False),
        sa.Column("value", sa.String(length=255), nullable=False),
        sa.Column("writer_id", sa.Integer(), nullable=True),
        sa.Column("is_to_spam", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_by_name", sa.String(length=245), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_bans_made_by_id_users")),
        sa.ForeignKeyConstraint(
            ["writer_id"], ["writers.id"], name=op.f("fk_bans_writer_id_writers"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bans")),
    )
    op.create_index(op.f("ix_bans_value_id"), "bans", ["value", "id"])
    op.create_index(op.f("ix_bans_writer_id"), "bans", ["writer_id"])


def _enum(*values: str, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)


def downgrade() -> None:
    for table in ("bans", "rules_version", "rule_hits", "rules"):
        op.drop_table(table)
