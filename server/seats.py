"""Who is connected to a class, and whose seat is held a while after the connection was lost."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from rooms.facts import Role


@dataclass(slots=True, eq=False)
class Connection:
    """One window of one person: ``node`` is the server process that it is connected to, ``sent`` the last seq it has."""

    sid: str
    node: str
    person: str
    role: Role
    sent: int
    closing: bool = False  # its page said that it is being closed or loaded anew


CLOSING_SECONDS = 10.0  # a page that was loaded anew is back by then; one that was closed never is


class Outlet(Protocol):
    """Where a class speaks to connections, whichever process they are connected to."""

    async def send(self, event: str, data: dict[str, Any], to: Sequence[Connection]) -> None:
        """Send one message to some connections."""

    async def close(self, to: Sequence[Connection]) -> None:
        """End some connections."""


@dataclass(slots=True)
class Seats:
    """The connections of a class; ``lost`` is called when a person's last connection stayed away too long.

    ``changed`` is called when a seat begins to be held, or is no longer.
    """

    hold_seconds: float
    lost: Callable[[str], Awaitable[None]]
    changed: Callable[[], None] = lambda: None
    connections: dict[str, Connection] = field(default_factory=dict)
    _held: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    def take(self, connection: Connection) -> None:
        """A window opened; a seat that was held is occupied again."""
        self.connections[connection.sid] = connection
        held = self._held.pop(connection.person, None)
        if held is not None:
            held.cancel()
            self.changed()

    def closing(self, sid: str) -> None:
        """The page of a window is being closed."""
        if sid in self.connections:
            self.connections[sid].closing = True

    def leave(self, sid: str) -> Connection | None:
        """A window closed; with the last one of a person, the seat is held."""
        connection = self.connections.pop(sid, None)
        if connection is not None and not self.of(connection.person):
            self.hold(connection.person, CLOSING_SECONDS if connection.closing else self.hold_seconds)
        return connection

    @property
    def held(self) -> list[str]:
        """Whose seats are held now."""
        return sorted(self._held)

    def hold(self, person: str, seconds: float | None = None) -> None:
        """Hold a seat for someone who has no connection now, as long as all seats or for fewer ``seconds``."""
        earlier = self._held.pop(person, None)
        if earlier is not None:
            earlier.cancel()
        span = self.hold_seconds if seconds is None else min(seconds, self.hold_seconds)
        self._held[person] = asyncio.create_task(self._wait(person, span))
        self.changed()

    async def _wait(self, person: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self._held.pop(person, None)
        await self.lost(person)
        self.changed()

    def of(self, person: str) -> list[Connection]:
        """All windows of a person."""
        return [connection for connection in self.connections.values() if connection.person == person]

    def close(self) -> None:
        """Hold nothing any longer."""
        for task in self._held.values():
            task.cancel()
        self._held.clear()
        self.connections.clear()
