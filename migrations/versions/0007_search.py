"""the documents that are searched, and the index over them"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# The words come folded and apart, so the plainest tokenizer will do: letters outside of ASCII are all of a word.
FTS5 = (
    """CREATE VIRTUAL TABLE search_index USING fts5(
        title, words, content='search_documents', content_rowid='id', tokenize='ascii', prefix='2 3'
    )""",
    """CREATE TRIGGER search_documents_added AFTER INSERT ON search_documents BEGIN
        INSERT INTO search_index(rowid, title, words) VALUES (new.id, new.title, new.words);
    END""",
    """CREATE TRIGGER search_documents_removed AFTER DELETE ON search_documents BEGIN
        INSERT INTO search_index(search_index, rowid, title, words) VALUES ('delete', old.id, old.title, old.words);
    END""",
    """CREATE TRIGGER search_documents_changed AFTER UPDATE OF title, words ON search_documents BEGIN
        INSERT INTO search_index(search_index, rowid, title, words) VALUES ('delete', old.id, old.title, old.words);
        INSERT INTO search_index(rowid, title, words) VALUES (new.id, new.title, new.words);
    END""",
)

# Our own way from words to a tsvector: the parser of PostgreSQL would take 8e7abc for 8e7 and abc. The title and the
# text stand one place apart, so that no phrase reaches from one into the other.
TSVECTOR = (
    """CREATE FUNCTION search_vector(title text, words text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT coalesce(string_agg('''' || word || ''':' || place, ' '), '')::tsvector
        FROM unnest(string_to_array(title || '  ' || words, ' ')) WITH ORDINALITY AS apart(word, place)
        WHERE word <> ''
    $$""",
    """ALTER TABLE search_documents
        ADD COLUMN vector tsvector GENERATED ALWAYS AS (search_vector(title, words)) STORED""",
    "CREATE INDEX ix_search_documents_vector ON search_documents USING gin (vector)",
)


def upgrade() -> None:
    op.create_table(
        "search_documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("post", "comment", name="kind", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_search_documents_post_id_posts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_documents")),
        sa.UniqueConstraint("kind", "subject_id", name=op.f("uq_search_documents_kind_subject_id")),
    )
    op.create_index(op.f("ix_search_documents_post_id"), "search_documents", ["post_id"])
    for statement in FTS5 if op.get_bind().dialect.name == "sqlite" else TSVECTOR:
        op.get_bind().exec_driver_sql(statement)
    _ask_for_the_index()


def _ask_for_the_index() -> None:
    """A site that has posts already gets its index from the worker."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM posts")):
        jobs = sa.table(
            "jobs",
            *map(sa.column, ("name", "key", "tries", "progress_done")),
            sa.column("payload", sa.JSON()),
            sa.column("created_at", sa.DateTime()),
            sa.column("due_at", sa.DateTime()),
        )
        now = datetime.now(UTC).replace(tzinfo=None)
        job = {"name": "rebuild_search", "payload": {}, "key": "all", "tries": 0, "progress_done": 0}
        op.execute(sa.insert(jobs).values(**job, created_at=now, due_at=now))


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM jobs WHERE name IN ('rebuild_search', 'index_post', 'index_comment')"))
    if op.get_bind().dialect.name == "sqlite":
        op.execute(sa.text("DROP TABLE search_index"))
    op.drop_table("search_documents")
    if op.get_bind().dialect.name != "sqlite":
        op.execute(sa.text("DROP FUNCTION search_vector(text, text)"))
