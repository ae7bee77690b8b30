"""How speech becomes text through the whole path: people speak in a real class, others read captions, and later the transcript.

    python -m tests.bench.spoken FOLDER [--loss 3] [--rounds 2] [--glossary] [--hour] [--show]

FOLDER holds audio files and `refs.tsv` (see `bench speech`). Two people say the files in turn, a second between them, into
a server process of its own: Opus at aiortc's bitrate, the forwarding unit, the recording, its windows, the engine; a third
reads captions. `--loss`: per cent of packets lost on both speakers' lines. `--glossary`: names of the references are the
course's glossary. `--hour`: instead of a class, an hour of the same speech is brought as a recording.

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
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np

from rooms.captions import CaptionSpoken, TranscriptChanged
from rooms.lesson import ClassOpened
from server.bot import sources, voice
from server.bot.loss import Loss
from server.bot.participant import Participant
from tests.bench.speech import decoded, error_rate, references
from tests.bench.spoken_hour import brought_hour, worker_figures
from tests.harness.classroom_server import ClassroomServer
from transcription import weights
from transcription.engine import RATE
from transcription.faster_whisper import FasterWhisper, voiced

GAP = 1.0  # seconds between two files
SETTLE = 2.0  # seconds before the first
TAIL = 3.0  # and behind the last


@dataclass
class Said:
    """One file as it was said: by whom, where it lies in the class (ms), and its true words as (end in ms of the file, word)."""

    file: str
    reference: str
    person: int
    at: float  # seconds from the beginning of both tracks
    seconds: float
    onset: int  # ms of the file at which a voice begins
    words: list[tuple[int, int, str]] = field(default_factory=list)


@dataclass
class Shown:
    """What was shown of a caption at class ms `at`; `key` is the line."""

    at: float
    person: str
    key: str
    start: int
    text: str


def plain(text: str) -> list[str]:
    """The words of a text, as they are compared."""
    return re.findall(r"[a-z0-9']+", text.lower())


def script(folder: Path, rounds: int) -> list[Said]:
    """Who says which file when."""
    engine = FasterWhisper(weights.find("tiny.en"), "tiny.en")
    said, at = [], 0.0
    for _ in range(rounds):
        for number, (file, reference) in enumerate(references(folder)):
            pcm = decoded(folder / file, RATE)
            known = next((one for one in said if one.file == file), None)
            words = (
                known.words
                if known
                else [
                    (word.start, word.end, plain(word.text)[0])
                    for segment in engine.transcribe(pcm, "en")
                    for word in segment.words
                    if plain(word.text)
                ]
            )
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
    server: ClassroomServer, made: dict[str, Any], folder: Path, said: list[Said], loss: float
) -> dict[str, Any]:
    """Hold the class and give all that was seen of it."""
    shown: list[Shown] = []
    people = [
        Participant(made["join"][role], name, receive="none", loss=Loss(loss / 100, seed))
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
    mics = [Clocked(blocks(track_of(folder, said, person))) for person in (0, 1)]
    for person, mic in zip(people, mics, strict=True):
        await person.publish("microphone", mic)
    length = SETTLE + said[-1].at + said[-1].seconds + TAIL
    end = time.monotonic() + length
    before = worker_figures(server)
    while time.monotonic() < end:
        await reader.signal(type="captions")
        await asyncio.sleep(min(15.0, max(0.0, end - time.monotonic())))
    began = [mic.began() - opened for mic in mics]
    during = worker_figures(server)
    await people[0].command("EndClass")
    ended = time.monotonic()

    def done() -> bool:
        states = [e.event.state for e in reader.view.entries if isinstance(e.event, TranscriptChanged)]
        return bool(states) and states[-1] in ("done", "failed", "no_model")

    await reader.until(done, "the transcript", 1800)
    ready = time.monotonic() - ended
    after = worker_figures(server)
    lines = [e.event for e in reader.view.entries if isinstance(e.event, CaptionSpoken)]
    ids = [one.seat.person for one in people]
    lost = sum(one.loss.lost for one in people) / max(1, sum(one.loss.seen for one in people))
    for one in (*people, reader):
        await one.leave()
    return {
        "shown": shown, "stored": stored, "began": began, "ready": ready, "lines": lines, "ids": ids, "lost": lost,
        "during": during, "after": after, "before": before, "length": length,
    }  # fmt: skip


def text_by_file(said: Sequence[Said], lines: Sequence[CaptionSpoken], seen: dict[str, Any]) -> list[str]:
    """What was understood of each file: every word goes to the file of its speaker that is nearest to it."""
    found: list[list[str]] = [[] for _ in said]
    for line in sorted(lines, key=lambda one: one.start):
        person, done = seen["ids"].index(line.person), 0
        mine = [(n, one) for n, one in enumerate(said) if one.person == person]
        for word in line.words:
            middle = (word.start + word.end) / 2
            away = [(_away(one, middle, seen), n) for n, one in mine]
            at = line.text.find(word.text, done)
            found[min(away)[1]].append(line.text[done : at + len(word.text)] if at >= 0 else f" {word.text}")
            done = max(done, at + len(word.text))
        found[min(away)[1]].append(" ")
    return [" ".join("".join(words).split()) for words in found]


def _span(one: Said, seen: dict[str, Any]) -> tuple[float, float]:
    start = seen["began"][one.person] + one.at * 1000
    return start, start + one.seconds * 1000


def _away(one: Said, at: float, seen: dict[str, Any]) -> float:
    start, end = _span(one, seen)
    return max(0.0, start - at, at - end)


def word_times(said: Sequence[Said], lines: Sequence[CaptionSpoken], seen: dict[str, Any]) -> dict[str, Any]:
    """How far words of the transcript are from where they were spoken: first words from the voice's onset, and all."""
    onsets, errors = [], []
    for one in said:
        start, end = _span(one, seen)
        mine = sorted(
            (word.start, word.end, plain(word.text)[0])
            for line in lines
            if line.person == seen["ids"][one.person]
            for word in line.words
            if plain(word.text) and start - 700 <= word.start <= end + 700
        )
        if not mine:
            continue
        onsets.append(abs(mine[0][0] - start - one.onset))
        pairs = SequenceMatcher(None, [w for *_, w in mine], [w for *_, w in one.words], autojunk=False)
        for block in pairs.get_matching_blocks():
            for n in range(block.size):
                errors.append(abs(mine[block.a + n][0] - start - one.words[block.b + n][0]))
    return {"first_word_from_onset_ms": spread(onsets), "word_start_from_true_ms": spread(errors)}


