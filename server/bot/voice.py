"""A voice for a participant: spoken by espeak-ng where it is installed, else a tone with the rhythm of speech."""

from __future__ import annotations

import shutil
import subprocess
import wave
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

RATE = 48_000  # Hz


def hum(name: str, seconds: float = 8.0) -> npt.NDArray[np.int16]:
    """A voice-like sound to be looped: syllables on a low pitch, with a pause at the end of each phrase."""
    seed = zlib.crc32(name.encode())
    time = np.arange(int(seconds * RATE)) / RATE
    pitch = 100 + seed % 110 + 8 * np.sin(2 * np.pi * 0.7 * time)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    formants = ((500 + seed % 150, 120.0), (1500 + seed % 400, 200.0), (2500.0, 300.0))
    sound = np.zeros_like(time)
    for harmonic in range(1, 24):
        middle = float(np.mean(pitch)) * harmonic
        weight = sum(np.exp(-(((middle - centre) / (2 * width)) ** 2)) for centre, width in formants)
        sound += (0.05 + weight) / harmonic**0.5 * np.sin(harmonic * phase)
    syllables = np.clip(np.sin(2 * np.pi * 3.7 * time), 0, 1) ** 0.5
    phrase = np.clip(np.minimum(time % 4, 2.9 - time % 4) * 8, 0, 1)
    sound *= syllables * phrase
    return (sound / max(1e-9, float(np.max(np.abs(sound)))) * 0.4 * 32767).astype(np.int16)


def can_speak() -> bool:
    """Whether a speaking program is installed."""
    return speaker() is not None


def speaker() -> str | None:
    """The program that speaks."""
    return shutil.which("espeak-ng") or shutil.which("espeak")


def speak(
    text: str, target: Path, *, voice: str = "en-gb", words_per_minute: int = 150, pitch: int = 50
) -> Path:
    """Write speech to a WAV file; raises OSError or CalledProcessError when that does not work."""
    program = speaker()
    if program is None:
        raise FileNotFoundError("espeak-ng is not installed")
    command = [
        program,
        "-v",
        voice,
        "-s",
        str(words_per_minute),
        "-p",
        str(pitch),
        "-w",
        str(target),
        "--",
        text,
    ]
    subprocess.run(command, check=True, capture_output=True)
    return target


def seconds(file: Path) -> float:
    """How long a WAV file lasts."""
    with wave.open(str(file)) as sound:
        return float(sound.getnframes() / sound.getframerate())
