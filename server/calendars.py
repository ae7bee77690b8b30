"""A calendar of classes that come and of what is due, for calendar apps (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from server.store.courses import SchoolClass
from server.texts import say
from server.whats_next import Agenda, Due

MIME = "text/calendar"
LASTS = timedelta(hours=1)  # a planned class does not say how long it will be
BEFORE_CLASS = timedelta(minutes=10)
BEFORE_END = timedelta(days=1)
SHOWN = timedelta(minutes=30)  # a deadline is the end of so much: many apps hide what has no length


def calendar_of(agenda: Agenda, address: str, language: str, now: int) -> bytes:
    """All that somebody has before them; `address` of the school's pages, `now` in Unix ms."""
    made = Calendar()
    made.add("prodid", "-//Amphi//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "Amphi")
    made.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    for found, course in agenda.planned:
        made.add_component(_planned(found, course, address, language, now))
    for one in agenda.due:
        made.add_component(_due(one, address, language, now))
    return bytes(made.to_ical())


def deadlines(owed: Iterable[Due], address: str, language: str, now: int) -> bytes:
    """The deadlines alone, as a mail brings them."""
    return calendar_of(Agenda((), tuple(owed)), address, language, now)


def page_of(one: Due, address: str) -> str:
    """Where it is done."""
    return f"{address}/play/{one.found.id}{'#tasks' if one.early else ''}"


def _planned(found: SchoolClass, course: str, address: str, language: str, now: int) -> Event:
    start = _moment(found.starts_at or 0)
    event = _event(f"{found.id}-class", found.title, course, start, start + LASTS, now)
    event.add("url", f"{address}/")
    event.add_component(_alarm(say(language, "calendar_begins", title=found.title), -BEFORE_CLASS, "START"))
    return event


def _due(one: Due, address: str, language: str, now: int) -> Event:
    end = _moment(one.closes_at)
    words = say(language, "calendar_early" if one.early else "calendar_due", title=one.found.title)
    uid = f"{one.found.id}-{'early' if one.early else 'due'}"
    event = _event(uid, words, one.course, end - SHOWN, end, now)
    event.add("url", page_of(one, address))
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(words, -BEFORE_END, "END"))
    return event


def _event(uid: str, words: str, course: str, start: datetime, end: datetime, now: int) -> Event:
    event = Event()
    event.add("uid", f"{uid}@amphi")
    event.add("dtstamp", _moment(now))
    event.add("summary", words)
    event.add("description", course)
    event.add("dtstart", start)
    event.add("dtend", end)
    return event


def _alarm(words: str, before: timedelta, related: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", before, parameters={"RELATED": related})
    return alarm


def _moment(unix_ms: int) -> datetime:
    return datetime.fromtimestamp(unix_ms // 1000, UTC)
