"""What was spoken is found at its very word: all classes are read anew, and can be searched meanwhile."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Times of words are taken from the timelines when the server starts."""
    op.add_column("passages", sa.Column("words", sa.Text(), nullable=False, server_default=""))
    op.execute("update indexed set upto = 0")
