"""Turning a join link into a seat in the class, by the HTTP API as the lobby page does it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp

from server.bot.errors import Refused, answer_or_refusal

TIMEOUT = aiohttp.ClientTimeout(total=20)


@dataclass(frozen=True, slots=True)
class Seat:
    """Who the participant is in which class; `token` opens the live connection and the API."""

    origin: str
    class_id: str
    person: str
    role: str
    name: str
    token: str

    @property
    def is_staff(self) -> bool:
        """Whether this seat leads the class."""
        return self.role in ("instructor", "assistant")


def split_link(link: str) -> tuple[str, str]:
    """Origin and ticket of a join link; raises Refused bad_link."""
    parts = urlsplit(link)
    before, found, ticket = parts.path.partition("/join/")
    if parts.scheme not in ("http", "https") or not parts.netloc or not found or not ticket.strip("/"):
        raise Refused(
            "bad_link", f"{link!r} is not a join link.", "you", "It looks like http://host/join/TICKET."
        )
    return f"{parts.scheme}://{parts.netloc}{before}", ticket.strip("/")


async def take_seat(link: str, name: str, http: aiohttp.ClientSession) -> Seat:
    """Look at the ticket, then take a seat under a name; raises Refused with the server's code."""
    origin, ticket = split_link(link)
    await call(http, "GET", f"{origin}/api/v1/tickets/{ticket}")
    taken = await call(http, "POST", f"{origin}/api/v1/join", {"ticket": ticket, "name": name})
    return Seat(
        origin,
        str(taken["class"]),
        str(taken["person"]),
        str(taken["role"]),
        str(taken["name"]),
        str(taken["token"]),
    )


async def call(
    http: aiohttp.ClientSession, method: str, url: str, body: object = None, token: str | None = None
) -> dict[str, object]:
    """One request of the HTTP API; raises Refused, also `unreachable` when nobody answers."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        async with http.request(method, url, json=body, headers=headers, timeout=TIMEOUT) as response:
            if response.content_type != "application/json":
                raise Refused("bad_answer", f"{url} answered {response.status} and no JSON.", "server")
            return answer_or_refusal(await response.json())
    except (aiohttp.ClientError, TimeoutError) as error:
        reason = str(error) or "no answer in time"
        raise Refused("unreachable", f"No server answers: {reason}", "server", "Is it running?") from error
