"""The tables of one school: a timeline for each class, and ordinary rows about people, courses, decks and jobs."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    true,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

people = Table(
    "people",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", Text, nullable=False),
    Column("account", Boolean, nullable=False),  # true: may sign in and own courses
    Column("created", BigInteger, nullable=False),  # Unix ms, as every time below
)

courses = Table(
    "courses",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("title", Text, nullable=False),
    Column("owner", String(40), ForeignKey("people.id"), nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("terms", Text),  # of late work, as JSON, for the classes that it will have
    Column("glossary", Text),  # names and terms, as JSON
    Column("language", String(8)),  # spoken in the classes that it will have
    Column("keeping", Text),  # after how many days what goes of its recordings, as JSON
)

# Polls prepared for a course: each as the fields of OpenPoll, in the order in which they will be asked.
bank = Table(
    "bank",
    metadata,
    Column("course", String(40), ForeignKey("courses.id"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("poll", Text, nullable=False),
)

classes = Table(
    "classes",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("course", String(40), ForeignKey("courses.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("lobby", Boolean, nullable=False),
    Column("recorded", Boolean, nullable=False),
    Column("kind", String(20), nullable=False),  # class, alone (recorded by one person), import
    Column("draft", Boolean, nullable=False),  # for those who lead alone, until it is published
    Column("starts_at", BigInteger),
    Column("opened_at", BigInteger),
    Column("ended_at", BigInteger),
    Column("created", BigInteger, nullable=False),
    Column("summary", Text),  # counts as JSON, for lists; written when the class leaves memory
)

members = Table(
    "members",
    metadata,
    Column("class", String(40), ForeignKey("classes.id"), primary_key=True),
    Column("person", String(40), ForeignKey("people.id"), primary_key=True),
    Column("role", String(20), nullable=False),
)
Index("ix_members_person", members.c.person)

# What can be found, and its words as they are looked up: on SQLite a table of FTS5 points to them, on PostgreSQL an index.
passages = Table(
    "passages",
    metadata,
    Column("row", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("class", String(40), ForeignKey("classes.id"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("key", String(100), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("to", String(60), nullable=False),
    Column("by", String(40)),
    Column("person", String(40)),
    Column("text", Text, nullable=False),
    Column("words", Text, nullable=False, server_default=""),  # LETTER:MS of each word spoken, ms since `at`
    Column("tokens", Text().with_variant(TSVECTOR(), "postgresql"), nullable=False),
    UniqueConstraint("class", "kind", "key", name="uq_passages_class_kind_key"),
)

# How far a class can be searched, and who may read it once it has ended, as JSON.
indexed = Table(
    "indexed",
    metadata,
    Column("class", String(40), ForeignKey("classes.id"), primary_key=True),
    Column("upto", Integer, nullable=False),
    Column("access", Text, nullable=False),
)

# What each person has watched of a class, and how far they are by its rule: not on the timeline, see decision 8.
progress = Table(
    "progress",
    metadata,
    Column("class", String(40), ForeignKey("classes.id"), primary_key=True),
    Column("person", String(40), ForeignKey("people.id"), primary_key=True),
    Column("spans", Text, nullable=False),  # passages watched, as JSON
    Column("at", BigInteger, nullable=False),  # where to go on, class ms
    Column("told", BigInteger, nullable=False),  # when the player told it last
    Column(
        "again", BigInteger, nullable=False, server_default="0"
    ),  # when it last told what had been watched before
    Column("share", Integer, nullable=False),  # seen, there or later, in percent
    Column("left", BigInteger, nullable=False),  # how many ms must still be seen
    Column("polls", Integer, nullable=False),  # that still want an answer
    Column("posts", Integer, nullable=False),  # comments and questions that are still missing
    Column("tasks", Integer, nullable=False, server_default="0"),  # that are still to be done
    Column("begun", Boolean, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("live", Boolean, nullable=False),  # complete by what was done in class alone
)
Index("ix_progress_person", progress.c.person)

# How often each ten seconds of a class were watched again, by all together: nobody is named.
rewatched = Table(
    "rewatched",
    metadata,
    Column("class", String(40), ForeignKey("classes.id"), primary_key=True),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("times", Integer, nullable=False),
)

# The one law that also fences a server which wrongly believes that it leads a class: one writer for each number.
log = Table(
    "log",
    metadata,
    Column("row", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("class", String(40), ForeignKey("classes.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("wrote", BigInteger, nullable=False),
    Column("by", String(40)),
    Column("to", String(60), nullable=False),
    Column("event", Text, nullable=False),
    UniqueConstraint("class", "seq", name="uq_log_class_seq"),
)

decks = Table(
    "decks",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("class", String(40), ForeignKey("classes.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("created", BigInteger, nullable=False),
)
Index("ix_decks_class", decks.c["class"])

# Ids of addresses for podcast apps: an address without its row opens nothing.
podcasts = Table(
    "podcasts",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("course", String(40), ForeignKey("courses.id"), nullable=False),
    Column("person", String(40), ForeignKey("people.id"), nullable=False),
    Column("created", BigInteger, nullable=False),
    UniqueConstraint("course", "person", name="uq_podcasts_course"),
)

# Ids of addresses for calendar apps, in the same way.
calendars = Table(
    "calendars",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("person", String(40), ForeignKey("people.id"), nullable=False),
    Column("language", String(8), nullable=False),
    Column("created", BigInteger, nullable=False),
    UniqueConstraint("person", name="uq_calendars_person"),
)

# Where somebody wants to be reminded, once they have shown by a code that they read what comes there.
mailboxes = Table(
    "mailboxes",
    metadata,
    Column("person", String(40), ForeignKey("people.id"), primary_key=True),
    Column("address", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("code", String(8), nullable=False),
    Column("tries", Integer, nullable=False),  # wrong codes so far
    Column("asked", BigInteger, nullable=False),  # when the code was made
    Column("confirmed", Boolean, nullable=False),
    # Whether what is new and what waits is told there too, and when that was last (Unix ms).
    Column("news", Boolean, nullable=False, server_default=true()),
    Column("waiting", Boolean, nullable=False, server_default=true()),
    Column("told_at", BigInteger, nullable=False, server_default="0"),
)

# Of which deadline a mail went to whom.
reminded = Table(
    "reminded",
    metadata,
    Column("class", String(40), ForeignKey("classes.id"), primary_key=True),
    Column("person", String(40), ForeignKey("people.id"), primary_key=True),
    Column("closes_at", BigInteger, primary_key=True),
)
# Links by which others may look at a class that has ended: each can be ended, and most end by themselves.
links = Table(
    "links",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("class", String(40), ForeignKey("classes.id"), nullable=False),
    Column("label", Text, nullable=False),  # for whom it was made
    Column("by", String(40)),
    Column("made", BigInteger, nullable=False),
    Column("until", BigInteger),
    Column("ended", BigInteger),  # by hand
    Column("used", BigInteger),  # last
)
Index("ix_links_class", links.c["class"])

# Who showed a class to whom, took something away, removed or erased: one line each, never changed.
audit = Table(
    "audit",
    metadata,
    Column("row", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False),
    Column("course", String(40), ForeignKey("courses.id"), nullable=False),
    Column("class", String(40)),
    Column("by", String(40)),
    Column("what", String(40), nullable=False),
    Column("person", String(40)),  # whom it concerns
    Column("about", Text, nullable=False),
)
Index("ix_audit_course", audit.c.course)

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("class", String(40), ForeignKey("classes.id"), nullable=False),
    Column("state", String(20), nullable=False),  # waiting, working, done, failed
    Column("tries", Integer, nullable=False),
    Column("message", Text, nullable=False),
    Column("taken_by", String(40)),
    Column("taken_until", BigInteger),  # of one that waits: not taken before
    Column("created", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    UniqueConstraint("class", "kind", name="uq_jobs_class_kind"),
)
Index("ix_jobs_state", jobs.c.state)

# People who are erased: their id is forgotten once all is done; its digest refuses what was signed for them before.
erasures = Table(
    "erasures",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("person", String(40)),
    Column("digest", String(64), nullable=False),
    Column("alias", String(40), nullable=False),  # what stands for them from now on
    Column("by", String(40)),
    Column("state", String(20), nullable=False),  # waiting, working, done, failed
    Column("reason", String(40), nullable=False),  # why it waits or failed: a code
    Column("done", Text, nullable=False),  # ids of the classes that are finished, as JSON
    Column("report", Text, nullable=False),  # what there was, as JSON: figures, and nothing of what was said
    Column("tries", Integer, nullable=False),
    Column("taken_by", String(40)),
    Column("taken_until", BigInteger),
    Column("asked", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    UniqueConstraint("digest", name="uq_erasures_digest"),
)
