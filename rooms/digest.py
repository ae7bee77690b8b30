"""What a class was about and what it left to do, drawn from its timeline alone: each thing with its moment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rooms.agenda import AgendaPlanned
from rooms.captions import CaptionSpoken, read
from rooms.chat import MessageRedacted, MessageSaid
from rooms.contents import Chapter
from rooms.facts import EVERYONE, Entry, Id, Milliseconds
from rooms.keywords import KeyTerm, Keywords, Source, keywords
from rooms.polls import BallotCast, PollOpened, withdrawn
from rooms.questions import (
    QuestionAnswered,
    QuestionAsked,
    QuestionRedacted,
    QuestionReopened,
    QuestionUpvoted,
    UpvoteWithdrawn,
)
from rooms.slides import PageShown
from rooms.welcome import WelcomeSet
from rooms.works import open_for
from rooms.written import LINK, PageText, addresses, messages_now, shown_words

ON_A_SLIDE, ASKED, WRITTEN, SAID = 3, 2, 2, 1
"""What words weigh by where they stand."""
MOST = 100
"""Links, files and questions that are told of a class."""
TASKS_AT_MOST = 20
TASK_LENGTH = 300
SHORTEST, LONGEST = 24, 240
"""Letters of a line that may stand for its chapter."""
SET = re.compile(
    r"\b(?:homework|assignments?|(?:for|until|by) next (?:week|time|class|lesson)|hand (?:it |them )?in by|due (?:on|by))\b"
    r"|\b(?:devoirs?|pour la prochaine fois|pour la semaine prochaine|à rendre)\b"
    r"|\b(?:hausaufgaben?|bis (?:zum |zur )?nächste[nrs]?|abzugeben|abgabe)\b"
    r"|\b(?:deberes|tareas?|para la próxima|para la semana que viene|entregar antes)\b"
    r"|واجب|للدرس القادم|للأسبوع القادم|يُ?سلَّ?م قبل"
    r"|作业|下次课|下节课|课前预习|提交",
    re.IGNORECASE,
)
"""How those who lead set a task, in the six languages of the pages."""


@dataclass(frozen=True, slots=True)
class Said:
    """A line that tells what its chapter is about."""

    at: Milliseconds
    person: Id
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter with the terms that set it apart."""

    start: Milliseconds
    end: Milliseconds
    title: str
    kind: str
    value: str
    terms: tuple[str, ...]
    said: Said | None


@dataclass(frozen=True, slots=True)
class Link:
    """An address that was written, or stands on a slide (then without a person)."""

    at: Milliseconds
    url: str
    person: Id | None


@dataclass(frozen=True, slots=True)
class Shared:
    """A file that was sent."""

    at: Milliseconds
    file: Id
    name: str
    size: int
    person: Id | None


