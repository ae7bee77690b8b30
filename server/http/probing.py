"""Trying the network before class: what the lobby needs to find out which ways media can take."""

from aiohttp import web

from server.auth import Identity
from server.http.access import address_of, limit, refuse_other_sites
from server.http.answers import body_of, passed_on, school_of


async def probe(request: web.Request) -> web.Response:
    """POST probe {ticket} -> {iceParameters, iceCandidates, iceServers}: answers ICE checks for half a minute."""
    school, body = school_of(request), await body_of(request)
    refuse_other_sites(request)
    limit(request, Identity(None), "probe")
    ticket = school.tokens.read_ticket(body.get("ticket"))
    # The process that leads the class answers: its ports are those that media will need.
    asked = {"what": "probe", "asker": address_of(request)}
    return passed_on(await school.classrooms.ask(ticket.class_id, asked))
