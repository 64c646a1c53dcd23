"""the words of all replies, and indexes for the filters of the queue"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

# As in 0007: the words come folded and apart.
FTS5 = (
    """CREATE VIRTUAL TABLE comment_words_index USING fts5(
        name, words, content='comment_words', content_rowid='comment_id', tokenize='ascii', prefix='3'
    )""",
    """CREATE TRIGGER comment_words_added AFTER INSERT ON comment_words BEGIN
        INSERT INTO comment_words_index(rowid, name, words) VALUES (new.comment_id, new.name, new.words);
    END""",
    """CREATE TRIGGER comment_words_removed AFTER DELETE ON comment_words BEGIN
        INSERT INTO comment_words_index(comment_words_index, rowid, name, words)
        VALUES ('delete', old.comment_id, old.name, old.words);
    END""",
    """CREATE TRIGGER comment_words_changed AFTER UPDATE OF name, words ON comment_words BEGIN
        INSERT INTO comment_words_index(comment_words_index, rowid, name, words)
        VALUES ('delete', old.comment_id, old.name, old.words);
        INSERT INTO comment_words_index(rowid, name, words) VALUES (new.comment_id, new.name, new.words);
    END""",
)

TSVECTOR = (
    """ALTER TABLE comment_words
        ADD COLUMN vector tsvector GENERATED ALWAYS AS (search_vector(name, words)) STORED""",
    "CREATE INDEX ix_comment_words_vector ON comment_words USING gin (vector)",
)

LEFT = sa.text("deleted_at IS NULL")
PARTIAL = {
    "ix_comments_status_submitted_at_id": ["status", "submitted_at", "id"],
    "ix_comments_status_score_band_submitted_at_id": ["status", "score_band", "submitted_at", "id"],
}
LANGUAGE = "ix_comments_status_language_submitted_at_id"


def upgrade() -> None:
    op.create_table(
        "comment_words",
        sa.Column("comment_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_comment_words_comment_id_comments")),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_comment_words")),
    )
    for statement in FTS5 if op.get_bind().dialect.name == "sqlite" else TSVECTOR:
        op.get_bind().exec_driver_sql(statement)
    for name, columns in PARTIAL.items():
        op.drop_index(op.f(name), "comments")
        op.create_index(op.f(name), "comments", columns, sqlite_where=LEFT, postgresql_where=LEFT)
    language = ["status", "language", "submitted_at", "id"]
    op.create_index(op.f(LANGUAGE), "comments", language, sqlite_where=LEFT, postgresql_where=LEFT)
    op.create_index(op.f("ix_findings_code_comment_id"), "findings", ["code", "comment_id"])
    _ask_for_the_words()


def _ask_for_the_words() -> None:
    """Of replies that are there already; the worker reads them."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM comments")):
        jobs = sa.table(
            "jobs",
            *map(sa.column, ("name", "key", "tries", "progress_done")),
            sa.column("payload", sa.JSON()),
            sa.column("created_at", sa.DateTime()),
            sa.column("due_at", sa.DateTime()),
        )
        now = datetime.now(UTC).replace(tzinfo=None)
        job = {"name": "read_replies", "payload": {}, "key": "all", "tries": 0, "progress_done": 0}
        op.execute(sa.insert(jobs).values(**job, created_at=now, due_at=now))


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM jobs WHERE name = 'read_replies'"))
    op.drop_index(op.f("ix_findings_code_comment_id"), "findings")
    op.drop_index(op.f(LANGUAGE), "comments")
    for name, columns in PARTIAL.items():
        op.drop_index(op.f(name), "comments")
        op.create_index(op.f(name), "comments", columns)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(sa.text("DROP TABLE comment_words_index"))
    op.drop_table("comment_words")
