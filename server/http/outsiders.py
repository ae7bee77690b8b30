"""Who does not belong to a class but may look at it: its course, whoever has a link to look, or everybody, as it is shown."""

from aiohttp import web

from rooms.room import Room
from server.auth import Identity
from server.errors import Problem
from server.http.answers import school_of
from server.store.courses import SchoolClass
from server.store.people import unix_ms

LINK, LOOKER = "link", "looker"
"""What stands in the place of a role in keys of those who only look."""


async def must_be_shown(request: web.Request, identity: Identity, found: SchoolClass, room: Room) -> None:
    """Refuse whoever may not look, and everything but looking."""
    if identity.link is not None:
        await _by_link(request, identity.link, found, room)
    elif not await _is_shown(request, identity, found, room):
        nobody = identity.person is None and identity.class_id is None
        raise Problem("sign_in_needed" if nobody else "not_permitted")
    if request.method not in ("GET", "HEAD"):
        raise Problem("only_look")


async def _by_link(request: web.Request, name: str, found: SchoolClass, room: Room) -> None:
    links = school_of(request).store.links
    link = await links.find(name)
    if link is None or link.class_id != found.id:
        raise Problem("bad_ticket")
    if link.is_over(unix_ms()):
        raise Problem("ticket_expired")
    if room.lesson.ended_at is None or not room.visibility.shows("link"):
        raise Problem("class_hidden")
    await links.note_use(link)


async def _is_shown(request: web.Request, identity: Identity, found: SchoolClass, room: Room) -> bool:
    if room.lesson.ended_at is None:
        return False
    if room.visibility.shows("public"):
        return True
    if identity.person is None or not room.visibility.shows("course"):
        return False
    return await school_of(request).store.courses.takes(found.course, identity.person)


def key_holder(identity: Identity, role: str) -> tuple[str, str]:
    """Whose a key in an address is, and in which role, for `Tokens`; of whoever only looks it is judged anew."""
    if identity.link is not None:
        return identity.link, LINK
    return identity.person or "", role


def holder(class_id: str, person: str, role: str) -> Identity:
    """Who such a key was made for."""
    if role == LINK:
        return Identity(None, link=person)
    if role == LOOKER:
        return Identity(person or None)
    return Identity(person or None, class_id, role)
