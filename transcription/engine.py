"""What was said: words and segments with their times, and the one shape that every speech engine has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
"""Samples a second of every `pcm` in this package (mono, float32, -1 to 1)."""

Pcm = NDArray[np.float32]


@dataclass(frozen=True)
class Word:
    """One spoken word; `start` and `end` in ms. `text` keeps its leading space, if its language writes one.

    `sure`: how sure the engine was of it, 0 to 9; None where it does not say.
    """

    start: int
    end: int
    text: str
    sure: int | None = None


@dataclass(frozen=True)
class Segment:
    """A stretch of speech as the engine cut it; times in ms. `words` is empty when the engine has no word times."""

    start: int
    end: int
    text: str
    words: tuple[Word, ...] = ()


@dataclass(frozen=True)
class Heard:
    """What a window held: its segments in class ms, and `until`, the class ms up to which it was listened to.

    `until` is before the window's end when speech ran on past that end: the rest belongs to the next window.
    """

    segments: tuple[Segment, ...]
    until: int


class Engine(Protocol):
    """A speech engine. Its calls block and use one core; they run in the worker process, never in the server."""

    @property
    def name(self) -> str:
        """The name written into every caption line, such as `faster-whisper tiny.en int8`."""

    def transcribe(
        self, pcm: Pcm, language: str, hotwords: str = "", *, quick: bool = False
    ) -> list[Segment]:
        """Give the segments of `pcm` with times in ms from its first sample.

        `language` is an ISO 639-1 code, or "auto"; `hotwords` are names and terms that may be said; `quick`: soon
        rather than well. Raises `SpeechError` where the weights cannot do that language.
        """

    def glance(self, pcm: Pcm, language: str) -> list[Segment]:
        """The same of a few seconds whose last word may be cut in two, for live captions: as soon as it can be done."""


class SpeechError(Exception):
    """Speech could not be turned into text; `code` is stable, `message` is for whoever runs the server."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def segment_to_json(segment: Segment) -> dict[str, Any]:
    """Give the JSON shape of a segment, as the worker writes it."""
    words = [
        {"start": word.start, "end": word.end, "text": word.text, "sure": word.sure} for word in segment.words
    ]
    return {"start": segment.start, "end": segment.end, "text": segment.text, "words": words}


def segment_from_json(data: dict[str, Any]) -> Segment:
    """Read a segment back from JSON; raises KeyError, TypeError or ValueError for another shape."""
    return Segment(int(data["start"]), int(data["end"]), str(data["text"]), tuple(map(_word, data["words"])))


def _word(data: dict[str, Any]) -> Word:
    sure = data.get("sure")
    return Word(int(data["start"]), int(data["end"]), str(data["text"]), None if sure is None else int(sure))
