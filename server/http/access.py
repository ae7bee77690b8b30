"""Who asks, and what they are in the class they ask about: API token, person token, class ticket or session cookie."""

import contextlib
import hmac
import time
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from aiohttp import web

from rooms.facts import STAFF_ROLES, Entry, Reader, Role
from rooms.roles import Permission
from rooms.withheld import masked, masks
from server.addresses import visitor
from server.auth import Identity
from server.classrooms import Timeline
from server.errors import Problem
from server.http.answers import school_of
from server.http.outsiders import LOOKER, key_holder, must_be_shown
from server.live.audiences import sees
from server.store.courses import Course, SchoolClass

COOKIE = "amphi_session"


@dataclass(frozen=True)
class Visit:
    """A request about a class by someone who may read it."""

    found: SchoolClass
    timeline: Timeline
    person: str | None
    role: Role
    inside: bool
    identity: Identity
    looks: bool = False  # does not belong to the class, and may only look

    @property
    def reader(self) -> Reader:
        """How this visitor reads the timeline."""
        return self.timeline.room.reader(self.person, self.role)

    @property
    def is_staff(self) -> bool:
        """Whether the visitor leads the class."""
        return self.reader.role in STAFF_ROLES

    def entries(self) -> list[Entry]:
        """What the visitor gets of the class as it was edited."""
        room, reader = self.timeline.room, self.reader
        names = masks(room, reader)
        return [
            masked(one, names)
            for one in list(self.timeline.entries)
            if sees(one, reader, inside=self.inside, room=room)
        ]

    @property
    def holder(self) -> tuple[str, str]:
        """Whose keys in addresses are, and in which role."""
        return key_holder(self.identity, LOOKER if self.looks else self.reader.role)


async def identify(request: web.Request) -> Identity:
    """Who asks; raises sign_in_needed if nobody known does."""
    school = school_of(request)
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        expected = school.settings.api_token
        # What is not UTF-8 in a header arrives as surrogates.
        given = token.encode(errors="surrogatepass")
        if expected and hmac.compare_digest(given, expected.encode()):
            owner = await school.store.people.owner()
            return Identity(owner.id, api=True)
        try:
            return school.tokens.read_person(token)
        except Problem as problem:
            if problem.code == "ticket_expired":
                raise Problem("sign_in_needed") from problem
        return _by_ticket(request, token)
    if "ticket" in request.query:
        return _by_ticket(request, request.query["ticket"])
    return _by_session(request)


def _by_ticket(request: web.Request, token: str) -> Identity:
    try:
        ticket = school_of(request).tokens.read_ticket(token)
    except Problem as problem:
        with contextlib.suppress(Problem):
            return Identity(None, link=school_of(request).tokens.read_look(token))
        code = problem.code if "ticket" in request.query else "sign_in_needed"
        raise Problem(code) from problem
    return Identity(None, ticket.class_id, ticket.role)


def _by_session(request: web.Request) -> Identity:
    cookie = request.cookies.get(COOKIE)
    if not cookie:
        raise Problem("sign_in_needed")
    if request.method != "GET":
        refuse_other_sites(request)
    return Identity(school_of(request).tokens.read_session(cookie))


def refuse_other_sites(request: web.Request) -> None:
    """A page of another site may make a browser send a request, but not without the browser saying so."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is None:  # left out by old browsers, and by all on plain http
        origin = request.headers.get("Origin")
        own = (request.host, urlsplit(school_of(request).settings.address).netloc)
        site = "same-origin" if origin is None or urlsplit(origin).netloc in own else "cross-site"
    if site in ("cross-site", "same-site"):
        raise Problem("not_permitted")


def session_of(request: web.Request) -> str | None:
    """The person of the session cookie, None without a valid one."""
    try:
        return _by_session(request).person
    except Problem:
        return None


async def account_of(request: web.Request) -> str:
    """The account that asks: a signed-in instructor, or the owner by API token."""
    identity = await identify(request)
    if identity.api and identity.person:
        return identity.person
    person = await school_of(request).store.people.find(identity.person or "")
    if person is None or not person.account or identity.class_id is not None:
        raise Problem("not_permitted")
    return person.id


async def course_led(request: web.Request, kind: str) -> Course:
    """The course in the address, for whoever owns it; counts as `kind` of what is limited."""
    owner, identity = await account_of(request), await identify(request)
    limit(request, identity, kind)
    course = await school_of(request).store.courses.course(request.match_info["course"][:40])
    if course is None:
        raise Problem("no_such_course")
    if course.owner != owner and not identity.api:
        raise Problem("not_permitted")
    return course


async def visit(request: web.Request) -> Visit:
    """Who asks about the class in the address; raises unless they may read it."""
    try:
        identity = await identify(request)
    except Problem as problem:
        if problem.code != "sign_in_needed":
            raise
        identity = Identity(None)  # the class may be shown to everybody
    return await visit_as(request, identity)


async def visit_as(request: web.Request, identity: Identity) -> Visit:
    """The same for somebody who was recognised in another way."""
    school = school_of(request)
    class_id = request.match_info["id"]
    limit(request, identity, "read")
    found = await school.store.courses.find(class_id)
    if found is None:
        raise Problem("sign_in_needed" if identity == Identity(None) else "no_such_class")
    role = await _role(request, identity, found)
    timeline = await school.classrooms.read(class_id)
    room = timeline.room
    if identity.person is not None and identity.person in room.people.removed:
        raise Problem("not_permitted")
    leads = role is not None and room.reader(identity.person, role).role in STAFF_ROLES
    if found.draft and not leads and (room.seq == 0 or room.lesson.draft):
        raise Problem("not_published")
    if role is None:
        await must_be_shown(request, identity, found, room)
        return Visit(found, timeline, identity.person, "guest", True, identity, looks=True)
    inside = room.may_read(identity.person, role)
    if not inside and room.lesson.ended_at is not None:
        raise Problem("class_hidden")
    return Visit(found, timeline, identity.person, role, inside, identity)


async def lead(request: web.Request) -> Visit:
    """The same for those who lead the class; everybody else is refused."""
    visitor = await visit(request)
    if not visitor.is_staff:
        raise Problem("not_permitted")
    return visitor


async def must_have(request: web.Request, right: Permission) -> Visit:
    """The same for those who have a right in the class now; everybody else is refused."""
    visitor = await visit(request)
    if not visitor.timeline.room.may(visitor.person, visitor.role, right):
        raise Problem("not_permitted")
    return visitor


async def _role(request: web.Request, identity: Identity, found: SchoolClass) -> Role | None:
    """None: not one of this class."""
    if identity.class_id is not None:
        return cast("Role", identity.role) if identity.class_id == found.id else None
    courses = school_of(request).store.courses
    course = await courses.course(found.course)
    if identity.api or (course is not None and course.owner == identity.person):
        return "instructor"
    return cast("Role | None", await courses.role(found.id, identity.person or ""))


def limit(request: web.Request, identity: Identity, kind: str) -> None:
    """Refuse what comes too fast from one person, or from one address where nobody is known."""
    if identity.api:
        return
    who = identity.person
    if who is None:  # a whole school may sit behind one address
        who, kind = f"address {address_of(request)}", f"{kind}_address"
    if not school_of(request).limits.allow(who, kind, time.monotonic()):
        raise Problem("too_fast")


def address_of(request: web.Request) -> str:
    """Where a request comes from, behind whatever proxy."""
    forwarded = ",".join(request.headers.getall("X-Forwarded-For", ()))
    return visitor(request.remote or "", forwarded, school_of(request).settings.trusted_proxies)
