"""All media of one class: who sends, who receives, who speaks."""

from __future__ import annotations

from collections.abc import Callable

from server.media.producer import Producer
from server.media.transport import Transport


class Room:
    """The media side of one class. `id` is the class."""

    id: str

    def create_transport(self, peer: str, direction: str) -> Transport:
        """A new transport of a person (`peer`); direction "send" (client sends) or "recv". At most 4 a person."""
        raise NotImplementedError

    def transport(self, transport_id: str, peer: str) -> Transport:
        """The transport of that person. Raises MediaRefusal `unknown_transport` also for other people's."""
        raise NotImplementedError

    def producer(self, track: str) -> Producer:
        """The producer of a track. Raises MediaRefusal `unknown_track`."""
        raise NotImplementedError

    def producers(self) -> list[Producer]:
        """Everything that is being sent now, oldest first."""
        raise NotImplementedError

    def close_peer(self, peer: str) -> None:
        """Close all transports of a person who left."""
        raise NotImplementedError

    def on_speaker(self, callback: Callable[[str | None], None]) -> None:
        """Call with the peer who is now the active speaker; None when that person's microphone ended."""
        raise NotImplementedError

    def on_levels(self, callback: Callable[[dict[str, int]], None]) -> None:
        """Call about 5 times a second with {peer: level in dBov, -127..0} of those heard since the last call."""
        raise NotImplementedError

    def close(self) -> None:
        """Close all transports, and with them producers, consumers and taps."""
        raise NotImplementedError
