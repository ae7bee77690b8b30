"""What `bench spoken` makes of a class: word error rates, word times, and how late captions were."""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from rooms.captions import CaptionSpoken
from tests.bench.speech import error_rate
from transcription.engine import Pcm
from transcription.faster_whisper import FasterWhisper


@dataclass
class Said:
    """One file as it was said: by whom, where it lies in the class (ms), and its true words as (from, to in ms of the file, word)."""

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
    return re.findall(r"[\w']+", text.lower())


def true_words(engine: FasterWhisper, pcm: Pcm, language: str) -> list[tuple[int, int, str]]:
    """The words that the engine finds in a whole file without Opus: from and to in ms of the file, and the word."""
    found = (word for segment in engine.transcribe(pcm, language) for word in segment.words)
    return [(word.start, word.end, plain(word.text)[0]) for word in found if plain(word.text)]


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


def summed_up(said: list[Said], seen: dict[str, Any], chosen: argparse.Namespace) -> dict[str, Any]:
    """The figures of a class."""
    texts = text_by_file(said, seen["lines"], seen)
    live = last_texts(seen["shown"], said, seen)
    if chosen.show:
        for line in seen["lines"]:
            print(line.start, line.end, line.text, file=sys.stderr)
        for one, text, caption in zip(said, texts, live, strict=True):
            print(
                f"{one.file}: {error_rate([one.reference], [text or '-'], chosen.language):.1%} {text}\n    live: {caption}",
                file=sys.stderr,
            )
    wanted, language = [one.reference for one in said], chosen.language
    long = [n for n, one in enumerate(said) if one.seconds > 30]
    speech = sum(one.seconds for one in said)
    made = {name: figures["cpu"] for name, figures in seen["after"].items()}
    return {
        "speech_s": round(speech), "class_s": round(seen["length"]), "lost_percent": round(100 * seen["lost"], 1),
        "wer_percent": round(100 * error_rate(wanted, texts, language), 2),
        "wer_long_files_percent": round(100 * error_rate([wanted[n] for n in long], [texts[n] for n in long], language), 2) if long else None,
        "wer_live_percent": round(100 * error_rate(wanted, [one or "-" for one in live], language), 2) if seen["shown"] else None,
        "cpu_s_per_speech_s": {name: round(cpu / speech, 3) for name, cpu in made.items()},
        "cpu_s_after_the_end": {n: round(f["cpu"] - seen["during"].get(n, {"cpu": 0})["cpu"], 1) for n, f in seen["after"].items()},
        "memory_mb": {name: figures["memory"] for name, figures in seen["after"].items()},
        "ready_after_s": round(seen["ready"], 1), "state": seen["state"],
        "word_times": word_times(said, seen["lines"], seen),
        "live": delays(said, seen["shown"], seen),
        "stored_lines": delays(said, seen["stored"], seen),
        "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip
