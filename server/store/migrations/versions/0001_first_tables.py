"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table('people',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('account', sa.Boolean(), nullable=False),
    sa.Column('created', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name='pk_people')
    )
    op.create_table('courses',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('owner', sa.String(length=40), nullable=False),
    sa.Column('created', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['owner'], ['people.id'], name='fk_courses_owner'),
    sa.PrimaryKeyConstraint('id', name='pk_courses')
    )
    op.create_table('classes',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('course', sa.String(length=40), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('lobby', sa.Boolean(), nullable=False),
    sa.Column('recorded', sa.Boolean(), nullable=False),
    sa.Column('starts_at', sa.BigInteger(), nullable=True),
    sa.Column('opened_at', sa.BigInteger(), nullable=True),
    sa.Column('ended_at', sa.BigInteger(), nullable=True),
    sa.Column('created', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['course'], ['courses.id'], name='fk_classes_course'),
    sa.PrimaryKeyConstraint('id', name='pk_classes')
    )
    op.create_table('decks',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('class', sa.String(length=40), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('created', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['class'], ['classes.id'], name='fk_decks_class'),
    sa.PrimaryKeyConstraint('id', name='pk_decks')
    )
    op.create_index('ix_decks_class', 'decks', ['class'], unique=False)
    op.create_table('jobs',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('class', sa.String(length=40), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('message', sa.Text(), nullable=False),
    sa.Column('taken_by', sa.String(length=40), nullable=True),
    sa.Column('taken_until', sa.BigInteger(), nullable=True),
    sa.Column('created', sa.BigInteger(), nullable=False),
    sa.Column('changed', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['class'], ['classes.id'], name='fk_jobs_class'),
    sa.PrimaryKeyConstraint('id', name='pk_jobs'),
    sa.UniqueConstraint('class', 'kind', name='uq_jobs_class_kind')
    )
    op.create_index('ix_jobs_state', 'jobs', ['state'], unique=False)
    op.create_table('log',
    sa.Column('row', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('class', sa.String(length=40), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('wrote', sa.BigInteger(), nullable=False),
    sa.Column('by', sa.String(length=40), nullable=True),
    sa.Column('to', sa.String(length=60), nullable=False),
    sa.Column('event', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['class'], ['classes.id'], name='fk_log_class'),
    sa.PrimaryKeyConstraint('row', name='pk_log'),
    sa.UniqueConstraint('class', 'seq', name='uq_log_class_seq')
    )
    op.create_table('members',
    sa.Column('class', sa.String(length=40), nullable=False),
    sa.Column('person', sa.String(length=40), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.ForeignKeyConstraint(['class'], ['classes.id'], name='fk_members_class'),
    sa.ForeignKeyConstraint(['person'], ['people.id'], name='fk_members_person'),
    sa.PrimaryKeyConstraint('class', 'person', name='pk_members')
    )
    op.create_index('ix_members_person', 'members', ['person'], unique=False)
