"""What is new to somebody, and what waits for those who lead, is told by mail too, unless they do not want it."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Whoever has mail of deadlines gets this mail, which says how it is stopped."""
    for name in ("news", "waiting"):
        op.add_column("mailboxes", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("mailboxes", sa.Column("told_at", sa.BigInteger(), nullable=False, server_default="0"))
