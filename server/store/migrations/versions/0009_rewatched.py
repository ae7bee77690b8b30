"""How often each piece of a class was watched again is counted for the class."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and make the table."""
    op.add_column("progress", sa.Column("again", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_table(
        "rewatched",
        sa.Column("class", sa.String(length=40), nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["class"], ["classes.id"], name="fk_rewatched_class"),
        sa.PrimaryKeyConstraint("class", "step", name="pk_rewatched"),
    )
