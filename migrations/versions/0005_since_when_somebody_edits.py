"""since when somebody is at work on a post"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("working_copies") as copies:
        copies.add_column(sa.Column("opened_at", sa.DateTime(), nullable=True))
    op.execute("UPDATE working_copies SET opened_at = seen_at")
    with op.batch_alter_table("working_copies") as copies:
        copies.alter_column("opened_at", nullable=False, existing_type=sa.DateTime())


def downgrade() -> None:
    with op.batch_alter_table("working_copies") as copies:
        copies.drop_column("opened_at")
