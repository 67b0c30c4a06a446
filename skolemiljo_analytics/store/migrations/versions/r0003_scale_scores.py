"""Scores of a round's scales, without pupils, kept when its answers are deleted."""

import sqlalchemy as sa
from alembic import op

revision = "r0003"
down_revision = "r0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column."""
    op.add_column("survey_round", sa.Column("scale_scores", sa.Text(), nullable=True))