def delays(said: Sequence[Said], shown: Sequence[Shown], seen: dict[str, Any]) -> dict[str, Any]:
    """Seconds from the end of each true word until it was first shown, and until it no longer changed."""
    first: list[float] = []
    stable: list[float] = []
    missed = total = 0
    for one in said:
        start, end = _span(one, seen)
        mine = [s for s in shown if s.person == seen["ids"][one.person] and start <= s.at]
        mine = [s for s in mine if s.start < end + 500 and s.start > start - 13_000]
        wanted = [word for *_, word in one.words]
        seen_at: dict[int, float] = {}
        since: dict[int, float] = {}
        texts: dict[str, list[str]] = {}
        for update in mine:
            texts[update.key] = plain(update.text)
            # What earlier lines of this file say stands before what this one says.
            now = [word for key in texts for word in texts[key]]
            there: set[int] = set()
            for block in SequenceMatcher(None, now, wanted, autojunk=False).get_matching_blocks():
                there.update(range(block.b, block.b + block.size))
            spoken = {n for n in there if start + one.words[n][0] <= update.at + 200}
            for n in spoken:
                seen_at.setdefault(n, update.at)
                since.setdefault(n, update.at)
            for n in set(since) - spoken:
                del since[n]
        total += len(wanted)
        missed += len(wanted) - len(seen_at)
        first += [(at - start - one.words[n][1]) / 1000 for n, at in seen_at.items()]
        stable += [(at - start - one.words[n][1]) / 1000 for n, at in since.items()]
    return {
        "first_s": spread(first),
        "stable_s": spread(stable),
        "never_shown_percent": round(100 * missed / max(1, total), 1),
    }


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median, p95 and largest."""
    if not values:
        return {}
    ordered = sorted(values)
    return {
        "median": round(statistics.median(ordered), 2),
        "p95": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))], 2),
        "most": round(ordered[-1], 2),
    }


def last_texts(shown: Sequence[Shown], said: Sequence[Said], seen: dict[str, Any]) -> list[str]:
    """What live captions said of each file in the end."""
    found: list[dict[str, tuple[int, str]]] = [{} for _ in said]
    for update in shown:
        person = seen["ids"].index(update.person)
        mine = [(n, one) for n, one in enumerate(said) if one.person == person]
        away = [(_away(one, update.start + 400, seen), n) for n, one in mine]
        found[min(away)[1]][update.key] = (update.start, update.text)
    return [" ".join(text for _, text in sorted(lines.values())) for lines in found]


def names_in(said: Sequence[Said]) -> list[str]:
    """Proper names of the references: written large in the middle of a sentence."""
    found: dict[str, None] = {}
    for one in said:
        for name in re.findall(r"(?<=[a-z,;] )[A-Z][a-z]{2,}", one.reference):
            found[name] = None
    return list(found)


def summed_up(said: list[Said], seen: dict[str, Any], show: bool) -> dict[str, Any]:
    """The figures of a class."""
    texts = text_by_file(said, seen["lines"], seen)
    live = last_texts(seen["shown"], said, seen)
    if show:
        for line in seen["lines"]:
            print(line.start, line.end, line.text, file=sys.stderr)
        for one, text, caption in zip(said, texts, live, strict=True):
            print(
                f"{one.file}: {error_rate([one.reference], [text or '-']):.1%} {text}\n    live: {caption}",
                file=sys.stderr,
            )
    wanted = [one.reference for one in said]
    long = [n for n, one in enumerate(said) if one.seconds > 30]
    speech = sum(one.seconds for one in said)
    made = {name: figures["cpu"] for name, figures in seen["after"].items()}
    return {
        "speech_s": round(speech), "class_s": round(seen["length"]), "lost_percent": round(100 * seen["lost"], 1),
        "wer_percent": round(100 * error_rate(wanted, texts), 2),
        "wer_long_files_percent": round(100 * error_rate([wanted[n] for n in long], [texts[n] for n in long]), 2) if long else None,
        "wer_live_percent": round(100 * error_rate(wanted, [one or "-" for one in live]), 2) if seen["shown"] else None,
        "cpu_s_per_speech_s": {name: round(cpu / speech, 3) for name, cpu in made.items()},
        "cpu_s_after_the_end": {n: round(f["cpu"] - seen["during"].get(n, {"cpu": 0})["cpu"], 1) for n, f in seen["after"].items()},
        "memory_mb": {name: figures["memory"] for name, figures in seen["after"].items()},
        "ready_after_s": round(seen["ready"], 1),
        "word_times": word_times(said, seen["lines"], seen),
        "live": delays(said, seen["shown"], seen),
        "stored_lines": delays(said, seen["stored"], seen),
        "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip


def main() -> None:
    """Measure and print one line of JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--loss", type=float, default=0.0)
    parser.add_argument("--rounds", type=int, default=1, help="how often all files are said")
    parser.add_argument("--glossary", action="store_true")
    parser.add_argument("--hour", action="store_true")
    parser.add_argument("--show", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = ClassroomServer(Path(folder) / "data", settings={"AMPHI_TRANSCRIPTION": "default"})
        server.start()
        try:
            if chosen.hour:
                print(json.dumps(brought_hour(server, chosen.folder, Path(folder))), flush=True)
                return
            said = script(chosen.folder, chosen.rounds)
            made = server.new_class()
            if chosen.glossary:
                terms = [{"term": name, "meaning": "", "heard": []} for name in names_in(said)]
                server.api("PUT", f"classes/{made['id']}/glossary", {"terms": terms})
            seen = asyncio.run(hold(server, made, chosen.folder, said, chosen.loss))
            print(json.dumps(summed_up(said, seen, chosen.show)), flush=True)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
