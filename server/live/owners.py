"""Whose every transport, consumer and sent track of a class is: each id that a window names is looked up here."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from server.errors import Problem


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a transport is, and which window's (sid)."""

    person: str
    window: str
    direction: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """Who receives which track."""

    person: str
    track: str


@dataclass(slots=True)
class Owners:
    """The media ids of one class, as far as windows may name them."""

    transports: dict[str, Owner] = field(default_factory=dict)
    consumers: dict[str, Receipt] = field(default_factory=dict)
    senders: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The window and the transport that send a track."""

    def transport(self, person: str, asked: dict[str, Any]) -> str:
        """The transport named by a request. Raises Problem when it is not that person's."""
        name = asked.get("transport")
        owner = self.transports.get(name) if isinstance(name, str) else None
        if owner is None or owner.person != person:
            raise Problem("no_such_transport")
        return str(name)

    def consumer(self, person: str, asked: dict[str, Any]) -> str:
        """The consumer named by a request. Raises Problem when it is not that person's."""
        name = asked.get("consumer")
        receipt = self.consumers.get(name) if isinstance(name, str) else None
        if receipt is None or receipt.person != person:
            raise Problem("no_such_consumer")
        return str(name)

    def received_by(self, person: str) -> int:
        """How many tracks a person receives."""
        return sum(receipt.person == person for receipt in self.consumers.values())

    def stale(self, owner: Owner, here: Collection[str]) -> list[str]:
        """Transports of windows that are not `here` any more, and the one that this window makes anew: it needs one each way.

        A page that was loaded anew, or whose line was lost, leaves its old ones behind without a word.
        """
        return [
            name
            for name, other in self.transports.items()
            if other.person == owner.person and (other.window not in here or other == owner)
        ]

    def adopt(self, person: str, sid: str, asked: dict[str, Any]) -> str:
        """A window that came back goes on with its transports: they are no longer those of a window that is gone."""
        name = self.transport(person, asked)
        self.transports[name] = replace(self.transports[name], window=sid)
        for track, (_, transport) in list(self.senders.items()):
            if transport == name:
                self.senders[track] = (sid, name)
        return name

    def is_left(self, track: str, transport: str, sid: str, here: Collection[str]) -> bool:
        """Whether a track comes from a window, or a transport of this window, that is gone."""
        window, own = self.senders.get(track, ("", ""))
        return own != transport if window == sid else window not in here

    def sender_of(self, track: str) -> str:
        """The window that sends a track, "" when it is not known."""
        return self.senders.get(track, ("", ""))[0]

    def clear(self) -> None:
        """The media process is gone with all of them; tracks end by themselves."""
        self.transports.clear()
        self.consumers.clear()
