"""How speech becomes text through the whole path: people speak in a real class, others read captions, and later the transcript.

    python -m tests.bench.spoken [FOLDER] [--loss 3] [--rounds 2] [--language fr] [--voice fr-ch] [--glossary] [--unread] [--hour] [--show]

FOLDER holds audio files and `refs.tsv` (see `bench speech`); without one espeak-ng says sentences in the language, by `--voice`.
Two people say the files in turn, a second between them, into a server process of its own: Opus at aiortc's bitrate, the forwarding
unit, the recording, its windows, the engine; a third reads captions, unless `--unread`. `--loss`: per cent of packets lost on both speakers' lines. `--glossary`: names of the references are the
course's glossary. `--language`: the class is set to it, and heard with the weights for it (where `AMPHI_WEIGHTS` says). `--hour`: instead of a class, an hour of the same speech is brought as a recording.

When each word was spoken is known from where its file begins (by the clock of this machine) and from the times that the
engine gives the file itself, heard whole and without Opus (`true` words). A word of a caption counts as shown from the first
caption that has it at its place in the file, and as stable from when it no longer changed. Figures are printed as JSON.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from rooms.captions import CaptionSpoken, TranscriptChanged
from rooms.lesson import ClassOpened
from server.bot import sources, voice
from server.bot.loss import Loss
from server.bot.participant import Participant
from tests.bench.machine_speech import spoken_by_machine
from tests.bench.speech import decoded, references
from tests.bench.spoken_figures import Said, Shown, summed_up, true_words
from tests.bench.spoken_hour import HOUR, brought_hour, worker_figures
from tests.harness.classroom_server import ClassroomServer
from transcription import weights
from transcription.engine import RATE
from transcription.faster_whisper import FasterWhisper, voiced

GAP = 1.0  # seconds between two files
SETTLE = 2.0  # seconds before the first
TAIL = 3.0  # and behind the last


def script(folder: Path, rounds: int, language: str) -> list[Said]:
    """Who says which file when."""
    name = "tiny.en" if language == "en" else "base"
    engine = FasterWhisper(weights.find(name), name)
    said, at = [], 0.0
    for _ in range(rounds):
        for number, (file, reference) in enumerate(references(folder)):
            pcm = decoded(folder / file, RATE)
            known = next((one for one in said if one.file == file), None)
            words = known.words if known else true_words(engine, pcm, language)
            onset = voiced(pcm, 250)[0][0]
            said.append(Said(file, reference, number % 2, at, len(pcm) / RATE, onset, words))
            at += len(pcm) / RATE + GAP
    return said


def track_of(folder: Path, said: Sequence[Said], person: int) -> np.ndarray:
    """All that one person says, with silence while the other speaks."""
    length = said[-1].at + said[-1].seconds + GAP
    sound = np.zeros(int(length * voice.RATE) + voice.RATE, np.int16)
    for one in said:
        if one.person == person:
            pcm = (np.clip(decoded(folder / one.file, voice.RATE), -1, 1) * 32767).astype(np.int16)
            first = int(one.at * voice.RATE)
            sound[first : first + len(pcm)] = pcm
    return sound


def blocks(sound: np.ndarray) -> Iterator[np.ndarray]:
    """The sound in blocks, silence before it and for ever after."""
    silent = np.zeros(sources.SAMPLES, np.int16)
    for _ in range(int(SETTLE * voice.RATE / sources.SAMPLES)):
        yield silent
    for at in range(0, len(sound) // sources.SAMPLES * sources.SAMPLES, sources.SAMPLES):
        yield sound[at : at + sources.SAMPLES]
    while True:
        yield silent


class Clocked(sources.Sound):
    """A microphone that knows when (Unix ms) its sound began, corrected when it fell behind and went on from then."""

    def began(self) -> float:
        """Unix ms of the first sample behind the silence at its beginning."""
        assert self._zero is not None
        return (self._zero + SETTLE - time.monotonic() + time.time()) * 1000


async def hold(
    server: ClassroomServer, made: dict[str, Any], chosen: argparse.Namespace, said: list[Said]
) -> dict[str, Any]:
    """Hold the class and give all that was seen of it."""
    shown: list[Shown] = []
    people = [
        Participant(made["join"][role], name, receive="none", loss=Loss(chosen.loss / 100, seed))
        for seed, (role, name) in enumerate((("instructor", "Ada"), ("student", "Ben")))
    ]
    reader = Participant(made["join"]["student"], "Cleo", receive="none")
    opened = 0

    def heed(signal: dict[str, Any]) -> None:
        if signal.get("type") == "caption":
            now = time.time() * 1000 - opened
            key = f"{signal['track']} {signal['line']}"
            shown.append(Shown(now, signal["person"], key, int(signal["line"]), str(signal["text"])))

    def watch(entry: Any) -> None:
        if isinstance(entry.event, CaptionSpoken):
            one = entry.event
            stored.append(Shown(time.time() * 1000 - opened, one.person, one.caption, one.start, one.text))

    stored: list[Shown] = []
    for one in (*people, reader):
        await one.join()
    opened = next(e.event.opened_at for e in reader.view.entries if isinstance(e.event, ClassOpened))
    reader.heed, reader.watch = heed, watch
    if chosen.language != "en":
        await people[0].command("SetLanguage", language=chosen.language)
    mics = [Clocked(blocks(track_of(chosen.folder, said, person))) for person in (0, 1)]
    for person, mic in zip(people, mics, strict=True):
        await person.publish("microphone", mic)
    length = SETTLE + said[-1].at + said[-1].seconds + TAIL
    end = time.monotonic() + length
    before = worker_figures(server)
    while time.monotonic() < end:
        if not chosen.unread:
            await reader.signal(type="captions")
        await asyncio.sleep(min(15.0, max(0.0, end - time.monotonic())))
    began = [mic.began() - opened for mic in mics]
    during = worker_figures(server)
    await people[0].command("EndClass")
    ended = time.monotonic()

    def done() -> bool:
        return last_state(reader) in ("done", "failed", "no_model")

    await reader.until(done, "the transcript", 1800)
    ready, state = time.monotonic() - ended, last_state(reader)
    after = worker_figures(server)
    lines = [e.event for e in reader.view.entries if isinstance(e.event, CaptionSpoken)]
    ids = [one.seat.person for one in people]
    lost = sum(one.loss.lost for one in people) / max(1, sum(one.loss.seen for one in people))
    for one in (*people, reader):
        await one.leave()
    return {
        "shown": shown, "stored": stored, "began": began, "ready": ready, "lines": lines, "ids": ids, "lost": lost,
        "state": state, "during": during, "after": after, "before": before, "length": length,
    }  # fmt: skip


def last_state(person: Participant) -> str:
    """How far the transcript is."""
    states = [e.event.state for e in person.view.entries if isinstance(e.event, TranscriptChanged)]
    return states[-1] if states else ""


def names_in(said: Sequence[Said]) -> list[str]:
    """Proper names of the references: written large in the middle of a sentence."""
    found: dict[str, None] = {}
    for one in said:
        for name in re.findall(r"(?<=[a-z,;] )[A-Z][a-z]{2,}", one.reference):
            found[name] = None
    return list(found)


def main() -> None:
    """Measure and print one line of JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--loss", type=float, default=0.0)
    parser.add_argument("--rounds", type=int, default=1, help="how often all files are said")
    parser.add_argument("--language", default="en")
    parser.add_argument("--voice", help="of espeak-ng, where there is no folder")
    parser.add_argument("--glossary", action="store_true")
    parser.add_argument("--unread", action="store_true", help="nobody reads captions in class")
    parser.add_argument("--hour", nargs="?", type=float, const=HOUR, metavar="SECONDS")
    parser.add_argument("--show", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        chosen.folder = chosen.folder or spoken_by_machine(
            Path(folder) / "speech", chosen.language, chosen.voice
        )
        given = {name: os.environ[name] for name in ("AMPHI_WEIGHTS",) if name in os.environ}
        server = ClassroomServer(Path(folder) / "data", settings={"AMPHI_TRANSCRIPTION": "default", **given})
        server.start()
        try:
            if chosen.hour:
                print(json.dumps(brought_hour(server, chosen.folder, Path(folder), chosen.hour)), flush=True)
                return
            said = script(chosen.folder, chosen.rounds, chosen.language)
            made = server.new_class()
            if chosen.glossary:
                terms = [{"term": name, "meaning": "", "heard": []} for name in names_in(said)]
                server.api("PUT", f"classes/{made['id']}/glossary", {"glossary": terms})
            seen = asyncio.run(hold(server, made, chosen, said))
            print(json.dumps(summed_up(said, seen, chosen)), flush=True)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
