"""What costs so much that only a few may do it at once on one server."""

from collections.abc import Iterator
from contextlib import contextmanager

from server.errors import Problem


@contextmanager
def one_of(held: set[str], who: str, most: int) -> Iterator[None]:
    """Hold one of so many places, each only one; they are all in `held`. Raises Problem `busy` where none is free."""
    if who in held or len(held) >= most:
        raise Problem("busy")
    held.add(who)
    try:
        yield
    finally:
        held.discard(who)
