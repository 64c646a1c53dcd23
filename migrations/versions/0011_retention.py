"""what is kept for a time only is found along an index that those deleted for good are not in"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

NAME, COLUMNS = "ix_comments_status_status_at_id", ["status", "status_at", "id"]


def upgrade() -> None:
    kept = sa.text("deleted_at IS NULL")
    op.drop_index(op.f(NAME), "comments")
    op.create_index(op.f(NAME), "comments", COLUMNS, sqlite_where=kept, postgresql_where=kept)


def downgrade() -> None:
    op.drop_index(op.f(NAME), "comments")
    op.create_index(op.f(NAME), "comments", COLUMNS)
