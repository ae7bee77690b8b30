"""The summary of a class: for the page that shows it, and in words for documents."""

from dataclasses import asdict
from typing import Any

from aiohttp import web

from rooms.digest import Digest
from rooms.facts import Entry
from rooms.summary import SummaryWithdrawn, SummaryWritten
from rooms.wording import said
from server.digests import digest_of
from server.errors import Problem
from server.http.access import Visit, limit, visit
from server.http.answers import answer, school_of
from server.http.timeline import class_time
from server.school import School
from server.spoken import spoken_in
from transcription.documents import Remark, Section


async def summary(request: web.Request) -> web.Response:
    """GET classes/{id}/summary.json: chapters, key terms, links, files, questions and tasks, each with its moment."""
    visitor, school = await visit(request), school_of(request)
    limit(request, visitor.identity, "summary")
    if not visitor.inside:
        raise Problem("not_permitted")
    found = await digest_for(school, visitor, class_time(request, visitor))
    told = {name: [_json(one) for one in items] for name, items in _lists(found).items()}
    room, settings = visitor.timeline.room, school.settings
    terms, language = room.terms.terms, spoken_in(school, room)
    about: dict[str, Any] = {"posts": terms.posts, "language": language}
    if visitor.is_staff:
        about["model"] = settings.language_model if settings.language_model_url else None
    return answer({"ok": True, **told, **about})


async def digest_for(school: School, visitor: Visit, end: int) -> Digest:
    """The digest of a class as one visitor may read it."""
    return await digest_of(
        school, visitor.found.id, visitor.entries(), visitor.timeline.room, end, visitor.person
    )


def _lists(found: Digest) -> dict[str, Any]:
    return {
        "chapters": found.parts,
        "terms": found.terms,
        "links": found.links,
        "files": found.files,
        "questions": found.questions,
        "tasks": found.tasks,
    }


def _json(one: Any) -> dict[str, Any]:
    told = asdict(one)
    if "voters" in told:
        told["votes"] = len(told.pop("voters"))
    return told


async def before(school: School, visitor: Visit, end: int) -> tuple[Digest, list[Section]]:
    """The digest, and what of it stands before a transcript."""
    found, room = await digest_for(school, visitor, end), visitor.timeline.room
    machine, posts = machine_wrote(visitor.entries()), room.terms.terms.posts
    return found, sections(found, machine, posts, spoken_in(school, room))


def machine_wrote(entries: list[Entry]) -> SummaryWritten | None:
    """What a machine wrote last of these entries, if nobody took it back."""
    written = [entry.event for entry in entries if isinstance(entry.event, SummaryWritten)]
    gone = {entry.event.summary for entry in entries if isinstance(entry.event, SummaryWithdrawn)}
    return written[-1] if written and written[-1].summary not in gone else None


def sections(found: Digest, machine: SummaryWritten | None, posts: int, language: str) -> list[Section]:
    """The summary in words, for a document; what is empty is left out."""

    def head(phrase: Any, value: object = "") -> str:
        return said(language, phrase, value)

    made = []
    if machine is not None:
        points = [Remark(point.at, point.text) for point in machine.points]
        made.append(Section(head("summary"), points, head("machine", machine.model)))
    made.append(
        Section(head("terms"), [Remark(one.moments[0], _term(one)) for one in found.terms if one.moments])
    )
    tasks = [Remark(task.at, task.text) for task in found.tasks]
    wanted = [Remark(None, head("posts", posts))] if posts else []
    made.append(Section(head("tasks"), [*wanted, *tasks]))
    asked = [
        Remark(
            one.at,
            f"{one.text} — {head('no_answer') if one.answer is None else one.answer or head('answered_aloud')}",
        )
        for one in found.questions
    ]
    made.append(Section(head("questions"), asked))
    made.append(Section(head("links"), [Remark(one.at, one.url) for one in found.links]))
    made.append(Section(head("files"), [Remark(one.at, one.name) for one in found.files]))
    return [one for one in made if one.remarks]


def _term(one: Any) -> str:
    return f"{one.term}: {one.meaning}" if one.meaning else str(one.term)
