"""Portraits and findings as made, checks and choices."""

import sqlalchemy as sa
from alembic import op

revision = "r0002"
down_revision = "r0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _make_choice()
    _make_finding()
    _make_portrait()
    _make_choice_finding()
    _make_finding_check()
    _make_finding_pupil()
    _make_portrait_finding()


def _make_choice() -> None:
    op.create_table(
        "choice",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("class_id", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("round_key", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("evaluate_on", sa.Date(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_id"], ["school_class.id"], name=op.f("fk_choice_class_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_choice")),
    )
    op.create_index(op.f("ix_choice_class_id"), "choice", ["class_id"], unique=False)


def _make_finding() -> None:
    op.create_table(
        "finding",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("class_id", sa.String(length=200), nullable=False),
        sa.Column("round_key", sa.String(length=200), nullable=False),
        sa.Column("finding_id", sa.String(length=200), nullable=False),
        sa.Column("substance", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_id"], ["school_class.id"], name=op.f("fk_finding_class_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint(
            "class_id", "finding_id", "substance", name=op.f("uq_finding_class_id")
        ),
    )
    op.create_index(op.f("ix_finding_class_id"), "finding", ["class_id"], unique=False)


def _make_portrait() -> None:
    op.create_table(
        "portrait",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("class_id", sa.String(length=200), nullable=False),
        sa.Column("round_key", sa.String(length=200), nullable=False),
        sa.Column("fingerprint", sa.String(length=200), nullable=False),
        sa.Column("preset", sa.String(length=200), nullable=False),
        sa.Column("preset_version", sa.String(length=200), nullable=False),
        sa.Column("version", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_id"], ["school_class.id"], name=op.f("fk_portrait_class_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portrait")),
        sa.UniqueConstraint("class_id", "fingerprint", name=op.f("uq_portrait_class_id")),
    )
    op.create_index(op.f("ix_portrait_class_id"), "portrait", ["class_id"], unique=False)


def _make_choice_finding() -> None:
    op.create_table(
        "choice_finding",
        sa.Column("choice_id", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["choice_id"],
            ["choice.id"],
            name=op.f("fk_choice_finding_choice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["finding.id"],
            name=op.f("fk_choice_finding_finding_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("choice_id", "position", name=op.f("pk_choice_finding")),
    )
    op.create_index(
        op.f("ix_choice_finding_finding_id"), "choice_finding", ["finding_id"], unique=False
    )


def _make_finding_check() -> None:
    op.create_table(
        "finding_check",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("finding_id", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["finding.id"],
            name=op.f("fk_finding_check_finding_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_check")),
    )
    op.create_index(
        op.f("ix_finding_check_finding_id"), "finding_check", ["finding_id"], unique=False
    )


def _make_finding_pupil() -> None:
    op.create_table(
        "finding_pupil",
        sa.Column("finding_id", sa.String(length=200), nullable=False),
        sa.Column("pupil_id", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["finding.id"],
            name=op.f("fk_finding_pupil_finding_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["pupil.id"], name=op.f("fk_finding_pupil_pupil_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("finding_id", "pupil_id", name=op.f("pk_finding_pupil")),
    )
    op.create_index(op.f("ix_finding_pupil_pupil_id"), "finding_pupil", ["pupil_id"], unique=False)


def _make_portrait_finding() -> None:
    op.create_table(
        "portrait_finding",
        sa.Column("portrait_id", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["finding.id"],
            name=op.f("fk_portrait_finding_finding_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["portrait_id"],
            ["portrait.id"],
            name=op.f("fk_portrait_finding_portrait_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("portrait_id", "position", name=op.f("pk_portrait_finding")),
    )
    op.create_index(
        op.f("ix_portrait_finding_finding_id"), "portrait_finding", ["finding_id"], unique=False
    )
