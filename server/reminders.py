"""Reminds people by mail, a day before what they missed can no longer be made up for, and before a class begins for which
they have something to do: once of each deadline."""

import asyncio
from datetime import datetime
from email.message import EmailMessage
from functools import partial
from zoneinfo import ZoneInfo

import structlog

from server.calendars import MIME, deadlines, page_of
from server.errors import Problem
from server.news_mail import tell
from server.school import School
from server.store.mailboxes import Mailbox
from server.store.people import unix_ms
from server.texts import say
from server.whats_next import Due, agenda

LOOK_SECONDS = 1800.0  # a look reads what everybody has before them
BEFORE_MS = 24 * 3600_000
MINUTE = 60_000

log = structlog.get_logger("reminders")


class Reminders:
    """Looks every half hour who is to be reminded of what."""

    def __init__(self, school: School) -> None:
        self._school = school

    async def run(self) -> None:
        """Remind until cancelled."""
        while self._school.mail.on:
            try:
                await self.look()
            except Exception:
                log.exception("reminding failed")
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        """Remind whoever is to be reminded now, and tell of news."""
        for mailbox in await self._school.store.mailboxes.confirmed():
            try:
                await self._remind(mailbox, unix_ms())
                await tell(self._school, mailbox, unix_ms())
            except Exception:  # the others are not to wait for it
                log.exception("somebody could not be reminded", person=mailbox.person)

    async def _remind(self, mailbox: Mailbox, now: int) -> None:
        store, person = self._school.store, mailbox.person
        owed = {
            (one.found.id, one.closes_at): one
            for one in (await agenda(self._school, person, now)).due
            if one.closes_at <= now + BEFORE_MS
        }
        name = (await store.people.names([person])).get(person, "") if owed else ""
        taken = await store.mailboxes.take(person, owed) if owed else []
        if not taken:
            return
        message = due_mail(mailbox, name, [owed[key] for key in taken], self._school.settings.address, now)
        try:
            await self._school.mail.send(message, partial(store.mailboxes.give_back, person, taken))
        except Problem:
            log.warning("a reminder could not be sent", person=person, exc_info=True)


def code_mail(mailbox: Mailbox, name: str, code: str) -> EmailMessage:
    """The mail that brings a code."""
    message = EmailMessage()
    message["To"] = mailbox.address
    message["Subject"] = say(mailbox.language, "code_subject", code=code)
    message.set_content(say(mailbox.language, "code_body", name=name, code=code))
    return message


def due_mail(mailbox: Mailbox, name: str, owed: list[Due], address: str, now: int) -> EmailMessage:
    """The mail that reminds of these, the first to close at the top, with entries for a calendar."""
    language, first = mailbox.language, owed[0]
    message = EmailMessage()
    message["To"] = mailbox.address
    message["Subject"] = say(
        language,
        "due_subject" if len(owed) == 1 else "due_subject_more",
        when=_when(first.closes_at, mailbox.zone),
        title=first.found.title,
    )
    early = [one.early for one in owed]
    parts = [say(language, "due_hello_early" if any(early) else "due_hello", name=name)]
    parts += [_told(one, mailbox, address) for one in owed]
    parts.append(say(language, "due_end_early" if all(early) else "due_end", desk=f"{address}/"))
    message.set_content("\n\n".join(parts))
    maintype, _, subtype = MIME.partition("/")
    message.add_attachment(
        deadlines(owed, address, language, now), maintype=maintype, subtype=subtype, filename="amphi.ics"
    )
    return message


def _told(one: Due, mailbox: Mailbox, address: str) -> str:
    language, missing = mailbox.language, one.missing
    minutes = -(-missing["left"] // MINUTE)
    lines = [
        f"{one.found.title} ({one.course})" if one.course else one.found.title,
        say(language, "due_until", when=_when(one.closes_at, mailbox.zone)),
        minutes and say(language, "due_watch", minutes=minutes),
        missing["polls"] and say(language, "due_polls", count=missing["polls"]),
        missing["posts"] and say(language, "due_posts", count=missing["posts"]),
        missing["tasks"] and say(language, "due_early" if one.early else "due_tasks", count=missing["tasks"]),
        page_of(one, address),
    ]
    return "\n".join(str(line) for line in lines if line)


def _when(unix_ms: int, zone: str) -> str:
    return f"{datetime.fromtimestamp(unix_ms / 1000, ZoneInfo(zone)):%Y-%m-%d %H:%M} ({zone})"
