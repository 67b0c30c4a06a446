"""Groups that were taken into use."""

import sqlalchemy as sa
from alembic import op

revision = "r0005"
down_revision = "r0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "arrangement",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("class_id", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("kept_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_id"],
            ["school_class.id"],
            name=op.f("fk_arrangement_class_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrangement")),
        sa.UniqueConstraint("class_id", "number", name=op.f("uq_arrangement_class_id")),
    )
    op.create_index(op.f("ix_arrangement_class_id"), "arrangement", ["class_id"], unique=False)
    op.create_table(
        "arrangement_place",
        sa.Column("arrangement_id", sa.String(length=200), nullable=False),
        sa.Column("pupil_id", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("group_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["arrangement_id"],
            ["arrangement.id"],
            name=op.f("fk_arrangement_place_arrangement_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"],
            ["pupil.id"],
            name=op.f("fk_arrangement_place_pupil_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("arrangement_id", "pupil_id", name=op.f("pk_arrangement_place")),
    )
    op.create_index(
        op.f("ix_arrangement_place_pupil_id"), "arrangement_place", ["pupil_id"], unique=False
    )
