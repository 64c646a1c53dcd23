"""which browser a reply came from, what moderators say of a writer, what replies say, posts whose replies all wait"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    trust = sa.Enum("trusted", "held", name="trust", native_enum=False, create_constraint=True, length=20)
    op.create_table(
        "writer_trusts",
        sa.Column("writer_id", sa.Integer(), nullable=False),
        sa.Column("trust", trust, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        _reference("writer_trusts", "writer_id", "writers", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("writer_id", name=op.f("pk_writer_trusts")),
    )
    _make_browsers()
    op.create_table(
        "reply_gists",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("gist", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        _reference("reply_gists", "comment_id", "comments"),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_reply_gists")),
    )
    op.create_index(op.f("ix_reply_gists_gist_at"), "reply_gists", ["gist", "at"])
    op.create_index(op.f("ix_reply_gists_at"), "reply_gists", ["at"])
    op.create_table(
        "premoderated_posts",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        _reference("premoderated_posts", "post_id", "posts"),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_premoderated_posts")),
    )


def _make_browsers() -> None:
    op.create_table(
        "writer_browsers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("writer_id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(), nullable=False),
        _reference("writer_browsers", "writer_id", "writers", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_writer_browsers")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_writer_browsers_key_hash")),
    )
    op.create_index(op.f("ix_writer_browsers_writer_id"), "writer_browsers", ["writer_id"])
    op.create_table(
        "browser_replies",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("browser_id", sa.Integer(), nullable=False),
        _reference("browser_replies", "comment_id", "comments"),
        _reference("browser_replies", "browser_id", "writer_browsers", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_browser_replies")),
    )
    op.create_index(op.f("ix_browser_replies_browser_id"), "browser_replies", ["browser_id"])


def downgrade() -> None:
    for table in ("premoderated_posts", "reply_gists", "browser_replies", "writer_browsers", "writer_trusts"):
        op.drop_table(table)


def _reference(table: str, column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)
