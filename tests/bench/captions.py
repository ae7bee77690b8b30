"""How soon, how well and how cheaply live captions come, without a class around them: minutes of speech in seconds.

    python -m tests.bench.captions FOLDER [--weights base] [--language de] [--bitrate 24000] [--show]

FOLDER holds audio files and `refs.tsv` (see `bench speech`). One person says them one after the other, two seconds and a half between,
by a clock of its own that only a glance moves on, by the CPU time it took: other work on the machine hardly changes the
figures. Sound is there as a recording gives it, in fragments of half a second. What is shown when is judged as in
`bench spoken`, which measures the whole path; `heard_s` is the same whether or not a word was understood.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from server.live_captions import BEFORE, EVERY, LOOK_SECONDS, REST
from tests.bench.speech import arguments, error_rate, one_core, references, through_opus
from tests.bench.spoken_figures import Said, Shown, delays, last_texts, spread, true_words
from transcription.engine import RATE, Pcm
from transcription.faster_whisper import FasterWhisper, voiced
from transcription.live_captions import LEAST_NEW, LEAST_NEW_OF, LiveSpeech
from transcription.worker import glance

GAP = 2.5
"""Seconds between two files."""
FRAGMENT, WRITTEN = 500, 150
"""Ms of a fragment of the recording, and until it is written."""
PERSON = "p"


def script(folder: Path, engine: FasterWhisper, language: str, bitrate: int) -> tuple[list[Said], Pcm]:
    """Who says which file when, with the words that the engine finds in the whole file; and all of its sound."""
    said: list[Said] = []
    sound: list[Pcm] = [np.zeros(2 * RATE, np.float32)]
    at = 2.0
    for file, reference in references(folder):
        pcm = through_opus(folder / file, bitrate, 0)
        words = true_words(engine, pcm, language)
        said.append(Said(file, reference, 0, at, len(pcm) / RATE, voiced(pcm, 250)[0][0], words))
        sound += [pcm, np.zeros(int(GAP * RATE), np.float32)]
        at += len(pcm) / RATE + GAP
    return said, np.concatenate([*sound, np.zeros(2 * RATE, np.float32)])


@dataclass
class Glance:
    """One glance: until where it heard (class ms), when it was through (class ms), and the CPU seconds it took."""

    edge: int
    through: float
    took: float


def hold(engine: FasterWhisper, sound: Pcm, language: str) -> tuple[list[Shown], list[Glance]]:
    """Give what was shown when, and every glance."""
    shown: list[Shown] = []
    glances: list[Glance] = []
    speech, now, end = LiveSpeech(2000 - BEFORE), 0.0, len(sound) / RATE
    while now < end:
        edge = (int(now * 1000) - WRITTEN) // FRAGMENT * FRAGMENT
        stretch = speech.next(edge, LEAST_NEW_OF.get(language, LEAST_NEW))
        if stretch is None:
            now += LOOK_SECONDS
            continue
        start, edge = stretch
        before = time.process_time()
        pcm = sound[start * RATE // 1000 : edge * RATE // 1000]
        captions = speech.heard(glance(engine, voiced, pcm, start, language), edge)
        took = time.process_time() - before
        glances.append(Glance(edge, (now + took) * 1000, took))
        for one in captions:
            shown.append(Shown((now + took) * 1000, PERSON, str(one.line), one.line, one.text))
        now += max(EVERY, REST * took)
    return shown, glances


def heard_after(said: Sequence[Said], glances: Sequence[Glance]) -> list[float]:
    """Seconds from the end of each word until a glance that heard it was through, whether it was understood or not."""
    ends = [one.at * 1000 + end for one in said for _, end, _ in one.words]
    through = [next((each.through for each in glances if each.edge >= end), None) for end in ends]
    return [(at - end) / 1000 for end, at in zip(ends, through, strict=True) if at is not None]


def figures(
    said: Sequence[Said], shown: list[Shown], glances: list[Glance], language: str
) -> dict[str, object]:
    """The figures of all that was shown."""
    seen = {"ids": [PERSON], "began": [0.0]}
    texts = [text or "-" for text in last_texts(shown, said, seen)]
    speech = sum(one.seconds for one in said)
    cost = [one.took for one in glances]
    return {
        "speech_s": round(speech),
        "wer_percent": round(100 * error_rate([one.reference for one in said], texts, language), 2),
        "cpu_s_per_speech_s": round(sum(cost) / speech, 3),
        "glances": len(glances),
        "glance_cpu_s": spread(cost),
        "heard_s": spread(heard_after(said, glances)),
        **delays(said, shown, seen),
    }


def main() -> None:
    """Measure and print one line of JSON."""
    chosen = arguments(__doc__).parse_args()
    engine = one_core(chosen.weights)
    said, sound = script(chosen.folder, engine, chosen.language, chosen.bitrate)
    shown, glances = hold(engine, sound, chosen.language)
    if chosen.show:
        texts = last_texts(shown, said, {"ids": [PERSON], "began": [0.0]})
        for one, text in zip(said, texts, strict=True):
            wrong = error_rate([one.reference], [text or "-"], chosen.language)
            print(f"{one.file}: {wrong:.1%} {text}", file=sys.stderr)
    print(json.dumps(figures(said, shown, glances, chosen.language)), flush=True)


if __name__ == "__main__":
    main()
