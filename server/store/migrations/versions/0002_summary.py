"""A class's counts are kept with it, so that the desk need not read whole timelines."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("classes", sa.Column("summary", sa.Text(), nullable=True))
