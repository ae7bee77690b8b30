"""Short-lived keys to a TURN relay (coturn's use-auth-secret), for people whose network lets only that through.

draft-uberti-behave-turn-rest: the name is when it ends and whose it is, the password its HMAC under the relay's secret.
The secret itself is never sent or logged.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from dataclasses import dataclass, field
from typing import Any

TRY_SECONDS = 120.0  # for who only tries the network, and is not known yet


@dataclass(frozen=True)
class Relay:
    """The relay of the settings; without `urls` there is none."""

    urls: tuple[str, ...]
    secret: str = field(repr=False)
    seconds: float

    def servers(self, person: str, now: float | None = None) -> list[dict[str, Any]]:
        """`iceServers` for a person, as browsers take them."""
        return self._servers(person, self.seconds, now)

    def servers_to_try(self, now: float | None = None) -> list[dict[str, Any]]:
        """`iceServers` for a look at the network from the lobby."""
        return self._servers("lobby", min(self.seconds, TRY_SECONDS), now)

    def _servers(self, person: str, seconds: float, now: float | None) -> list[dict[str, Any]]:
        if not self.urls:
            return []
        name = f"{int((time.time() if now is None else now) + seconds)}:{person}"
        return [
            {"urls": list(self.urls), "username": name, "credential": password(self.secret, name)},
        ]


def password(secret: str, name: str) -> str:
    """What coturn computes too."""
    return base64.b64encode(hmac.digest(secret.encode(), name.encode(), hashlib.sha1)).decode()
