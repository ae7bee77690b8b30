"""The live door: Socket.IO connections come in with a person's token, send commands, and follow the timeline."""

import asyncio
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import socketio
import structlog
from aiohttp import web
from socketio.exceptions import ConnectionRefusedError as Refused

from rooms.errors import Refusal
from rooms.wire import COMMANDS
from server.errors import Problem, error_json, problem_of
from server.live.door import limit_address
from server.live.limits import DEAR_MEDIA
from server.live.signals import clean_signal
from server.school import School

WATCH_SECONDS = 3.0
MOST_WINDOWS = 12  # windows of one person in one class

log = structlog.get_logger("gateway")


@dataclass(slots=True, eq=False)
class Window:
    """One connection and whose it is."""

    class_id: str
    person: str
    role: str
    ready: asyncio.Event


class Gateway:
    """Takes connections and hands on what they ask."""

    def __init__(self, sio: socketio.AsyncServer, school: School) -> None:
        self._sio = sio
        self._school = school
        self._windows: dict[str, Window] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        for handler in (self.connect, self.disconnect, self.command, self.media, self.signal):
            sio.on(handler.__name__, handler)

    # -- coming and going

    async def connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        """A window connects with `{token, class, after}`."""
        try:
            window, after = await self._admit(auth, environ["aiohttp.request"])
        except (Problem, Refusal) as refusal:
            raise Refused(refusal.message, error_json(refusal)) from refusal
        except Exception as error:
            log.exception("a connection failed")
            raise Refused("error", error_json(problem_of(error))) from error
        self._windows[sid] = window
        self._school.metrics.connections.set(len(self._windows))
        # Entries may follow only after the acceptance was sent, and that is done when this function returns.
        task = asyncio.create_task(self._attach(sid, window, after))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _admit(self, auth: Any, request: web.Request) -> tuple[Window, int]:
        try:
            if not isinstance(auth, dict):
                raise Problem("sign_in_needed")
            identity = self._school.tokens.read_person(auth.get("token"))
        except Problem:
            limit_address(self._school, request, "stranger_address")
            raise
        class_id, after = identity.class_id, auth.get("after", 0)
        if identity.person is None or identity.role is None or class_id is None:
            raise Problem("sign_in_needed")
        if auth.get("class", class_id) != class_id:
            raise Problem("not_permitted")
        if not isinstance(after, int) or isinstance(after, bool) or after < 0:
            raise Problem("bad_request", "after is a whole number.")
        if not self._school.limits.allow(identity.person, "join", time.monotonic()):
            raise Problem("too_fast")
        if not await self._school.classrooms.exists(class_id):
            raise Problem("no_such_class")
        mine = [w for w in self._windows.values() if (w.person, w.class_id) == (identity.person, class_id)]
        if len(mine) >= MOST_WINDOWS:
            raise Problem("too_fast")
        room = (await self._school.classrooms.read(class_id)).room
        if identity.person in room.people.removed:
            raise Refusal("removed")
        return Window(class_id, identity.person, identity.role, asyncio.Event()), after

    async def _attach(self, sid: str, window: Window, after: int) -> None:
        request = {"what": "attach", "sid": sid, "node": self._school.classrooms.leases.node, "after": after}
        try:
            reply = await self._ask(window, {**request, "person": window.person, "role": window.role})
        finally:
            window.ready.set()
        if not reply["ok"]:
            await self._send_away(sid, "moved" if reply["error"]["code"] == "class_moved" else "busy")
        elif sid not in self._windows:  # it went away while it was being attached
            await self._ask(window, {"what": "detach", "sid": sid})

    async def _send_away(self, sid: str, code: str) -> None:
        message = {"moved": "The class moved to another server.", "busy": "The server is busy."}[code]
        await self._sio.emit("gone", {"code": code, "message": message}, to=sid, ignore_queue=True)
        await self._sio.disconnect(sid)

    async def disconnect(self, sid: str, *_reason: Any) -> None:
        """A window is gone; its person's seat is held for a while."""
        window = self._windows.pop(sid, None)
        self._school.metrics.connections.set(len(self._windows))
        if window is not None:
            await self._ask(window, {"what": "detach", "sid": sid})

    # -- what windows send

    async def command(self, sid: str, *args: Any) -> dict[str, Any]:
        """A command: answered with `{ok, seq}` or the refusal."""
        started = time.perf_counter()
        data = args[0] if len(args) == 1 else None
        name = data.get("do") if isinstance(data, dict) else None
        known = name if isinstance(name, str) and name in COMMANDS else "unknown"
        reply = await self._carry(sid, known, {"what": "command", "command": data})
        self._school.metrics.commands.labels(known, "ok" if reply["ok"] else reply["error"]["code"]).inc()
        self._school.metrics.command_seconds.observe(time.perf_counter() - started)
        return reply

    async def media(self, sid: str, *args: Any) -> dict[str, Any]:
        """A media request: answered with what mediasoup-client expects."""
        data = args[0] if len(args) == 1 else None
        if not isinstance(data, dict):
            return error_json(Refusal("malformed", "a media request is an object."))
        kind = next((dear for dear in DEAR_MEDIA if data.get("do") == dear), "media")
        return await self._carry(sid, kind, {"what": "media", "request": data})

    async def signal(self, sid: str, *args: Any) -> None:
        """A signal: handed on if it is one, else dropped."""
        data = args[0] if len(args) == 1 else None
        if isinstance(data, dict) and data.get("type") == "closing":
            await self._carry(sid, "signal", {"what": "closing"})
        signal = clean_signal(data)
        if signal is not None:
            kind = signal["type"] if signal["type"] in ("quality", "ink", "pointer", "caret") else "signal"
            await self._carry(sid, kind, {"what": "signal", "data": signal})

    async def _carry(self, sid: str, kind: str, request: dict[str, Any]) -> dict[str, Any]:
        window = self._windows.get(sid)
        if window is None:
            return error_json(Problem("not_connected"))
        if self._school.tokens.is_erased(window.person):  # the window was open before
            return error_json(Problem("sign_in_needed"))
        if not self._school.limits.allow(window.person, kind, time.monotonic()):
            return error_json(Problem("too_fast"))
        await window.ready.wait()
        return await self._ask(window, {**request, "sid": sid, "person": window.person, "role": window.role})

    async def _ask(self, window: Window, request: dict[str, Any]) -> dict[str, Any]:
        try:
            return await self._school.classrooms.ask(window.class_id, request)
        except (Problem, Refusal) as refusal:
            return error_json(refusal)
        except Exception as error:
            log.exception("a request failed", what=request["what"], class_id=window.class_id)
            return error_json(problem_of(error))

    # -- classes led by another process

    async def watch(self) -> None:
        """Windows that whoever leads their class does not know, since it took over from another process, connect again."""
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            await self._look()

    async def _look(self) -> None:
        by_class: dict[str, list[str]] = defaultdict(list)
        for sid, window in self._windows.items():
            if (
                window.ready.is_set()
            ):  # also of a class that this process took over: its windows were the other's
                by_class[window.class_id].append(sid)
        for class_id, sids in by_class.items():
            reply = (
                await self._ask(self._windows[sids[0]], {"what": "here", "sids": sids})
                if sids[0] in self._windows
                else None
            )
            for sid in reply["unknown"] if reply is not None and reply["ok"] else ():
                log.info("a window connects again", class_id=class_id)
                await self._send_away(sid, "moved")
