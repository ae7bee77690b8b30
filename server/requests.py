"""What can be asked of a class that is led here, by this process's own gateway or by another process's."""

from dataclasses import dataclass
from typing import Any, cast

import structlog

from rooms.errors import Refusal
from rooms.facts import STAFF_ROLES, Caller, Order, Role
from rooms.lesson import OpenClass
from rooms.people import JoinClass
from rooms.wire import COMMANDS, build, command_from_json
from server.class_erasure import erase
from server.classroom import Classroom
from server.errors import Problem, error_json, problem_of
from server.live.media import ClassMedia
from server.live.signals import Signals
from server.media.errors import MediaLost, MediaRefusal
from server.reactions import Reactions, trouble_json
from server.recordings import ClassRecording
from server.seats import Connection

log = structlog.get_logger("requests")


@dataclass(frozen=True)
class Live:
    """Everything of one class that is led here."""

    classroom: Classroom
    media: ClassMedia
    recording: ClassRecording
    reactions: Reactions
    signals: Signals


async def answer(live: Live, request: dict[str, Any]) -> dict[str, Any]:
    """Answer a request; every error becomes the one shape that clients know."""
    try:
        return {"ok": True, **await _answer(live, request)}
    except (Refusal, Problem) as refusal:
        return error_json(refusal)
    except MediaLost:
        return error_json(Problem("media_restarting"))
    except MediaRefusal as refusal:
        told = {"code": refusal.code, "fault": "you", "message": refusal.message, "next": "Reload the page."}
        return {"ok": False, "error": told}
    except Exception as error:
        log.exception("a request failed", what=request.get("what"), class_id=live.classroom.id)
        return error_json(problem_of(error))


async def _answer(live: Live, request: dict[str, Any]) -> dict[str, Any]:
    match request["what"]:
        case "attach":
            await _attach(live, request)
        case "detach":
            live.classroom.detach(request["sid"])
        case "command":
            return {"seq": await _command(live.classroom, request)}
        case "do":
            command = build(COMMANDS[request["do"]], request["fields"])
            seq = await live.classroom.do(
                cast("Any", command), person=request.get("person"), by=request.get("by"), to=request.get("to")
            )
            return {"seq": seq}
        case "erase":
            await erase(live.classroom, str(request["person"]), str(request["alias"]))
        case "media":
            return await live.media.request(request["person"], request["sid"], request["request"])
        case "closing":
            live.classroom.seats.closing(request["sid"])
        case "probe":
            return await live.media.probe(request["asker"])
        case "signal":
            await live.signals.take(request["sid"], request["data"])
        case "manifest":
            return {"manifest": live.recording.manifest(request.get("since"))}
        case "settled":
            await live.classroom.settled()
        case "here":
            known = live.classroom.seats.connections
            return {"unknown": [sid for sid in request["sids"] if sid not in known]}
        case "connected":
            return {"connected": bool(live.classroom.seats.of(request["person"]))}
        case _:
            raise Problem("bad_request", "that is not known.")
    return {}


async def _attach(live: Live, request: dict[str, Any]) -> None:
    connection = Connection(
        request["sid"], request["node"], request["person"], request["role"], request["after"]
    )
    await live.classroom.attach(connection)
    leads = live.classroom.reader(connection.person, connection.role).role in STAFF_ROLES
    if live.recording.trouble is not None and leads:
        await live.classroom.signal(trouble_json(*live.recording.trouble), [connection])
    if live.classroom.seats.held and live.classroom.room.may_read(connection.person, connection.role):
        await live.classroom.signal(live.signals.away(), [connection])


async def _command(classroom: Classroom, request: dict[str, Any]) -> int:
    order = command_from_json(request["command"])
    caller = Caller(request["person"], cast("Role", request["role"]))
    if isinstance(order.command, JoinClass):
        await _open_if_leading(classroom, order, caller)
    seq = await classroom.order(order, caller)
    if isinstance(order.command, JoinClass) and caller.person and not classroom.seats.of(caller.person):
        classroom.seats.hold(caller.person)  # joined without a connection: it must follow soon
    return seq


async def _open_if_leading(classroom: Classroom, order: Order, caller: Caller) -> None:
    """The class opens when the first of those who lead it comes in."""
    if classroom.room.lesson.state != "scheduled" or not classroom.room.people.is_staff(caller):
        return
    try:
        await classroom.order(Order(f"{order.id}:open"[:64], OpenClass()), caller)
    except Refusal as refusal:
        if refusal.code != "already_open":  # two came in at the same moment
            raise
