"""Everything that requests need, whichever door they come through: settings, store, tokens, classes and limits."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from weakref import WeakValueDictionary

from rooms.keywords import Keywords
from rooms.spans import Spans
from server.auth import Tokens
from server.classrooms import Classrooms
from server.config import Settings
from server.deck_pages import DeckPages
from server.glimpses import Glimpses
from server.kept_files import deck_folder
from server.live.limits import Limits
from server.mail import Mail
from server.manifests import Manifests
from server.metrics import Metrics
from server.standings import Standings
from server.store import Store


@dataclass(frozen=True)
class School:
    """One running server."""

    settings: Settings
    store: Store
    tokens: Tokens
    classrooms: Classrooms
    metrics: Metrics
    standings: Standings
    mail: Mail
    limits: Limits = field(default_factory=Limits)
    pages: DeckPages = field(default_factory=DeckPages)
    glimpses: Glimpses = field(default_factory=Glimpses)
    manifests: Manifests = field(default_factory=Manifests)
    left: dict[str, tuple[str, dict[str, Spans]]] = field(default_factory=dict)
    """Of edited classes that were played last: which edit, and which bytes of each file are played."""
    adding: "WeakValueDictionary[str, asyncio.Lock]" = field(default_factory=WeakValueDictionary)
    quiet: dict[str, Spans] = field(default_factory=dict)  # of the classes whose recordings were asked last
    keywords: dict[tuple[str, int, int, int], Keywords] = field(default_factory=dict)  # likewise

    gathering: set[str] = field(default_factory=set)  # who has all that is kept of somebody looked for
    exporting: set[str] = field(default_factory=set)  # whose data is being sent
    importing: dict[str, tuple[int, int]] = field(default_factory=dict)  # ms done, and of how many, by class

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.settings.data

    def class_folder(self, class_id: str) -> Path:
        """Where the files of a class are kept."""
        return self.data / "classes" / class_id

    def deck_folder(self, class_id: str, deck: str) -> Path:
        """Where a deck of a class is kept."""
        return deck_folder(self.data, class_id, deck)
