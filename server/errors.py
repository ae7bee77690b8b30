"""How a refusal is told: by stable codes, the same on the live connection and over HTTP."""

from typing import Any

from rooms.errors import Refusal
from server.problems import PROBLEMS

STATUS_OF_REFUSALS: dict[str, int] = {
    "needs_person": 403,
    "not_allowed": 403,
    "not_yours": 403,
    "removed": 403,
    "declined": 403,
    "no_such_person": 404,
    "no_such_message": 404,
    "no_such_poll": 404,
    "no_such_group": 404,
    "no_such_page": 404,
    "no_such_track": 404,
    "no_such_comment": 404,
    "no_such_caption": 404,
    "no_such_proposal": 404,
    "no_such_film": 404,
    "no_such_attachment": 404,
    "too_long": 413,
}


class Problem(Exception):
    """Something the server itself refuses or cannot do; ``code`` is one of PROBLEMS."""

    def __init__(self, code: str, detail: str = "", limit: int = 0) -> None:
        self.code, self.detail, self.limit = code, detail, limit
        self.status, self.fault, message, following = PROBLEMS[code]
        self.message = message.format(detail=detail)
        self.next = following.format(detail=detail)
        super().__init__(f"{code}: {self.message}")


def status_of(error: Problem | Refusal) -> int:
    """The HTTP status of an error: 4xx for yours and the room's rules, 5xx for the server's."""
    if isinstance(error, Problem):
        return error.status
    if error.code in STATUS_OF_REFUSALS:
        return STATUS_OF_REFUSALS[error.code]
    return {"you": 400, "rule": 409, "server": 500}[error.fault]


def error_json(error: Problem | Refusal) -> dict[str, Any]:
    """The one shape of every error, in acks and in HTTP bodies."""
    told = {"code": error.code, "fault": error.fault, "message": error.message, "next": error.next}
    gaps = {"detail": error.detail, "limit": error.limit}
    return {"ok": False, "error": {**told, **{name: value for name, value in gaps.items() if value}}}


def problem_of(error: Exception) -> Problem:
    """What to tell of an unforeseen error: a full disk has a name of its own."""
    text = str(error).lower()
    if "no space left" in text or "disk is full" in text or "disk full" in text:
        return Problem("storage_full")
    if type(error).__module__.startswith("sqlalchemy") or isinstance(error, OSError):
        return Problem("storage_failed")
    return Problem("internal")
