"""The room a class sits in, and the room seats were kept for."""

import sqlalchemy as sa
from alembic import op

revision = "r0006"
down_revision = "r0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and the column that says for which room seats were kept."""
    op.create_table(
        "room",
        sa.Column("class_id", sa.String(length=200), nullable=False),
        sa.Column("drawing", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_id"], ["school_class.id"], name=op.f("fk_room_class_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("class_id", name=op.f("pk_room")),
    )
    op.add_column("arrangement", sa.Column("room", sa.Text(), nullable=True))
