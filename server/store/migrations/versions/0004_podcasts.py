"""Each person may have an address of each course for a podcast app."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "podcasts",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("course", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name="fk_podcasts_course"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_podcasts_person"),
        sa.PrimaryKeyConstraint("id", name="pk_podcasts"),
        sa.UniqueConstraint("course", "person", name="uq_podcasts_course"),
    )
