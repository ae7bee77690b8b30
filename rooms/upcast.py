"""Old events become current ones here: pure, and it only ever grows, so that the oldest class still plays."""

from __future__ import annotations

from typing import Any


def upcast(event: dict[str, Any]) -> dict[str, Any]:
    """Bring an event's JSON value to the current version. Version 1 is the only one so far."""
    return event
