"""Links to look at a class, a list of who changed or took away what concerns people, and how long recordings are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and make the tables."""
    op.add_column("courses", sa.Column("keeping", sa.Text(), nullable=True))
    op.create_table(
        "links",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("class", sa.String(length=40), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=True),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        sa.Column("used", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["class"], ["classes.id"], name="fk_links_class"),
        sa.PrimaryKeyConstraint("id", name="pk_links"),
    )
    op.create_index("ix_links_class", "links", ["class"])
    op.create_table(
        "audit",
        sa.Column(
            "row", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("course", sa.String(length=40), nullable=False),
        sa.Column("class", sa.String(length=40), nullable=True),
        sa.Column("by", sa.String(length=40), nullable=True),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=True),
        sa.Column("about", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name="fk_audit_course"),
        sa.PrimaryKeyConstraint("row", name="pk_audit"),
    )
    op.create_index("ix_audit_course", "audit", ["course"])
