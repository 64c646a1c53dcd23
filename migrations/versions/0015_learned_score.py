"""the counts of the learned score, and what each reply added to them"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "signal_counts",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("spam", sa.Integer(), nullable=False),
        sa.Column("ham", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_signal_counts")),
    )
    label = sa.Enum("spam", "ham", name="label", native_enum=False, create_constraint=True, length=20)
    op.create_table(
        "learned_replies",
        sa.Column("comment_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("label", label, nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("keys", sa.LargeBinary(), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_learned_replies_comment_id_comments")),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_learned_replies")),
    )
    scored = sa.text("score IS NOT NULL")
    name, columns = op.f("ix_learned_replies_at_comment_id"), ["at", "comment_id"]
    op.create_index(name, "learned_replies", columns, sqlite_where=scored, postgresql_where=scored)


def downgrade() -> None:
    op.drop_table("learned_replies")
    op.drop_table("signal_counts")
