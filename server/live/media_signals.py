"""What the windows of a class are told about their media: signals, which nobody needs who comes later."""

from server.classroom import Classroom
from server.live.owners import Owner, Owners


class MediaSignals:
    """Finds the windows that something concerns, and tells them."""

    def __init__(self, classroom: Classroom, owners: Owners) -> None:
        self._classroom, self._owners = classroom, owners

    async def shortage(self, transport: str, pictures: str, carries: int) -> None:
        """Only the window that receives by a transport is told what its line costs the pictures."""
        owner = self._owners.transports.get(transport)
        if owner is not None:
            await self._tell(owner, {"type": "shortage", "pictures": pictures, "carries": carries})

    async def closed(self, owner: Owner, transport: str) -> None:
        """A transport ended that nobody used; its window makes another one when it needs it."""
        await self._tell(owner, {"type": "media", "what": "closed", "transport": transport})

    async def wanted(self, track: str, layers: list[bool]) -> None:
        """Only the window that sends a track is told which layers of it somebody watches."""
        person = self._classroom.room.tracks.find(track).person
        windows = self._classroom.seats.connections
        window = windows.get(self._owners.sender_of(track))
        # After a lost line the window has another name: then all of the person are told.
        to = [window] if window else [c for c in windows.values() if c.person == person]
        await self._classroom.signal({"type": "wanted", "track": track, "layers": layers}, to)

    async def format(self, person: str, track: str, mime: str) -> None:
        """Somebody cannot play a track as it is: the windows of its sender may send another format."""
        windows = [c for c in self._classroom.seats.connections.values() if c.person == person]
        await self._classroom.signal({"type": "format", "track": track, "mime": mime}, windows)

    async def renew(self) -> None:
        """Another media process is at work: every window builds its media anew, and nobody has left."""
        present = self._classroom.room.people.present
        windows = [c for c in self._classroom.seats.connections.values() if c.person in present]
        await self._classroom.signal({"type": "media", "what": "renew"}, windows)

    async def _tell(self, owner: Owner, told: dict[str, object]) -> None:
        window = self._classroom.seats.connections.get(owner.window)
        if window is not None:
            await self._classroom.signal(told, [window])
