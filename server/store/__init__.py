"""What the school keeps: timelines, people, courses, classes, decks and jobs, in SQLite or PostgreSQL."""

from server.store.engine import NoStoreError, Store, open_store

__all__ = ["NoStoreError", "Store", "open_store"]
