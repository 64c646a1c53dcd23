"""archives read in the order of an index: the time beside each tag, kind and status in the indexes of posts"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ARCHIVES = ("author_id", "category_id", "series_id")
BY_TIME = ["published_at", "id"]


def upgrade() -> None:
    with op.batch_alter_table("tags") as tags:
        tags.add_column(sa.Column("description", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("tags") as tags:
        tags.alter_column("description", server_default=None)
    with op.batch_alter_table("post_tags") as post_tags:
        post_tags.add_column(sa.Column("published_at", sa.DateTime(), nullable=True))
        post_tags.drop_index(op.f("ix_post_tags_tag_id"))
        post_tags.create_index(op.f("ix_post_tags_tag_id_published_at_post_id"), ["tag_id", "published_at", "post_id"])
    _copy_times()
    _replace_indexes(["year", "month", *BY_TIME], ["kind", "status", "year", "month", *BY_TIME])
    for column in ARCHIVES:
        _replace_indexes([column, *BY_TIME], [column, "kind", "status", *BY_TIME])


def _copy_times() -> None:
    posts = sa.table("posts", sa.column("id"), sa.column("published_at"))
    post_tags = sa.table("post_tags", sa.column("post_id"), sa.column("published_at"))
    time = sa.select(posts.c.published_at).where(posts.c.id == post_tags.c.post_id).scalar_subquery()
    op.execute(sa.update(post_tags).values(published_at=time))


def _replace_indexes(old: list[str], new: list[str]) -> None:
    op.drop_index(op.f(f"ix_posts_{'_'.join(old)}"), "posts")
    op.create_index(op.f(f"ix_posts_{'_'.join(new)}"), "posts", new)


def downgrade() -> None:
    for column in ARCHIVES:
        _replace_indexes([column, "kind", "status", *BY_TIME], [column, *BY_TIME])
    _replace_indexes(["kind", "status", "year", "month", *BY_TIME], ["year", "month", *BY_TIME])
    with op.batch_alter_table("post_tags") as post_tags:
        post_tags.drop_index(op.f("ix_post_tags_tag_id_published_at_post_id"))
        post_tags.drop_column("published_at")
        post_tags.create_index(op.f("ix_post_tags_tag_id"), ["tag_id"])
    with op.batch_alter_table("tags") as tags:
        tags.drop_column("description")
