"""Sound and pictures of a class: received from each person once and passed on to all others, never decoded."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from server.media.errors import MediaRefusal

if TYPE_CHECKING:
    from server.media.consumer import Consumer
    from server.media.producer import Producer
    from server.media.room import Room
    from server.media.router import Router
    from server.media.tap import Sink, Tap
    from server.media.transport import Transport

# Imported when first used: the server itself needs none of it (media processes do), and starts in half the time.
_HOMES = {"Consumer": "consumer", "Producer": "producer", "Room": "room", "Router": "router", "Sink": "tap"}
_HOMES |= {"Tap": "tap", "Transport": "transport"}

__all__ = ["Consumer", "MediaRefusal", "Producer", "Room", "Router", "Sink", "Tap", "Transport"]


def __getattr__(name: str) -> Any:
    """The class of that name, from the file that is its home."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"server.media.{_HOMES[name]}"), name)
