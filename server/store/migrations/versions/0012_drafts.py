"""Classes that are recorded alone or brought from elsewhere, and are drafts until they are published."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every class so far was held for a room, and for everybody."""
    op.add_column("classes", sa.Column("kind", sa.String(20), nullable=False, server_default="class"))
    op.add_column("classes", sa.Column("draft", sa.Boolean, nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """What is a draft would be seen by everybody: there is no way back."""
    raise NotImplementedError
