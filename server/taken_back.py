"""Texts that were taken back go from the store too, also when it was away, full or killed at just that moment."""

from collections.abc import Iterable, Sequence

import structlog

from rooms.facts import Entry
from rooms.wire import entry_to_json
from server.store import Store

log = structlog.get_logger("classroom")


class TakenBack:
    """What of one class is blank in memory, and stands in the store still; ``entries`` are those in memory."""

    def __init__(self, store: Store, class_id: str, entries: Sequence[Entry]) -> None:
        self._store = store
        self._class_id = class_id
        self._entries = entries
        self._due: set[int] = set()

    def note(self, seqs: Iterable[int], stored: Sequence[Entry] | None = None) -> None:
        """These were blanked in memory; where it is known how they are ``stored``, those that are blank there are done."""
        self._due |= {seq for seq in seqs if stored is None or stored[seq - 1] != self._entries[seq - 1]}

    async def settle(self) -> None:
        """Blank them in the store; what cannot be done now is done with the next entry, or when the class is loaded again."""
        for seq in sorted(self._due):
            try:
                await self._store.log.blank(
                    self._class_id, seq, entry_to_json(self._entries[seq - 1])["event"]
                )
            except Exception:
                log.exception("what was taken back is stored still", class_id=self._class_id, seq=seq)
                return
            self._due.discard(seq)
