"""Decks of slides: which PDF became how many pages of which size, in which class."""

from dataclasses import dataclass

from sqlalchemy import insert, select

from server.store.people import unix_ms
from server.store.tables import decks
from server.store.whole import Whole


@dataclass(frozen=True)
class Deck:
    """A deck; width and height in pixels of its first page."""

    id: str
    class_id: str
    title: str
    pages: int
    width: int
    height: int


class Decks(Whole):
    """The register of decks."""

    async def add(self, deck: Deck) -> None:
        """Remember a deck whose pages are on disk."""
        async with self._engine.begin() as connection:
            await connection.execute(
                insert(decks).values(
                    {
                        "id": deck.id,
                        "class": deck.class_id,
                        "title": deck.title,
                        "pages": deck.pages,
                        "width": deck.width,
                        "height": deck.height,
                        "created": unix_ms(),
                    }
                )
            )

    async def find(self, class_id: str, deck: str) -> Deck | None:
        """The deck with this id, if it belongs to this class."""
        query = select(decks).where(decks.c["class"] == class_id, decks.c.id == deck)
        async with self._engine.connect() as connection:
            row = (await connection.execute(query)).first()
        return Deck(row.id, class_id, row.title, row.pages, row.width, row.height) if row else None
