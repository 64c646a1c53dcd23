"""indexes for the pages of the record"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

COLUMNS = (("user_id",), ("verb",), ("user_id", "verb"))


def upgrade() -> None:
    alone = sa.text("cause_id IS NULL")
    for columns in COLUMNS:
        where = {"sqlite_where": alone, "postgresql_where": alone}
        op.create_index(_name(columns), "acts", [*columns, "at", "id"], **where)
    op.drop_index("ix_acts_cause_id", "acts")
    op.create_index("ix_acts_cause_id_at_id", "acts", ["cause_id", "at", "id"])


def downgrade() -> None:
    op.drop_index("ix_acts_cause_id_at_id", "acts")
    op.create_index("ix_acts_cause_id", "acts", ["cause_id"])
    for columns in COLUMNS:
        op.drop_index(_name(columns), "acts")


def _name(columns: tuple[str, ...]) -> str:
    return "_".join(("ix_acts_alone", *columns, "at_id"))
