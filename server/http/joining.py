"""Coming in: sign-in links, class links, and who someone is when they join under a name."""

from aiohttp import web

from rooms.facts import STAFF_ROLES
from server.auth import SESSION_SECONDS, Identity, Ticket, clean_name
from server.errors import Problem
from server.http.access import COOKIE, limit, refuse_other_sites, session_of
from server.http.answers import answer, body_of, school_of
from server.http.classes import class_json
from server.media.capabilities import router_capabilities
from server.school import School
from server.store.people import Person


async def sign_in(request: web.Request) -> web.StreamResponse:
    """GET /signin/{token}: remember the account in a cookie and go to the desk."""
    school = school_of(request)
    try:
        person = school.tokens.read_sign_in(request.match_info["token"])
        found = await school.store.people.find(person)
    except Problem as problem:
        return _go_to(f"/?problem={problem.code}")
    if found is None or not found.account:
        return _go_to("/?problem=bad_ticket")
    response = _go_to("/")
    _remember(request, response, person)
    return response


def _go_to(path: str) -> web.Response:
    return web.Response(status=302, headers={"Location": path, "Cache-Control": "no-store"})


def _remember(request: web.Request, response: web.StreamResponse, person: str) -> None:
    school = school_of(request)
    secure = request.secure or school.settings.address.startswith("https://")
    response.set_cookie(
        COOKIE,
        school.tokens.session(person),
        max_age=SESSION_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=secure,
        path="/",
    )


async def sign_out(request: web.Request) -> web.Response:
    """POST signout: forget the session in this browser."""
    refuse_other_sites(request)
    response = answer({"ok": True})
    response.del_cookie(COOKIE, path="/")
    return response


async def show_ticket(request: web.Request) -> web.Response:
    """GET tickets/{ticket}: what the lobby shows before anyone has said a name."""
    school = school_of(request)
    limit(request, Identity(None), "read")
    ticket = school.tokens.read_ticket(request.match_info["ticket"])
    found = await school.store.courses.find(ticket.class_id)
    if found is None:
        raise Problem("no_such_class")
    await _must_be_published(school, ticket)
    course = await school.store.courses.course(found.course)
    live = school.classrooms.here(found.id)
    room = live.classroom.room if live else None
    shown = class_json(found, room)
    person = await school.store.people.find(session_of(request) or "")
    signed_in = None
    if person is not None:
        # Whoever owns the course leads its classes, also those they never were in.
        owns = course is not None and course.owner == person.id
        member = owns or await school.store.courses.role(found.id, person.id) is not None
        signed_in = {"name": person.name, "member": member}
    title = course.title if course else ""
    if room is None and found.state == "scheduled":
        room = (await school.classrooms.read(found.id)).room
    # Where whoever comes must be let in first, what is said inside is not for them yet.
    welcome = room.welcome.text if room is not None and room.lobby.door == "open" else ""
    about = {
        "class": {**shown, "course": title},
        "role": ticket.role,
        "signed_in": signed_in,
        "welcome": welcome,
    }
    return answer({"ok": True, **about, "present": len(live.classroom.room.people.present) if live else 0})


async def _must_be_published(school: School, ticket: Ticket) -> None:
    """A draft takes in those who lead alone; whoever comes into a live class does not wait for the database."""
    if ticket.role in STAFF_ROLES:
        return
    live = school.classrooms.here(ticket.class_id)
    if live is not None:
        draft = live.classroom.room.lesson.draft
    else:
        found = await school.store.courses.find(ticket.class_id)
        draft = found is not None and found.draft
    if draft:
        raise Problem("not_published")


async def capabilities(request: web.Request) -> web.Response:
    """GET capabilities: the media that can be forwarded, so that a browser prepares for it before it comes in."""
    limit(request, Identity(None), "read")
    return answer({"ok": True, "rtpCapabilities": router_capabilities()})


async def join(request: web.Request) -> web.Response:
    """POST join {ticket, name} -> {class, person, role, name, token}."""
    school, body = school_of(request), await body_of(request)
    refuse_other_sites(request)  # else it could put its own session in the place of the one that is there
    limit(request, Identity(None), "join")
    ticket = school.tokens.read_ticket(body.get("ticket"))
    name = clean_name(body.get("name"))
    class_id = ticket.class_id
    if not await school.classrooms.exists(class_id):
        raise Problem("no_such_class")
    await _must_be_published(school, ticket)
    known = await _recognise(request, ticket, name)
    person = known or await school.store.people.create(name)
    role = await _role(request, ticket, known) if known else ticket.role
    await school.store.courses.enrol(class_id, person.id, role)
    token = school.tokens.person(class_id, person.id, role)
    response = answer(
        {"ok": True, "class": class_id, "person": person.id, "role": role, "name": name, "token": token}
    )
    if session_of(request) is None:
        _remember(request, response, person.id)
    return response


async def _recognise(request: web.Request, ticket: Ticket, name: str) -> Person | None:
    """The same person again, if this window or this browser was here before: by its token, else by its cookie."""
    people = school_of(request).store.people
    held = _held_token(request)
    if held is not None and held.class_id == ticket.class_id and held.person is not None:
        known = await people.find(held.person)
        if known is not None and (
            known.name == name or not await _connected(request, ticket.class_id, known.id)
        ):
            return await _named(request, known, name)
    session = session_of(request)
    known = await people.find(session) if session else None
    if known is None:
        return None
    if known.name == name:
        return known
    # Someone with an account who tries the students' link under another name means to be another person there.
    fits = known.account == (ticket.role in STAFF_ROLES)
    if fits and not await _connected(request, ticket.class_id, known.id):
        return await _named(request, known, name)
    return None


def _held_token(request: web.Request) -> Identity | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    try:
        return school_of(request).tokens.read_person(token)
    except Problem:
        return None


async def _named(request: web.Request, person: Person, name: str) -> Person:
    if person.name != name:
        await school_of(request).store.people.rename(person.id, name)
    return Person(person.id, name, person.account)


async def _connected(request: web.Request, class_id: str, person: str) -> bool:
    school = school_of(request)
    reply = await school.classrooms.ask(class_id, {"what": "connected", "person": person})
    return not reply["ok"] or bool(reply["connected"])


async def _role(request: web.Request, ticket: Ticket, person: Person) -> str:
    """The role that the class gave last, unless the link gives a leading one."""
    room = (await school_of(request).classrooms.read(ticket.class_id)).room
    given = room.people.roles.get(person.id)
    if given is not None:
        return given
    earlier = await school_of(request).store.courses.role(ticket.class_id, person.id)
    return earlier if earlier in STAFF_ROLES else ticket.role
