"""How many tasks somebody has still to do is kept with how far they are."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Classes so far had no tasks."""
    op.add_column("progress", sa.Column("tasks", sa.Integer(), nullable=False, server_default="0"))
