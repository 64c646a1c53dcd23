"""which browser a session is in, for the list of one's own"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

COLUMNS = ("browser", "system")


def upgrade() -> None:
    with op.batch_alter_table("sessions") as sessions:
        for name in COLUMNS:
            sessions.add_column(sa.Column(name, sa.String(length=20), nullable=False, server_default=""))
    with op.batch_alter_table("sessions") as sessions:
        for name in COLUMNS:
            sessions.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("sessions") as sessions:
        for name in reversed(COLUMNS):
            sessions.drop_column(name)
