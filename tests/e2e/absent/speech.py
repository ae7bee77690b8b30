"""What four people say in class, as files that their browsers take for microphones; every moment of them is known.

espeak-ng speaks it, or people do: `AMPHI_SPEECH` names a folder with recordings and a `refs.tsv` that says of each `file`, `speaker`
and `transcript`. Whom the folder has no voice for is spoken by espeak-ng.
"""

import csv
import os
import re
import wave
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import av
import jiwer
import numpy as np

from server.bot import voice

LONGEST = 12.0  # seconds of a recording that are used; it is cut where it is quiet
LEAD, GAP = 0.6, 1.5  # seconds of silence before the first word, and between two people
ADA, BEN, CHEN = "Ada", "Benedikta Roth von Wolfeschlegelsteinhausen-Bergerdorf", "Chen"
EMRE = "Emre"
STUDENTS = (BEN, CHEN, EMRE)
ESPEAK = {
    # voice, what is said alone, what is said together with the others
    ADA: ("en-us", "Good morning everybody. Today we talk about the tides of the sea. The moon pulls the water.", ""),
    BEN: ("en-us+f3", "I would like to know how long the night is in summer.", "Thank you, I can hear you very well."),
    CHEN: ("en-us+f2", "Perhaps because the earth turns around every day.", "Good morning to all of you."),
    EMRE: ("en-us+m1", "And the old lighthouse stands in deep water.", "Yes, we are all here this morning."),
}  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """Something that is said without a pause: its sound at 48 kHz, and the words."""

    sound: np.ndarray
    words: str
    whole: bool = True  # else only the beginning of `words` is in the sound

    @property
    def seconds(self):
        return len(self.sound) / voice.RATE


@dataclass(frozen=True)
class Part:
    """One person's part: a file for the microphone, and when each piece is heard in it, in seconds from the first sound."""

    name: str
    file: Path
    pieces: tuple[tuple[float, Piece], ...]  # in the order of the file
    seconds: float

    @property
    def alone(self):
        """What is said while nobody else speaks: (start in seconds, piece)."""
        return self.pieces[-1]

    def wrong(self, said):
        """The share of words that are wrong in what was understood of this part; of a piece that was cut, at best."""
        ends = [""]
        for _, piece in self.pieces:
            parts = plain(piece.words).split()
            lengths = [len(parts)] if piece.whole else range(4, len(parts) + 1)
            ends = [f"{end} {' '.join(parts[:length])}" for end in ends for length in lengths]
        return min(jiwer.wer(end, plain(said)) for end in ends)


def plain(text):
    return " ".join(re.sub(r"[^a-z0-9' ]", " ", text.lower()).split())


def silence(seconds):
    return np.zeros(round(seconds * voice.RATE), np.int16)


def write(file, sound):
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(voice.RATE)
        out.writeframes(sound.astype("<i2").tobytes())
    return file


def read(file):
    """Any recording, as mono at 48 kHz and equally loud, without the silence around it."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=voice.RATE)
    with av.open(str(file)) as container:
        frames = [part for frame in container.decode(audio=0) for part in resampler.resample(frame)]
    sound = np.concatenate([frame.to_ndarray()[0] for frame in frames]).astype(np.float64)
    heard = np.flatnonzero(np.abs(sound) > 0.03 * np.abs(sound).max())
    sound = sound[heard[0] : heard[-1] + voice.RATE // 10]
    return (sound * (20_000 / np.abs(sound).max())).astype(np.int16)


def cut(sound):
    """The beginning of what is too long, until the quietest moment of its last third."""
    most = round(LONGEST * voice.RATE)
    if len(sound) <= most:
        return sound
    window = voice.RATE // 5
    starts = range(most * 2 // 3, most - window, window // 4)
    return sound[: min(starts, key=lambda at: float(np.abs(sound[at : at + window]).mean())) + window // 2]


def spoken_by_people():
    """What the folder has, by speaker, those who say most in pieces of a good length first; {} without one."""
    folder = os.environ.get("AMPHI_SPEECH")
    if not folder:
        return []
    found = {}
    with (Path(folder) / "refs.tsv").open(newline="") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            sound = read(Path(folder) / row["file"])
            kept = cut(sound)
            if len(kept) >= 3 * voice.RATE:
                piece = Piece(kept, row["transcript"], len(kept) == len(sound))
                found.setdefault(row["speaker"], []).append(piece)
    return sorted(found.values(), key=len, reverse=True)


def spoken_by_espeak(name, folder):
    accent, alone, together = ESPEAK[name]
    for text, number in zip((alone, together), count()):
        if text:
            file = voice.speak(text, folder / f"{name[:4]}-{number}.wav", voice=accent, words_per_minute=140)
            yield Piece(read(file), text)


def parts(folder):
    """Everybody's part by name: the teacher's, then the students' that begin all at once and go on one after another."""
    people = spoken_by_people()
    said = {}
    for name in (ADA, *STUDENTS):
        said[name] = people.pop(0)[:2] if people else list(spoken_by_espeak(name, folder))
    made = {ADA: part(folder, ADA, [(0.0, said[ADA][0])])}
    at = max(said[name][-1].seconds for name in STUDENTS) + GAP
    for name in STUDENTS:
        alone, together = said[name][0], said[name][-1]
        made[name] = part(folder, name, [(0.0, together), (at, alone)])
        at += alone.seconds + GAP
    return made


def part(folder, name, pieces):
    end = max(at + piece.seconds for at, piece in pieces)
    sound = silence(LEAD + end + 1)
    for at, piece in pieces:
        begin = round((LEAD + at) * voice.RATE)
        sound[begin : begin + len(piece.sound)] = piece.sound
    return Part(name, write(folder / f"says-{name[:4]}.wav", sound), tuple(pieces), LEAD + end)
