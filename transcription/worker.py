"""The process that listens to recordings: one request a line on stdin, one answer a line on stdout, then the next.

Request `{"id", "folder", "track", "start", "end", "more", "language", "hotwords", "quick"}` (class ms; `track` as in the
manifest; `quick`: for live captions); answer `{"id", "segments", "until", "engine"}` or `{"id", "error": {"code", "message"}}`.
It says `{"ready": engine}` first, and ends when stdin closes.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from transcription import weights
from transcription.engine import RATE, Engine, Heard, Pcm, Segment, SpeechError, Word, segment_to_json
from transcription.glossary import names_of
from transcription.pieces import MOST, pieces
from transcription.second_hearing import UNSURE, with_names
from transcription.windows import last_pause

ReadSpeech = Callable[[Path, dict[str, Any], int, int], Pcm]
"""`recording.listen.read_speech`: the sound of a track from..to class ms, holes filled with silence."""
Voiced = Callable[[Pcm, int], list[tuple[int, int]]]

PAUSES = (600, 250)
"""A window ends at a pause this long (ms): between sentences if there is one, else between words."""

TOO_MANY, AT_ONCE = 4, 120
"""Nobody begins so many words within so many ms."""

LEAD = 50
"""A voice is noticed about so many ms after it began."""

AROUND = 300
"""At a glance, so much (ms) before the first voice and behind the last is heard with them."""


def listen(
    engine: Engine,
    voiced: Voiced,
    pcm: Pcm,
    start: int,
    end: int,
    more: bool,
    language: str,
    hotwords: str = "",
) -> Heard:
    """Give what is said in `pcm`, the sound of start..end (class ms); with `more`, stop at the last pause.

    It is heard in pieces (see `pieces`), with `hotwords` twice (see `second_hearing`).
    """
    spans: list[tuple[int, int]] = []
    stop: int | None = end - start
    for pause in PAUSES:
        spans = voiced(pcm, pause)
        stop = last_pause(spans, 0, end - start) if more else end - start
        if stop is not None:
            break
    length = stop if stop is not None else end - start
    if not any(span[0] < length for span in spans):
        return Heard((), start + length)
    found: list[Segment] = []
    # Half a minute of voice may have no pause between sentences.
    fine = spans if length <= MOST else voiced(pcm, PAUSES[-1])
    for first, last in pieces(fine, length):
        within = [(begin - first, over - first) for begin, over in spans if begin < last and over > first]
        sound = pcm[first * RATE // 1000 : last * RATE // 1000]
        segments = [_begun(each, within) for each in _said(engine, sound, language, hotwords)]
        found += _all_placed(segments, start + first, start + last)
    return Heard(tuple(found), start + length)


def _said(engine: Engine, sound: Pcm, language: str, hotwords: str) -> list[Segment]:
    """Give what is said in a piece, heard a second time for names where the first was unsure."""
    segments = engine.transcribe(sound, language)
    unsure = (word for one in segments for word in one.words if word.sure is not None and word.sure <= UNSURE)
    if not hotwords or next(unsure, None) is None:
        return segments
    told = engine.transcribe(sound, language, hotwords, quick=True)
    return with_names(segments, told, names_of(hotwords))


def glance(engine: Engine, voiced: Voiced, pcm: Pcm, start: int, language: str) -> Heard:
    """Give what is said in `pcm` from class ms `start` on, soon rather than well; `until` is where the last voice ends."""
    spans = voiced(pcm, PAUSES[1])
    if not spans:
        return Heard((), start)
    length = len(pcm) * 1000 // RATE
    first, last = max(0, spans[0][0] - AROUND), min(length, spans[-1][1] + AROUND)
    segments = engine.glance(pcm[first * RATE // 1000 : last * RATE // 1000], language)
    within = [(begin - first, end - first) for begin, end in spans]
    begun = [_begun(each, within) for each in segments]
    return Heard(_all_placed(begun, start + first, start + length), start + spans[-1][1])


def _begun(segment: Segment, spans: list[tuple[int, int]]) -> Segment:
    """Give the segment with no word begun in the silence before its voice.

    The engine is given a margin of 400 ms before each voice, and dates the first word from there.
    """

    def start(word: Word) -> int:
        voices = [first for first, _ in spans if word.start < first - LEAD < word.end]
        inside = any(first - LEAD <= word.start < last for first, last in spans)
        return voices[0] - LEAD if voices and not inside else word.start

    words = tuple(replace(word, start=start(word)) for word in segment.words)
    return replace(segment, start=words[0].start if words else segment.start, words=words)


def _all_placed(segments: Iterable[Segment], start: int, end: int) -> tuple[Segment, ...]:
    return tuple(placed for each in segments if (placed := _placed(each, start, end)).text)


def _placed(segment: Segment, start: int, end: int) -> Segment:
    """Give the segment in class ms, kept within its window so that no line reaches into the next one."""

    def at(time: int) -> int:
        return min(max(start + time, start), end - 1)

    words = [replace(word, start=at(word.start), end=at(word.end)) for word in segment.words]
    kept = tuple(_sayable(words))
    text = segment.text if len(kept) == len(words) else "".join(word.text for word in kept).strip()
    return replace(segment, start=at(segment.start), end=at(segment.end), words=kept, text=text)


def _sayable(words: Sequence[Word]) -> Iterator[Word]:
    """Give the words without those that nobody can have said so fast: an engine invents sentences in a silence, and finds
    no time for their words."""
    begin = 0
    while begin < len(words):
        end = begin + 1
        while end < len(words) and words[end].start - words[begin].start <= AT_ONCE:
            end += 1
        if end - begin < TOO_MANY:
            yield words[begin]
            begin += 1
        else:
            begin = end


def answer(line: str, engine: Engine, voiced: Voiced, read: ReadSpeech) -> dict[str, Any]:
    """Give the answer to one request line; whatever goes wrong is told, and the next request can come."""
    name: object = None
    try:
        request = json.loads(line)
        name = request["id"]
        start, end = int(request["start"]), int(request["end"])
        pcm = read(Path(request["folder"]), request["track"], start, end)
        language, hotwords = str(request["language"]), str(request.get("hotwords", ""))
        if request.get("quick"):
            heard = glance(engine, voiced, pcm, start, language)
        else:
            heard = listen(engine, voiced, pcm, start, end, bool(request.get("more")), language, hotwords)
    except SpeechError as problem:
        return {"id": name, "error": {"code": problem.code, "message": problem.message}}
    except Exception as problem:  # one broken recording must not end the worker for all classes
        return {"id": name, "error": {"code": "broken", "message": f"{type(problem).__name__}: {problem}"}}
    segments = [segment_to_json(segment) for segment in heard.segments]
    return {"id": name, "segments": segments, "until": heard.until, "engine": engine.name}


def serve(lines: Iterable[str], out: TextIO, engine: Engine, voiced: Voiced, read: ReadSpeech) -> None:
    """Answer request after request until the lines end."""
    _say(out, {"ready": engine.name})
    for line in lines:
        if line.strip():
            _say(out, answer(line, engine, voiced, read))


def main(arguments: list[str], read: ReadSpeech | None = None) -> int:
    """Load the engine once and serve; 3 when there are no usable weights. `read` defaults to the recording's."""
    parser = argparse.ArgumentParser(prog="python -m transcription.worker", description=__doc__)
    parser.add_argument("--weights", default="tiny.en", help="a known name, or a folder")
    parser.add_argument("--nice", type=int, default=19, help="how far behind all others it stands")
    chosen = parser.parse_args(arguments)
    name = chosen.weights
    os.nice(chosen.nice)
    out = _own_stdout()
    try:
        folder = weights.find(name)
        # Imported here, after the environment of the process is set: the engine brings half a second of libraries.
        from transcription.faster_whisper import FasterWhisper, voiced

        engine = FasterWhisper(folder, Path(name).name)
    except SpeechError as problem:
        _say(out, {"error": {"code": problem.code, "message": problem.message}})
        return 3
    serve(sys.stdin, out, engine, voiced, read or _read_speech())
    return 0


def _read_speech() -> ReadSpeech:
    from recording import listen as recorded

    return recorded.read_speech


def _own_stdout() -> TextIO:
    """Keep stdout for answers alone: whatever a library prints goes to stderr."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return out


def _say(out: TextIO, message: dict[str, Any]) -> None:
    out.write(json.dumps(message, ensure_ascii=False) + "\n")
    out.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
