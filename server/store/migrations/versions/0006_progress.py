"""Courses have terms of late work, and what each person has watched and done of a class is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and make the table."""
    op.add_column("courses", sa.Column("terms", sa.Text(), nullable=True))
    op.create_table(
        "progress",
        sa.Column("class", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("spans", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("told", sa.BigInteger(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("left", sa.BigInteger(), nullable=False),
        sa.Column("polls", sa.Integer(), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column("begun", sa.Boolean(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["class"], ["classes.id"], name="fk_progress_class"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_progress_person"),
        sa.PrimaryKeyConstraint("class", "person", name="pk_progress"),
    )
    op.create_index("ix_progress_person", "progress", ["person"])
