"""Mail of what somebody has not seen an hour after it was there, and to those who lead of what waits: one a day at most.

What was seen meanwhile is in no mail; what waits on is told again only together with something new.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from functools import partial
from typing import Any, cast

import structlog

from rooms.facts import STAFF_ROLES, Role
from rooms.terms import DAY, answer_by
from server.errors import Problem
from server.school import School
from server.store.courses import SchoolClass
from server.store.mailboxes import Mailbox
from server.texts import say
from server.unseen import LEADS
from server.whats_next import keeps_out, known_of

HOUR = 3600_000
KINDS = ("answers", "replies", "comments", "feedback", "questions", "overdue", "works", "held")

log = structlog.get_logger("news")


@dataclass(frozen=True)
class News:
    """What a mail tells of one class: how much of each is new or waits, and when each became worth telling (Unix ms)."""

    found: SchoolClass
    course: str
    counts: dict[str, int]
    moments: list[int]


async def news(school: School, person: str, now: int, *, own: bool, waiting: bool) -> list[News]:
    """By class, what somebody has not seen (`own`) and what waits for them where they lead (`waiting`), at `now`."""
    courses, classes = await school.store.courses.desk(person)
    titles = {course.id: course.title for course in courses}
    found = []
    for one, role in classes:
        room, known = await known_of(school, one)
        if keeps_out(known, person, role):
            continue
        if room is not None and not room.may_read(person, cast("Role", role)):
            continue
        leads = role in STAFF_ROLES
        due = [*(_own(known, person) if own else ()), *(_waiting(known, person) if waiting and leads else ())]
        due = [(kind, at) for kind, at in due if at <= now]
        if due:
            kinds = [kind for kind, _ in due]
            counts = {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}
            found.append(News(one, titles.get(one.course, ""), counts, [at for _, at in due]))
    return found


def _own(known: dict[str, Any], person: str) -> Iterator[tuple[str, int]]:
    for kind, moments in known.get("news", {}).get(person, {}).items():
        yield from ((kind, wrote + HOUR) for wrote in moments)


def _waiting(known: dict[str, Any], person: str) -> Iterator[tuple[str, int]]:
    """Questions are told of a day before the promised time, and again when it has passed; without a promise like all else."""
    late = known.get("late") or {}
    for one in late.get("questions", ()):
        if one["owner"] not in (None, person):
            continue
        if (promise := late["terms"]["promise"]) is None:
            yield "questions", one["wrote"] + HOUR
            continue
        due = answer_by(one["wrote"], promise)
        yield "questions", due - DAY
        yield "overdue", due
    for one in late.get("works", ()):
        yield from [("works", one["wrote"] + HOUR)] * one["count"]
    for wrote in known.get("news", {}).get(LEADS, {}).get("held", ()):
        yield "held", wrote + HOUR


def is_due(mailbox: Mailbox, told: list[News], now: int) -> bool:
    """Whether a mail goes now: none went within a day, and something is there that none has told of."""
    since = max(mailbox.asked, mailbox.told_at)
    new = any(at > since for one in told for at in one.moments)
    return new and mailbox.told_at <= now - DAY


async def tell(school: School, mailbox: Mailbox, now: int) -> None:
    """Send somebody the mail of what is new to them, if it is time for one."""
    person, store = mailbox.person, school.store
    if mailbox.told_at > now - DAY or not (mailbox.news or mailbox.waiting):
        return
    told = await news(school, person, now, own=mailbox.news, waiting=mailbox.waiting)
    if not is_due(mailbox, told, now):
        return
    name = (await store.people.names([person])).get(person, "")
    message = news_mail(mailbox, name, told, school.settings.address)
    if not await store.mailboxes.told(person, mailbox.told_at, now):
        return
    try:
        await school.mail.send(message, partial(store.mailboxes.told, person, now, mailbox.told_at))
    except Problem:
        log.warning("news could not be sent", person=person, exc_info=True)


def news_mail(mailbox: Mailbox, name: str, told: list[News], address: str) -> EmailMessage:
    """The mail that counts what is new in each class; what was written stands in the class alone."""
    language, stop = mailbox.language, f"{address}/#reminders"
    message = EmailMessage()
    message["To"] = mailbox.address
    subject = "news_subject" if len(told) == 1 else "news_subject_more"
    message["Subject"] = say(language, subject, title=told[0].found.title)
    message["List-Unsubscribe"] = f"<{stop}>"
    parts = [say(language, "news_hello", name=name)]
    parts += [_lines(one, language, address) for one in told]
    parts.append(say(language, "news_end", stop=stop))
    message.set_content("\n\n".join(parts))
    return message


def _lines(one: News, language: str, address: str) -> str:
    title = f"{one.found.title} ({one.course})" if one.course else one.found.title
    lines = [say(language, f"news_{kind}", count=one.counts[kind]) for kind in KINDS if kind in one.counts]
    return "\n".join([title, *lines, f"{address}/play/{one.found.id}"])
