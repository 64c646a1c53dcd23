"""pages, categories, series, working copies, preview links, author pages"""

import sqlalchemy as sa
from alembic import op

from blog.text.slugs import slugify

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("categories", "series"):
        op.create_table(
            name,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("name", sa.String(length=100), nullable=False),
            sa.Column("slug", sa.String(length=100), nullable=False),
            sa.Column("description", sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
            sa.UniqueConstraint("slug", name=op.f(f"uq_{name}_slug")),
        )
    op.create_table(
        "previous_term_slugs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _enum("tag", "category", "series", name="kind"), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("leads_to", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_previous_term_slugs")),
        sa.UniqueConstraint("kind", "slug", name=op.f("uq_previous_term_slugs_kind_slug")),
    )
    op.create_index(op.f("ix_previous_term_slugs_kind_leads_to"), "previous_term_slugs", ["kind", "leads_to"])
    op.create_table(
        "preview_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_preview_links_made_by_id_users")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_preview_links_post_id_posts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preview_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_preview_links_token_hash")),
    )
    op.create_index(op.f("ix_preview_links_post_id"), "preview_links", ["post_id"])
    op.create_table(
        "working_copies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=True),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_working_copies_post_id_posts")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_working_copies_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_copies")),
        sa.UniqueConstraint("user_id", "post_id", name=op.f("uq_working_copies_user_id_post_id")),
    )
    op.create_index(op.f("ix_working_copies_post_id_seen_at"), "working_copies", ["post_id", "seen_at"])
    _widen_posts()
    _widen_revisions()
    _widen_users()


def _widen_posts() -> None:
    with op.batch_alter_table("posts") as posts:
        posts.add_column(sa.Column("kind", _enum("post", "page", name="kind"), nullable=False, server_default="post"))
        posts.add_column(sa.Column("category_id", sa.Integer(), nullable=True))
        posts.add_column(sa.Column("series_id", sa.Integer(), nullable=True))
        posts.add_column(sa.Column("pinned_at", sa.DateTime(), nullable=True))
        posts.add_column(sa.Column("note", sa.Text(), nullable=False, server_default=""))
        posts.drop_index(op.f("ix_posts_status_published_at_id"))
        posts.create_foreign_key(op.f("fk_posts_category_id_categories"), "categories", ["category_id"], ["id"])
        posts.create_foreign_key(op.f("fk_posts_series_id_series"), "series", ["series_id"], ["id"])
    with op.batch_alter_table("posts") as posts:
        posts.alter_column("kind", server_default=None)
        posts.alter_column("note", server_default=None)
        posts.create_index(op.f("ix_posts_kind_status_published_at_id"), ["kind", "status", "published_at", "id"])
        posts.create_index(op.f("ix_posts_year_month_published_at_id"), ["year", "month", "published_at", "id"])
        posts.create_index(op.f("ix_posts_author_id_published_at_id"), ["author_id", "published_at", "id"])
        posts.create_index(op.f("ix_posts_category_id_published_at_id"), ["category_id", "published_at", "id"])
        posts.create_index(op.f("ix_posts_series_id_published_at_id"), ["series_id", "published_at", "id"])
        posts.create_index(op.f("ix_posts_pinned_at"), ["pinned_at"])


def _widen_revisions() -> None:
    with op.batch_alter_table("revisions") as revisions:
        revisions.add_column(sa.Column("category", sa.String(length=100), nullable=False, server_default=""))
        revisions.add_column(sa.Column("series", sa.String(length=100), nullable=False, server_default=""))
        revisions.add_column(sa.Column("outline", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("revisions") as revisions:
        for name in ("category", "series", "outline"):
            revisions.alter_column(name, server_default=None)


def _widen_users() -> None:
    with op.batch_alter_table("users") as users:
        users.add_column(sa.Column("slug", sa.String(length=100), nullable=True))
        users.add_column(sa.Column("biography", sa.Text(), nullable=False, server_default=""))
    _name_author_pages()
    with op.batch_alter_table("users") as users:
        users.alter_column("slug", nullable=False, existing_type=sa.String(length=100))
        users.alter_column("biography", server_default=None)
        users.create_unique_constraint(op.f("uq_users_slug"), ["slug"])


def _name_author_pages() -> None:
    """As `register` names them: the name as part of an address, with a number where it is taken."""
    people = sa.table("users", sa.column("id"), sa.column("name"), sa.column("slug"))
    connection = op.get_bind()
    taken: set[str] = set()
    for user_id, name in connection.execute(sa.select(people.c.id, people.c.name).order_by(people.c.id)).all():
        base = slugify(name) or "author"
        slug, number = base, 1
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        taken.add(slug)
        connection.execute(sa.update(people).where(people.c.id == user_id).values(slug=slug))


def _enum(*values: str, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)


def downgrade() -> None:
    with op.batch_alter_table("users") as users:
        users.drop_constraint(op.f("uq_users_slug"), type_="unique")
        users.drop_column("biography")
        users.drop_column("slug")
    with op.batch_alter_table("revisions") as revisions:
        for name in ("outline", "series", "category"):
            revisions.drop_column(name)
    with op.batch_alter_table("posts") as posts:
        for name in ("year_month", "series_id", "category_id", "author_id", "kind_status"):
            posts.drop_index(op.f(f"ix_posts_{name}_published_at_id"))
        posts.drop_index(op.f("ix_posts_pinned_at"))
        posts.drop_constraint(op.f("fk_posts_series_id_series"), type_="foreignkey")
        posts.drop_constraint(op.f("fk_posts_category_id_categories"), type_="foreignkey")
        posts.drop_constraint(op.f("ck_posts_kind"), type_="check")
        for name in ("note", "pinned_at", "series_id", "category_id", "kind"):
            posts.drop_column(name)
        posts.create_index(op.f("ix_posts_status_published_at_id"), ["status", "published_at", "id"])
    for name in ("working_copies", "preview_links", "previous_term_slugs", "series", "categories"):
        op.drop_table(name)
