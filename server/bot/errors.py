"""What a participant is told when the class says no, in the server's own words and code."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """The server (or a file, or the network) said no: a stable `code`, whose `fault`, and what to do `next`."""

    def __init__(self, code: str, message: str, fault: str = "you", next_step: str = "") -> None:
        super().__init__(f"{message} [{code}]")
        self.code, self.message, self.fault, self.next = code, message, fault, next_step

    def to_json(self) -> dict[str, str]:
        """The same shape as the server's error."""
        return {"code": self.code, "fault": self.fault, "message": self.message, "next": self.next}


def answer_or_refusal(answer: Any) -> dict[str, Any]:
    """The answer itself when it is `ok`; raises Refused with the server's code otherwise."""
    if isinstance(answer, dict):
        error = answer.get("error")
        if answer.get("ok", error is None):
            return answer
        if isinstance(error, dict):
            raise Refused(
                str(error.get("code", "unknown")),
                str(error.get("message", "The server refused.")),
                str(error.get("fault", "server")),
                str(error.get("next", "")),
            )
    raise Refused("bad_answer", "The server's answer could not be understood.", "server")
