"""Courses say which language is spoken in their classes."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("courses", sa.Column("language", sa.String(length=8), nullable=True))
