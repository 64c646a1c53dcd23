"""what people are told by mail, and which links of mails were used"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

STATES = ("waiting", "sent", "not_needed", "refused", "uncertain")


def upgrade() -> None:
    state = sa.Enum(*STATES, name="state", native_enum=False, create_constraint=True, length=20)
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=60), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("in_digest", sa.Boolean(), nullable=False),
        sa.Column("state", state, nullable=False),
        sa.Column("state_at", sa.DateTime(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(), nullable=True),
        sa.Column("mail_key", sa.String(length=100), nullable=True),
        sa.Column("lost_answers", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_notices_comment_id_comments")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_notices_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("user_id", "event", name=op.f("uq_notices_user_id_event")),
    )
    op.create_index(op.f("ix_notices_comment_id"), "notices", ["comment_id"])
    columns = ["user_id", "state", "in_digest", "id"]
    op.create_index(op.f("ix_notices_user_id_state_in_digest_id"), "notices", columns)
    op.create_index(op.f("ix_notices_state_state_at"), "notices", ["state", "state_at"])
    op.create_table(
        "used_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["acts.id"], name=op.f("fk_used_links_act_id_acts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_used_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_used_links_token_hash")),
    )
    op.create_index(op.f("ix_used_links_used_at"), "used_links", ["used_at"])


def downgrade() -> None:
    op.drop_table("used_links")
    op.drop_table("notices")
