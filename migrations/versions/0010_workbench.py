"""what the moderators' workbench needs of every reply, act, decision and person"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

STATUSES = ("pending", "approved", "spam", "trash")


def upgrade() -> None:
    _widen_comments()
    _make_revisions()
    _make_counts()
    with op.batch_alter_table("acts") as acts:
        acts.add_column(sa.Column("undoes_id", sa.Integer(), nullable=True))
        acts.create_foreign_key(op.f("fk_acts_undoes_id_acts"), "acts", ["undoes_id"], ["id"])
        acts.create_unique_constraint(op.f("uq_acts_undoes_id"), ["undoes_id"])
        acts.create_index(op.f("ix_acts_at_id"), ["at", "id"])
        acts.create_index(op.f("ix_acts_verb_id"), ["verb", "id"])
    with op.batch_alter_table("decisions") as decisions:
        decisions.add_column(sa.Column("revision_number", sa.Integer(), nullable=False, server_default="1"))
        decisions.add_column(sa.Column("tells_writer", sa.Boolean(), nullable=False, server_default=sa.false()))
    choice = _enum("at_once", "hourly", "daily", "never", name="mail_choice")
    with op.batch_alter_table("users") as users:
        users.add_column(sa.Column("mail_choice", choice, nullable=False, server_default="at_once"))
        users.add_column(sa.Column("uses_keys", sa.Boolean(), nullable=False, server_default=sa.true()))
    _drop_default("decisions", "revision_number", "tells_writer")
    _drop_default("users", "mail_choice", "uses_keys")


def _widen_comments() -> None:
    with op.batch_alter_table("comments") as comments:
        comments.add_column(sa.Column("status_at", sa.DateTime(), nullable=True))
        comments.add_column(sa.Column("revision_number", sa.Integer(), nullable=False, server_default="1"))
        comments.add_column(sa.Column("edited_at", sa.DateTime(), nullable=True))
        comments.add_column(sa.Column("seconds_taken", sa.Double(), nullable=True))
        comments.add_column(sa.Column("spam_score", sa.Double(), nullable=True))
        comments.add_column(sa.Column("score_band", _enum("low", "middle", "high", name="score_band"), nullable=True))
        comments.add_column(sa.Column("language", sa.String(length=8), nullable=True))
    op.execute(
        "UPDATE comments SET status_at = coalesce("
        "(SELECT max(acts.at) FROM decisions JOIN acts ON acts.id = decisions.act_id"
        " WHERE decisions.comment_id = comments.id), submitted_at)"
    )
    with op.batch_alter_table("comments") as comments:
        comments.alter_column("status_at", existing_type=sa.DateTime(), nullable=False)
        comments.alter_column("revision_number", existing_type=sa.Integer(), server_default=None)
        comments.create_index(op.f("ix_comments_status_status_at_id"), ["status", "status_at", "id"])
        band = ["status", "score_band", "submitted_at", "id"]
        comments.create_index(op.f("ix_comments_status_score_band_submitted_at_id"), band)
        network = ["network", "status", "submitted_at", "id"]
        comments.create_index(op.f("ix_comments_network_status_submitted_at_id"), network)


def _make_revisions() -> None:
    op.create_table(
        "comment_revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=245), nullable=False),
        sa.Column("url", sa.String(length=400), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_comment_revisions_by_id_users")),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_comment_revisions_comment_id_comments")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_revisions")),
        sa.UniqueConstraint("comment_id", "number", name=op.f("uq_comment_revisions_comment_id_number")),
    )


def _make_counts() -> None:
    op.create_table(
        "comment_counts",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("status", _enum(*STATUSES, name="status"), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_comment_counts_post_id_posts")),
        sa.PrimaryKeyConstraint("post_id", "status", name=op.f("pk_comment_counts")),
    )
    op.execute(
        "INSERT INTO comment_counts (post_id, status, total)"
        " SELECT post_id, status, count(*) FROM comments WHERE deleted_at IS NULL GROUP BY post_id, status"
    )


def _drop_default(table: str, *columns: str) -> None:
    """It only filled the rows that were there."""
    with op.batch_alter_table(table) as changed:
        for name in columns:
            changed.alter_column(name, server_default=None)


def _enum(*values: str, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)


def downgrade() -> None:
    with op.batch_alter_table("users") as users:
        users.drop_constraint(op.f("ck_users_mail_choice"), type_="check")
        users.drop_column("uses_keys")
        users.drop_column("mail_choice")
    with op.batch_alter_table("decisions") as decisions:
        decisions.drop_column("tells_writer")
        decisions.drop_column("revision_number")
    with op.batch_alter_table("acts") as acts:
        acts.drop_index(op.f("ix_acts_verb_id"))
        acts.drop_index(op.f("ix_acts_at_id"))
        acts.drop_constraint(op.f("uq_acts_undoes_id"), type_="unique")
        acts.drop_constraint(op.f("fk_acts_undoes_id_acts"), type_="foreignkey")
        acts.drop_column("undoes_id")
    op.drop_table("comment_counts")
    op.drop_table("comment_revisions")
    with op.batch_alter_table("comments") as comments:
        for columns in ("network_status_submitted_at_id", "status_score_band_submitted_at_id", "status_status_at_id"):
            comments.drop_index(op.f(f"ix_comments_{columns}"))
        comments.drop_constraint(op.f("ck_comments_score_band"), type_="check")
        names = ["status_at", "revision_number", "edited_at", "seconds_taken", "spam_score", "score_band", "language"]
        for name in names:
            comments.drop_column(name)
