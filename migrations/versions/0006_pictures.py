"""pictures, their renditions, and where they are used"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

FORMATS = ("jpeg", "png", "gif", "webp", "avif")


def upgrade() -> None:
    op.create_table(
        "media_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("upload_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("format", _format(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("is_animated", sa.Boolean(), nullable=False),
        sa.Column("original_name", sa.String(length=100), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("is_decorative", sa.Boolean(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("credit", sa.Text(), nullable=False),
        sa.Column("focus_x", sa.Float(), nullable=False),
        sa.Column("focus_y", sa.Float(), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("focus_x BETWEEN 0 AND 1 AND focus_y BETWEEN 0 AND 1", name=op.f("ck_media_files_focus")),
        sa.ForeignKeyConstraint(["uploaded_by_id"], ["users.id"], name=op.f("fk_media_files_uploaded_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_files")),
        sa.UniqueConstraint("hash", name=op.f("uq_media_files_hash")),
        sa.UniqueConstraint("name", name=op.f("uq_media_files_name")),
    )
    op.create_index(op.f("ix_media_files_upload_hash"), "media_files", ["upload_hash"])
    op.create_index(op.f("ix_media_files_uploaded_by_id_id"), "media_files", ["uploaded_by_id", "id"])
    op.create_table(
        "renditions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("format", _format(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["media_id"], ["media_files.id"], name=op.f("fk_renditions_media_id_media_files")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_renditions")),
        sa.UniqueConstraint("name", name=op.f("uq_renditions_name")),
    )
    op.create_index(op.f("ix_renditions_media_id"), "renditions", ["media_id"])
    op.create_table(
        "media_uses",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_media_uses_revision_id_revisions")),
        sa.PrimaryKeyConstraint("name", "revision_id", name=op.f("pk_media_uses")),
    )
    op.create_index(op.f("ix_media_uses_revision_id"), "media_uses", ["revision_id"])


def _format() -> sa.Enum:
    return sa.Enum(*FORMATS, name="format", native_enum=False, create_constraint=True, length=20)


def downgrade() -> None:
    for name in ("media_uses", "renditions", "media_files"):
        op.drop_table(name)
