"""Polls can be prepared for a course."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "bank",
        sa.Column("course", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("poll", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name="fk_bank_course"),
        sa.PrimaryKeyConstraint("course", "place", name="pk_bank"),
    )
