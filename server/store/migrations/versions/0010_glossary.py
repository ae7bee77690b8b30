"""Courses have a glossary of names and terms."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("courses", sa.Column("glossary", sa.Text(), nullable=True))
