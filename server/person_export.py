"""What the school keeps of one person, as the files of an archive (pages, JSON, files, recordings): all of it for themselves."""

import asyncio
import html
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from recording import erasure, manifest
from rooms.captions import read as lines_of
from rooms.chat import MessageEdited, MessageSaid
from rooms.facts import Entry, Reader
from rooms.notes import CommentAdded, CommentEdited
from rooms.polls import BallotCast
from rooms.questions import QuestionAnswered, QuestionAsked
from rooms.room import Room
from rooms.traces import theirs
from rooms.wire import entry_to_json
from server.archives import Member
from server.attachments import attachment_for
from server.kept_files import files_folder
from server.person_report import of_class
from server.recordings import recording_folder
from server.school import School
from server.store.people import Person
from server.texts import say

UNSAFE = re.compile(r'[\0-\x1f\x7f/\\:*?"<>|.]+')
STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}"
    "dt{color:#666}dd{margin:0 0 .5rem}td{padding:.1rem 1rem .1rem 0;vertical-align:top}small{color:#666}"
    ":root{color-scheme:light dark}"
)
PRIVATE = ("mailboxes", "calendars", "reminded")  # rows that are nobody else's business
READ = ("messages", "questions", "comments", "written_answers", "answers", "lines")
Said = dict[str, list[tuple[int, str]]]
"""What they said, by kind: class ms and words."""


def plain_name(title: str) -> str:
    """A title as a file's name."""
    return " ".join(UNSAFE.sub(" ", title).split())[:60] or "class"


async def members_of(
    school: School, person: Person, by: str, classes: list[str], language: str
) -> AsyncIterator[Member]:
    """The files of the archive, from these classes, the page that leads to all others last.

    `by` takes it: where that is somebody else, they get what those who lead a class may see and hear of it.
    """
    other = None if by == person.id else Reader(by, "instructor")
    rows = await school.store.personal.rows(person.id)
    if other is not None:
        rows = {name: found for name, found in rows.items() if name not in PRIVATE}
    yield "account.json", _json(rows)
    listed = []
    for number, class_id in enumerate(classes, 1):
        told = await of_class(school, class_id, person.id)
        if told is None:
            continue
        folder = f"classes/{number:03} {plain_name(told['title'])}"
        timeline = await school.classrooms.read(class_id)
        room, entries = timeline.room, list(timeline.entries)
        own = await asyncio.to_thread(theirs, room, entries, person.id, other)
        yield f"{folder}/entries.json", await asyncio.to_thread(_entries, own)
        yield f"{folder}/figures.json", _json(told)
        files: list[str] = []
        async for name, path in _files(school, class_id, room, person.id, other):
            files.append(name)
            yield f"{folder}/{name}", path
        page = _page(language, told, await asyncio.to_thread(_said, room, own, person.id), files)
        yield f"{folder}/index.html", page
        listed.append((folder, told))
    yield "index.html", _front(language, person, rows, listed, whole=other is None)


async def _files(
    school: School, class_id: str, room: Room, person: str, other: Reader | None
) -> AsyncIterator[tuple[str, Path]]:
    """What they brought, voice notes too, and each of their tracks as it was recorded."""
    kept, reader = files_folder(school.data, class_id), other or Reader(person, "student")
    for file, one in room.files.kept.items():
        if one.by == person and attachment_for(room, file, reader) is not None and (kept / file).is_file():
            yield (
                f"files/{file} {plain_name(Path(one.attachment.name).stem)}{_ending(one.attachment.name)}",
                kept / file,
            )
    folder = recording_folder(school.data, class_id)
    made = await asyncio.to_thread(manifest.read, folder)
    if made is not None and other is not None:
        made = manifest.for_reader(made, other)
    for track in [] if made is None else erasure.tracks_of(made, person):
        yield f"recorded/{track['source']} {track['file']}", folder / track["file"]


def _ending(name: str) -> str:
    found = re.search(r"\.[A-Za-z0-9]{1,8}\Z", name)
    return found.group() if found else ""


def _json(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1)


def _entries(own: list[Entry]) -> bytes:
    return _json([entry_to_json(entry) for entry in own])


