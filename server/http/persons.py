"""People of the school: what is kept of each, all of it to take away, and their removal, for themselves and those who administer."""

import unicodedata
from typing import Any
from urllib.parse import quote

from aiohttp import web

from rooms.erasure import ERASED
from rooms.errors import Refusal
from server.archives import send
from server.auth import Identity
from server.errors import Problem, error_json
from server.http.access import account_of, identify, limit
from server.http.answers import answer, body_of, erasures_of, school_of
from server.person_export import members_of, plain_name
from server.person_report import report_of
from server.report_files import to_markdown
from server.scarce import one_of
from server.school import School
from server.store.erasures import Erased
from server.store.people import Person, new_id
from server.texts import LANGUAGES

MOST_EXPORTS = 2  # at once
MOST_SEARCHES = 2  # likewise: each reads the log of the whole school, and connections to the database are few


async def listed(request: web.Request) -> web.Response:
    """GET persons?find= -> {people: [{person, name, account, classes}], more}: those whom the account administers."""
    school, account, identity = school_of(request), await account_of(request), await identify(request)
    limit(request, identity, "read")
    everybody = identity.api or (await school.store.people.owner()).id == account
    words = request.query.get("find", "")[:200]
    found, more = await school.store.personal.find(words, None if everybody else account)
    told = [
        {"person": one.id, "name": one.name, "account": one.account, "classes": classes}
        for one, classes in found
    ]
    return answer({"ok": True, "people": told, "more": more})


async def report(request: web.Request) -> web.Response:
    """GET persons/{person}/report: how much is kept of a person (`me`: of whoever asks), class by class; figures alone."""
    person, by = await _subject(request, "report")
    school = school_of(request)
    with one_of(school.gathering, by, MOST_SEARCHES):
        told = await report_of(school, person.id)
    refused = None if told["refused"] is None else error_json(_refusal(told["refused"]))["error"]
    return answer({"ok": True, "person": person.id, "name": person.name, **told, "refused": refused})


async def export(request: web.Request) -> web.StreamResponse:
    """GET persons/{person}/export.zip: what is kept of a person, with files and recordings; for others, what those who lead may see of it."""
    person, by = await _subject(request, "export")
    school = school_of(request)
    with one_of(school.exporting, person.id, MOST_EXPORTS):
        with one_of(school.gathering, by, MOST_SEARCHES):
            classes = await school.store.personal.classes(person.id)
        if by != person.id:
            for course in sorted(await school.store.personal.courses_of(person.id)):
                await school.store.audit.write(course, "person_exported", by, person=person.id)
        name = quote(f"amphi {plain_name(person.name)}.zip")
        headers = {
            "Content-Type": "application/zip",
            "Content-Disposition": f"attachment; filename=\"amphi.zip\"; filename*=UTF-8''{name}",
            "Cache-Control": "no-store",
        }
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        members = members_of(school, person, by, classes, _language(request))
        try:
            await send(members, response.write)
        except TimeoutError:  # whoever only pretends to read would hold the place of others
            if request.transport is not None:
                request.transport.abort()
        return response


async def erase(request: web.Request) -> web.Response:
    """POST persons/{person}/erasure {name} -> {erasure, key, state}: remove a person for ever; their name says that it is meant."""
    person, by = await _subject(request, "erase")
    school, body = school_of(request), await body_of(request)
    if _typed(body.get("name")) != _typed(person.name):
        raise Problem("wrong_name")
    with one_of(school.gathering, by, MOST_SEARCHES):
        told = await report_of(school, person.id)
    if told["refused"] is not None:
        raise _refusal(told["refused"])
    asked = await school.store.erasures.ask(person.id, new_id(ERASED.rstrip("-")).replace("_", "-"), by, told)
    await erasures_of(request).refresh()
    return answer({"ok": True, **_state(school, asked)}, 202)


async def state(request: web.Request) -> web.Response:
    """GET erasures/{erasure}.json (or .md): how far it is, and what it removed and kept, for whoever has its `key`."""
    school = school_of(request)
    limit(request, Identity(None), "read")
    wanted = school.tokens.read_erasure(request.query.get("key"))
    found = await school.store.erasures.find(request.match_info["erasure"][:40])
    if found is None or found.id != wanted:
        raise Problem("bad_ticket")
    if request.match_info["form"] == "json":
        return answer({"ok": True, **_state(school, found), "report": found.report})
    response = web.Response(
        text=to_markdown(_language(request), found), content_type="text/markdown", charset="utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{found.id}.md"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _refusal(refused: dict[str, Any]) -> Problem:
    return Problem(refused["code"], ", ".join(refused["about"][:5]))


def _state(school: School, found: Erased) -> dict[str, Any]:
    return {
        "erasure": found.id,
        "key": school.tokens.erasure(found.id),
        "state": found.state,
        "reason": found.reason,
        "classes": len(found.report["classes"]),
        "done": len(found.done),
    }


def _language(request: web.Request) -> str:
    wanted = request.query.get("language", "en")
    return wanted if wanted in LANGUAGES else "en"


def _typed(name: object) -> str:
    return unicodedata.normalize("NFC", name).strip().casefold() if isinstance(name, str) else ""


async def _subject(request: web.Request, kind: str) -> tuple[Person, str]:
    """Whom a request is about, and who asks; raises unless these are the same, or the latter administers the former."""
    school, identity = school_of(request), await identify(request)
    limit(request, identity, kind)
    if identity.person is None or identity.class_id is not None:
        raise Problem("sign_in_needed")
    wanted = request.match_info["person"][:40]
    who = identity.person if wanted == "me" else wanted
    found = await school.store.people.find(who)
    if who != identity.person:
        await _must_administer(request, identity, found)
    if found is None or found.id.startswith(ERASED):
        raise Refusal("no_such_person")
    return found, identity.person


async def _must_administer(request: web.Request, identity: Identity, found: Person | None) -> None:
    """Whoever runs the school administers everybody; who owns courses, all who belong to no others and have no account."""
    school, account = school_of(request), await account_of(request)
    if identity.api or (await school.store.people.owner()).id == account:
        return
    if found is None or found.account:
        raise Problem("not_permitted")
    courses, _ = await school.store.courses.desk(account)
    belongs = await school.store.personal.courses_of(found.id)
    if not belongs or not belongs <= {one.id for one in courses if one.owner == account}:
        raise Problem("not_permitted")
