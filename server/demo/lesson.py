"""What is taught in the demo: the slides, the words, and who says what when."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from server.bot import sources, voice

TITLE = "How tides work"
SLIDES = (
    ("How tides work", "Oceanography, lesson 3", "The Moon, the Sun and a turning Earth"),
    ("The pull of the Moon", "Water nearest the Moon is pulled most", "So the sea bulges towards the Moon"),
    (
        "Two bulges, not one",
        "The far side is pulled least",
        "It lags behind: a second bulge",
        "High water about twice a day",
    ),
    ("Spring and neap", "Sun and Moon in line: spring tides", "At right angles: neap tides"),
)
QUESTION = "How many high tides does most of the coast see in a day?"
OPTIONS = ("One", "Two", "Four")
SHARED = (
    (
        "Tide table, Brest",
        "04:12   6.9 m   high",
        "10:31   1.4 m   low",
        "16:38   7.1 m   high",
        "22:54   1.3 m   low",
    ),
    ("What to look for", "Two high waters, twelve hours apart", "Each a little later than the day before"),
)

PEOPLE = ("Ada Okafor", "Ben Marsh", "Chen Liu")


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one person that begin at a second of the lesson."""

    person: str
    at: float
    words: str


LESSON = (
    Line(
        "Ada Okafor",
        1.0,
        "Good morning. Today we ask why the sea rises and falls, twice a day, almost everywhere.",
    ),
    Line("Ada Okafor", 8.5, "The moon pulls the water on the near side most, so the sea bulges towards it."),
    Line("Ben Marsh", 15.5, "But why is there a high tide on the far side as well?"),
    Line(
        "Ada Okafor",
        20.0,
        "Good question. The far side is pulled least, so its water lags behind, and makes a second bulge.",
    ),
    Line("Chen Liu", 28.5, "I have a tide table here. It shows two high waters, about twelve hours apart."),
    Line("Ada Okafor", 35.0, "Exactly right. When sun and moon stand in line, we get spring tides."),
)
LESSON_SECONDS = 42.0
VOICES = {"Ada Okafor": ("en-gb+f3", 60), "Ben Marsh": ("en-gb+m3", 40), "Chen Liu": ("en-us+m7", 55)}


async def voices() -> dict[str, npt.NDArray[np.int16]]:
    """Each person's part of the lesson as one sound of LESSON_SECONDS, silent where the others speak."""
    return await asyncio.to_thread(_voices)


def _voices() -> dict[str, npt.NDArray[np.int16]]:
    parts = {name: np.zeros(int(LESSON_SECONDS * voice.RATE), np.int16) for name in PEOPLE}
    with tempfile.TemporaryDirectory(prefix="amphi-voices-") as folder:
        for number, line in enumerate(LESSON):
            spoken = _spoken(line, Path(folder) / f"{number}.wav")
            start = int(line.at * voice.RATE)
            part = parts[line.person][start : start + len(spoken)]
            part[:] = spoken[: len(part)]
    return parts


def _spoken(line: Line, file: Path) -> npt.NDArray[np.int16]:
    if not voice.can_speak():
        return voice.hum(line.person, len(line.words) / 16)
    accent, pitch = VOICES[line.person]
    return read_sound(voice.speak(line.words, file, voice=accent, pitch=pitch, words_per_minute=165))


def read_sound(file: Path) -> npt.NDArray[np.int16]:
    """A whole sound file as mono samples at 48 kHz."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=voice.RATE)
    with av.open(str(file)) as container:
        frames = [f for frame in container.decode(audio=0) for f in resampler.resample(frame)]
    return np.concatenate([frame.to_ndarray()[0] for frame in frames]) if frames else np.zeros(0, np.int16)


def microphone(samples: npt.NDArray[np.int16]) -> sources.Sound:
    """A microphone that says its part over and over."""
    return sources.Sound(sources.looped(samples))