@dataclass(slots=True)
class Asked:
    """A question, and its answer: None while it is open, empty when it was given aloud."""

    at: Milliseconds
    question: Id
    text: str
    person: Id | None
    answer: str | None = None
    answered_at: Milliseconds | None = None
    voters: set[Id | None] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done: a task that was given and the reader has not handed in, a poll that they can answer, or what
    those who lead said, wrote or showed of it."""

    at: Milliseconds
    kind: Literal["task", "poll", "said", "written", "shown"]
    text: str
    person: Id | None = None
    poll: Id | None = None
    task: Id | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """All of it."""

    parts: tuple[Part, ...]
    terms: tuple[KeyTerm, ...]
    links: tuple[Link, ...]
    files: tuple[Shared, ...]
    questions: tuple[Asked, ...]
    tasks: tuple[Task, ...]


def terms_of(entries: Sequence[Entry], pages: PageText, given: Mapping[str, str]) -> Keywords:
    """The key terms of what everybody could hear, see and read; entries in playing order."""
    shared = [entry for entry in entries if entry.to == EVERYONE]
    lines = [Source(line.start, line.text, SAID) for line in read(shared)]
    return keywords([*_written(shared, pages), *lines], given)


def _written(entries: Sequence[Entry], pages: PageText) -> list[Source]:
    texts, gone = messages_now(entries), withdrawn(entries)
    found: list[Source] = []
    for at, text in shown_words(entries, pages):
        found.append(Source(at, text, ON_A_SLIDE))
    for entry in entries:
        match entry.event:
            case MessageSaid(message):
                found.append(Source(entry.at, LINK.sub(" ", texts.get(message, "")), WRITTEN))
            case QuestionAsked(_, text):
                found.append(Source(entry.at, text, ASKED))
            case PollOpened(poll, question, options) if poll not in gone:
                found.append(Source(entry.at, "\n".join([question, *options]), ASKED))
            case AgendaPlanned(segments):
                found += [Source(0, one.title, ASKED) for one in segments]
    return found


def digest(
    entries: Sequence[Entry],
    chapters: Sequence[Chapter],
    terms: Keywords,
    pages: PageText,
    leads: frozenset[Id],
    reader: Id | None = None,
) -> Digest:
    """Sum up entries in playing order, as far as `reader` may see them; `leads`: who leads the class."""
    lines = read(entry for entry in entries if entry.to == EVERYONE)
    return Digest(
        _parts(chapters, terms, lines),
        terms.terms(),
        tuple(_links(entries, pages)[:MOST]),
        tuple(_files(entries)[:MOST]),
        tuple(_questions(entries)[:MOST]),
        tuple(_tasks(entries, lines, pages, leads, reader)[:TASKS_AT_MOST]),
    )


def _parts(chapters: Sequence[Chapter], terms: Keywords, lines: Sequence[CaptionSpoken]) -> tuple[Part, ...]:
    told = terms.of_stretches([(one.start, one.end) for one in chapters])
    common = [one.term for one in terms.terms()]
    parts = []
    for chapter, own in zip(chapters, told, strict=True):
        inside = [line for line in lines if chapter.start <= line.start < chapter.end]
        telling = _telling(inside, [*own, *common])
        parts.append(Part(*chapter, own, telling))
    return tuple(parts)


def _telling(lines: Sequence[CaptionSpoken], terms: Sequence[str]) -> Said | None:
    """The line in which most of these terms stand, the first of equals."""
    best, most = None, 0
    wanted = {term.casefold() for term in terms}
    for line in lines:
        if not SHORTEST <= _length(line.text) <= LONGEST:
            continue
        text = line.text.casefold()
        many = sum(term in text for term in wanted)
        if many > most:
            best, most = Said(line.start, line.person, line.text), many
    return best


def _length(text: str) -> int:
    """A letter of Chinese says as much as three of the others."""
    return sum(3 if letter >= "\u2e80" else 1 for letter in text)


def _links(entries: Sequence[Entry], pages: PageText) -> list[Link]:
    texts, found = messages_now(entries), dict[str, Link]()

    def add(at: Milliseconds, text: str, person: Id | None) -> None:
        for url in addresses(text):
            found.setdefault(url, Link(at, url, person))

    shown = {(entry.event.deck, entry.event.page) for entry in entries if isinstance(entry.event, PageShown)}
    for entry in entries:
        match entry.event:
            case MessageSaid(message):
                add(entry.at, texts.get(message, ""), entry.by)
            case QuestionAnswered(_, text) | WelcomeSet(text):
                add(entry.at, text, entry.by)
            case PageShown(deck, page) if (deck, page) in shown:
                shown.discard((deck, page))
                add(entry.at, pages(deck, page), None)
    return sorted(found.values(), key=lambda one: one.at)


def _files(entries: Iterable[Entry]) -> list[Shared]:
    gone = {entry.event.message for entry in entries if isinstance(entry.event, MessageRedacted)}
    return [
        Shared(entry.at, file.file, file.name, file.size, entry.by)
        for entry in entries
        if isinstance(entry.event, MessageSaid) and entry.event.message not in gone
        for file in entry.event.files
    ]


def _questions(entries: Sequence[Entry]) -> list[Asked]:
    asked: dict[Id, Asked] = {}
    for entry in entries:
        if isinstance(entry.event, QuestionAsked):
            one = entry.event
            asked[one.question] = Asked(entry.at, one.question, one.text, entry.by)
    for entry in sorted(entries, key=lambda one: one.seq):
        match entry.event:
            case QuestionAnswered(question, text) if question in asked:
                asked[question].answer, asked[question].answered_at = text, entry.at
            case QuestionReopened(question) if question in asked:
                asked[question].answer = asked[question].answered_at = None
            case QuestionRedacted(question):
                asked.pop(question, None)
            case QuestionUpvoted(question) if question in asked:
                asked[question].voters.add(entry.by)
            case UpvoteWithdrawn(question) if question in asked:
                asked[question].voters.discard(entry.by)
    return list(asked.values())


def _tasks(
    entries: Sequence[Entry],
    lines: Sequence[CaptionSpoken],
    pages: PageText,
    leads: frozenset[Id],
    reader: Id | None,
) -> list[Task]:
    texts = messages_now(entries)
    done = {
        entry.event.poll for entry in entries if isinstance(entry.event, BallotCast) and entry.by == reader
    }
    done |= withdrawn(entries)
    found = [Task(at, "task", title, by, None, task) for at, by, task, title in open_for(entries, reader)]
    for entry in entries:
        match entry.event:
            case PollOpened(poll, question) if reader not in leads and poll not in done:
                found.append(Task(entry.at, "poll", question, None, poll))
            case MessageSaid(message) if entry.by in leads and sets_a_task(texts.get(message, "")):
                found.append(Task(entry.at, "written", texts[message][:TASK_LENGTH], entry.by))
    found += [
        Task(line.start, "said", line.text, line.person)
        for line in lines
        if line.person in leads and sets_a_task(line.text)
    ]
    for at, text in shown_words(entries, pages):
        found += [Task(at, "shown", one.strip()) for one in text.splitlines() if sets_a_task(one)]
    once = {(task.kind, task.task, task.text.casefold()): task for task in reversed(found)}
    return sorted(once.values(), key=lambda one: one.at)


def sets_a_task(text: str) -> bool:
    """Whether a sentence sets the class a task."""
    return SET.search(text) is not None
