"""Why a command was refused."""

from __future__ import annotations

from rooms.refusals import REFUSALS


class Refusal(Exception):
    """A command that the class does not carry out; nothing has changed.

    `code` is one of `REFUSALS`, `fault` says whose it is (yours, the room's rule, the server's), `message` what
    happened and `next` what to do.
    """

    def __init__(self, code: str, detail: str = "", limit: int = 0) -> None:
        """Refuse with a code of the table; `detail` fills the gap in its message, `limit` is the most allowed.

        Clients that put a refusal into another language need both by themselves.
        """
        self.code, self.detail, self.limit = code, detail, limit
        self.fault, message, self.next = REFUSALS[code]
        self.message = message.format(detail=detail)
        super().__init__(f"{code}: {self.message}")


def must_be_text(text: str, limit: int, name: str) -> None:
    """Refuse empty and over-long texts; nothing is ever cut."""
    if not text.strip():
        raise Refusal("empty", name)
    if len(text) > limit:
        raise Refusal("too_long", f"at most {limit:,} characters, and this has {len(text):,}.", limit)
