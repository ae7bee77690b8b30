"""What was said, shown and written in class can be searched."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# The table of FTS5 keeps no text of its own; triggers hold it to `passages`, whose rows are only made and removed.
FTS5 = (
    """create virtual table passages_words using fts5(tokens, content='passages', content_rowid='row', prefix='2 3',
       tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'")""",
    """create trigger passages_made after insert on passages begin
       insert into passages_words(rowid, tokens) values (new."row", new.tokens); end""",
    """create trigger passages_removed after delete on passages begin
       insert into passages_words(passages_words, rowid, tokens) values ('delete', old."row", old.tokens); end""",
)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "passages",
        sa.Column(
            "row", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("class", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("to", sa.String(length=60), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=True),
        sa.Column("person", sa.String(length=40), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("tokens", sa.Text().with_variant(TSVECTOR(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(["class"], ["classes.id"], name="fk_passages_class"),
        sa.PrimaryKeyConstraint("row", name="pk_passages"),
        sa.UniqueConstraint("class", "kind", "key", name="uq_passages_class_kind_key"),
    )
    op.create_table(
        "indexed",
        sa.Column("class", sa.String(length=40), nullable=False),
        sa.Column("upto", sa.Integer(), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["class"], ["classes.id"], name="fk_indexed_class"),
        sa.PrimaryKeyConstraint("class", name="pk_indexed"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for statement in FTS5:
            op.execute(statement)
    else:
        op.create_index("ix_passages_tokens", "passages", ["tokens"], postgresql_using="gin")