def _said(room: Room, own: list[Entry], person: str) -> Said:
    """Words as they read now, by kind, in the order of the class."""
    latest: dict[tuple[str, str], tuple[int, str]] = {}
    for entry in own:
        match entry.event:
            case MessageSaid(message=name, text=text) | MessageEdited(message=name, text=text):
                found = ("messages", name, text)
            case CommentAdded(comment=name, text=text) | CommentEdited(comment=name, text=text):
                found = ("comments", name, text)
            case QuestionAsked(question=name, text=text):
                found = ("questions", name, text)
            case QuestionAnswered(question=name, text=text):
                found = ("written_answers", name, text)
            case BallotCast(poll=name) as ballot:
                found = ("answers", name, _ballot(room, ballot))
            case _:
                continue
        kind, name, text = found
        at = latest.get((kind, name), (entry.at, ""))[0]
        latest[kind, name] = (at, text)
    said: Said = {kind: [] for kind in READ}
    for (kind, _), one in latest.items():
        if one[1]:
            said[kind].append(one)
    said["lines"] = [(line.start, line.text) for line in lines_of(own) if line.person == person]
    return {kind: sorted(found) for kind, found in said.items()}


def _ballot(room: Room, ballot: BallotCast) -> str:
    poll = room.polls.polls.get(ballot.poll)
    if poll is None:
        return ", ".join(ballot.texts)
    options = poll.question.options
    chosen = [options[one] if 0 <= one < len(options) else str(one + 1) for one in ballot.choices]
    return f"{poll.text} — {', '.join([*chosen, *ballot.texts])}"


def _clock(at: int) -> str:
    minutes, seconds = divmod(at // 1000, 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _day(at: int | None) -> str:
    return "" if at is None else datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")


def _document(language: str, title: str, body: str) -> bytes:
    turned = ' dir="rtl"' if language == "ar" else ""
    return (
        f'<!doctype html><html lang="{language}"{turned}><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width"><title>{html.escape(title)}</title><style>{STYLE}</style>'
        f"<h1>{html.escape(title)}</h1>{body}</html>"
    ).encode()


def _figures(language: str, told: dict[str, Any]) -> str:
    counted = {**told["counts"], **told["recorded"]}
    rows = [
        f"<tr><td>{html.escape(say(language, f'data_{name}'))}<td>{count}"
        for name, count in counted.items()
        if count
    ]
    return f"<table>{''.join(rows)}</table>" if rows else f"<p>{html.escape(say(language, 'data_nothing'))}"


def _page(language: str, told: dict[str, Any], said: Said, files: list[str]) -> bytes:
    parts = [f"<p><small>{_day(told['opened_at'])}</small>", _figures(language, told)]
    for kind, found in said.items():
        if found:
            lines = "".join(f"<dt>{_clock(at)}<dd>{html.escape(text)}" for at, text in found)
            parts.append(f"<h2>{html.escape(say(language, f'data_{kind}'))}</h2><dl dir=auto>{lines}</dl>")
    if files:
        links = "".join(
            f'<li><a href="{html.escape(name, quote=True)}">{html.escape(name)}</a>' for name in files
        )
        parts.append(f"<h2>{html.escape(say(language, 'data_files'))}</h2><ul>{links}</ul>")
    return _document(language, told["title"], "".join(parts))


def _front(
    language: str,
    person: Person,
    rows: dict[str, Any],
    listed: list[tuple[str, dict[str, Any]]],
    *,
    whole: bool,
) -> bytes:
    hint = say(language, "data_hint", when=datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"))
    links = "".join(
        f'<li><a href="{html.escape(folder, quote=True)}/index.html">{html.escape(told["title"])}</a> '
        f"<small>{_day(told['opened_at'])}</small>{_figures(language, told)}"
        for folder, told in listed
    )
    boxes = "".join(f"<li>{html.escape(str(one['address']))}" for one in rows.get("mailboxes", ()))
    account = f'<ul><li>{html.escape(person.name)}{boxes}<li><a href="account.json">account.json</a></ul>'
    left_out = "" if whole else f"<p>{html.escape(say(language, 'data_private', name=person.name))}"
    body = (
        f"<p>{html.escape(hint)}{left_out}<h2>{html.escape(say(language, 'data_account'))}</h2>{account}"
        f"<h2>{html.escape(say(language, 'data_classes'))}</h2><ul>{links}</ul>"
    )
    return _document(language, say(language, "data_title", name=person.name), body)
