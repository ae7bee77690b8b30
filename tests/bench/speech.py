"""How well and how cheaply speech becomes text: word error rate, CPU and memory over a folder of audio.

    python tests/bench/speech.py FOLDER [--weights tiny.en] [--language en] [--bitrate 24000] [--loss 5] [--terms FILE] [--show]

FOLDER holds audio files and `refs.tsv` with the columns `file` and `transcript`. Each file goes through Opus, as a
microphone does, and then window by window through the engine, as a recording does. `--bitrate 0` leaves Opus out;
`--terms` are a course's glossary, a term a line, told to the engine and put right afterwards as in a class.
WER is jiwer's after Whisper's English normaliser; CPU is that of transcription alone, in s per s of audio.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import resource
import time
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from transcription import weights
from transcription.engine import RATE, Pcm
from transcription.faster_whisper import FasterWhisper, voiced
from transcription.glossary import Term, hotwords, mended
from transcription.merge import lines_of
from transcription.windows import next_windows
from transcription.worker import listen

PACKET = 960  # 20 ms at 48 kHz, as browsers send


def main() -> None:
    """Measure one folder and print the figures as JSON."""
    parser = arguments(__doc__)
    parser.add_argument("--loss", type=float, default=0.0, help="per cent of packets, replaced by silence")
    parser.add_argument("--terms", type=Path)
    chosen = parser.parse_args()
    engine = one_core(chosen.weights)
    terms = [Term(line) for line in chosen.terms.read_text().splitlines() if line] if chosen.terms else []
    said: list[str] = []
    wanted: list[str] = []
    seconds = cpu = 0.0
    for file, reference in references(chosen.folder):
        pcm = through_opus(chosen.folder / file, chosen.bitrate, chosen.loss)
        before = time.process_time()
        text = transcript(engine, pcm, chosen.language, terms)
        cpu += time.process_time() - before
        seconds += len(pcm) / RATE
        said.append(text)
        wanted.append(reference)
        if chosen.show:
            print(f"{file}: {error_rate([reference], [text], chosen.language):.1%} {text}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {
        "engine": engine.name,
        "files": len(said),
        "audio_s": round(seconds, 1),
        "wer_percent": round(100 * error_rate(wanted, said, chosen.language), 2),
        "cpu_per_audio_s": round(cpu / seconds, 4),
        "memory_mb": round(memory),
    }
    print(json.dumps(figures))


def arguments(about: str | None) -> argparse.ArgumentParser:
    """What every bench of the engine is told: which speech, heard by what, and how it comes."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--weights", default="tiny.en")
    parser.add_argument("--language", default="en")
    parser.add_argument("--bitrate", type=int, default=24_000)
    parser.add_argument("--show", action="store_true", help="print what was understood, file by file")
    return parser


def one_core(name: str) -> FasterWhisper:
    """The engine with these weights, on one core as in a class."""
    os.environ["OMP_NUM_THREADS"] = "1"
    return FasterWhisper(weights.find(name), Path(name).name)


def references(folder: Path) -> Iterator[tuple[str, str]]:
    """Give each file of refs.tsv with what is said in it."""
    with (folder / "refs.tsv").open(newline="") as table:
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield row["file"], row["transcript"]


def transcript(engine: FasterWhisper, pcm: Pcm, language: str, terms: Sequence[Term] = ()) -> str:
    """Give the caption lines of a whole file, in the windows that a recording is cut into."""
    length = len(pcm) * 1000 // RATE
    done: list[tuple[int, int]] = []
    texts: list[str] = []
    while cuts := next_windows([(0, length)], done):
        cut = cuts[0]
        part = pcm[cut.start * RATE // 1000 : cut.end * RATE // 1000]
        heard = listen(engine, voiced, part, cut.start, cut.end, cut.more, language, hotwords(terms))
        texts += [mended(line, terms).text for line in lines_of("t", "p", heard.segments)]
        done.append((cut.start, heard.until))
    return " ".join(texts)


def through_opus(path: Path, bitrate: int, loss: float) -> Pcm:
    """Give the sound of a file at 16 kHz after Opus at `bitrate`, `loss` % of its packets replaced by silence."""
    if not bitrate:
        return resampled(decoded(path, RATE), RATE)
    chance = random.Random(path.name)
    encoder = av.CodecContext.create("libopus", "w")
    encoder.sample_rate, encoder.format, encoder.layout = 48_000, "s16", "mono"
    encoder.bit_rate, encoder.time_base = bitrate, Fraction(1, 48_000)
    decoder = av.CodecContext.create("opus", "r")
    decoder.sample_rate, decoder.layout = 48_000, "mono"
    decoder.extradata = encoder.extradata
    pcm = (decoded(path, 48_000) * 32767).astype(np.int16)
    pcm = np.pad(pcm, (0, -len(pcm) % PACKET))
    out: list[Pcm] = []
    packets = []
    for at in range(0, len(pcm), PACKET):
        frame = av.AudioFrame.from_ndarray(pcm[None, at : at + PACKET], format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = 48_000, at, Fraction(1, 48_000)
        packets += encoder.encode(frame)
    for packet in packets:
        if chance.random() * 100 < loss:
            out.append(np.zeros(PACKET, np.float32))
            continue
        out += [mono(frame) for frame in decoder.decode(av.Packet(bytes(packet)))]
    return resampled(np.concatenate(out), 48_000)


def decoded(path: Path, rate: int) -> Pcm:
    """Give the sound of a file as mono float32 at `rate`."""
    with av.open(str(path)) as file:
        resampler = av.AudioResampler(format="fltp", layout="mono", rate=rate)
        frames = [each for frame in file.decode(audio=0) for each in resampler.resample(frame)]
        frames += resampler.resample(None)
    return np.concatenate([mono(frame) for frame in frames])


def mono(frame: av.AudioFrame) -> Pcm:
    """Give one channel of a decoded frame as float32."""
    samples = frame.to_ndarray()
    flat = samples[0] if frame.format.is_planar else samples.reshape(-1, len(frame.layout.channels))[:, 0]
    return flat.astype(np.float32) / (1.0 if samples.dtype.kind == "f" else 32768.0)


def resampled(pcm: Pcm, rate: int) -> Pcm:
    """Give `pcm` at 16 kHz."""
    if rate == RATE:
        return pcm
    resampler = av.AudioResampler(format="fltp", layout="mono", rate=RATE)
    frame = av.AudioFrame.from_ndarray(pcm[None, :], format="fltp", layout="mono")
    frame.sample_rate = rate
    return np.concatenate([mono(each) for part in (frame, None) for each in resampler.resample(part)])


def error_rate(wanted: list[str], said: list[str], language: str = "en") -> float:
    """Give the word error rate after Whisper's normaliser, the English one or that of all other languages."""
    import jiwer
    from whisper_normalizer.basic import BasicTextNormalizer
    from whisper_normalizer.english import EnglishTextNormalizer

    plain = EnglishTextNormalizer() if language == "en" else BasicTextNormalizer()
    return float(jiwer.wer([plain(each) for each in wanted], [plain(each) for each in said]))


if __name__ == "__main__":
    main()
