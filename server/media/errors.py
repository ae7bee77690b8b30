"""Why a media request from a person was not granted."""

from __future__ import annotations


class MediaRefusal(Exception):
    """A media request that the server does not grant.

    `code` is stable and meant for programs (`bad_parameters`, `unknown_transport`, `too_many`, `closed`,
    `wrong_direction`, `unsupported_codec`, `taken`); `message` says the same to a person.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class MediaLost(Exception):
    """The media process is gone or does not answer; another one takes its place in a moment."""
