"""whether writers may read the reason of a run"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("matching_runs") as runs:
        runs.add_column(sa.Column("tells_writer", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("matching_runs") as runs:
        runs.alter_column("tells_writer", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("matching_runs") as runs:
        runs.drop_column("tells_writer")
