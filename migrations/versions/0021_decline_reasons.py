"""reasons for declining a reply"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

FIRST = (
    (
        "Off the topic",
        "Thank you for writing. Your reply is about something else than this post, so it is not shown here.",
    ),
    ("Advertising", "Replies that advertise something are not shown here, however useful it may be."),
    (
        "Hurts somebody",
        "Your reply speaks of somebody in a way that hurts. Say it about the matter, and it is welcome.",
    ),
    ("Another language", "Few readers here would understand your reply. Please write in the language of the site."),
    ("Said already", "Another reply says the same already, so yours is not shown as well. Thank you all the same."),
)


def upgrade() -> None:
    reasons = op.create_table(
        "decline_reasons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decline_reasons")),
    )
    rows = [{"title": title, "text": text, "position": number} for number, (title, text) in enumerate(FIRST, start=1)]
    op.bulk_insert(reasons, rows)


def downgrade() -> None:
    op.drop_table("decline_reasons")
