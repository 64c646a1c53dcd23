"""the words that say most about each post, to find related ones"""

import sqlalchemy as sa
from alembic import op

from blog.text.keywords import keywords

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

POSTS_AT_ONCE = 500


def upgrade() -> None:
    words = op.create_table(
        "post_words",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_post_words_post_id_posts")),
        sa.PrimaryKeyConstraint("post_id", "word", name=op.f("pk_post_words")),
    )
    op.create_index(op.f("ix_post_words_word_published_at_post_id"), "post_words", ["word", "published_at", "post_id"])
    _fill(words)


def _fill(words: sa.Table) -> None:
    """As `publish_post` does for a post that goes live."""
    names = ("id", "live_number", "published_at")
    posts = sa.table("posts", *map(sa.column, names))
    revisions = sa.table("revisions", *map(sa.column, ("post_id", "number", "title", "summary")))
    live = sa.and_(revisions.c.post_id == posts.c.id, revisions.c.number == posts.c.live_number)
    query = sa.select(posts.c.id, posts.c.published_at, revisions.c.title, revisions.c.summary)
    query = query.select_from(posts.join(revisions, live)).order_by(posts.c.id).limit(POSTS_AT_ONCE)
    last = 0
    while found := op.get_bind().execute(query.where(posts.c.id > last)).all():
        last = found[-1].id
        rows = [(post_id, time, word) for post_id, time, *text in found if time for word in keywords(*text)]
        _insert(words, rows)


def _insert(words: sa.Table, rows: list[tuple[int, object, str]]) -> None:
    plain = sa.table(words.name, sa.column("post_id"), sa.column("published_at"), sa.column("word"))
    if rows:
        values = [{"post_id": post_id, "published_at": time, "word": word} for post_id, time, word in rows]
        op.get_bind().execute(sa.insert(plain), values)


def downgrade() -> None:
    op.drop_table("post_words")
