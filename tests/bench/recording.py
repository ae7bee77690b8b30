"""What recording costs: CPU share of one 720p track, of three speakers in the mix, and of one manifest of a long class.

    python tests/bench/recording.py [--seconds 20]

Media are coded first; then the packets go through the recorder as fast as it takes them, with the ticks of real
time, and the CPU time of all its threads is set against the length of the media.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

from recording.index import Fragment, Index, Init
from recording.manifest import build
from recording.ports import TrackInfo
from recording.recorder import Recorder
from tests.recording import film

ZERO = 1000.0
BITRATE = 1_500_000


def hd(seconds: int) -> list[film.Sent]:
    """720p, 25 pictures a second, at a usual camera's bit rate: the pictures' sizes count, not what they show."""
    each = BITRATE // 8 // 25
    frames = film.video("h264", 2, every=50, sizes=((1280, 720),))
    keys = [p for p in frames.packets if int.from_bytes(p.data[4:8], "big") == frames.times[0]]
    packets, seq = [], 0
    for number in range(seconds * 25):
        stamp, at = number * 3600, number / 25
        payloads = [p.data[12:] for p in keys] if number % 100 == 0 else slices(each)
        for index, payload in enumerate(payloads):
            packets.append(
                film.Sent(film.rtp(payload, seq, stamp, index == len(payloads) - 1), at + index * 0.0005)
            )
            seq += 1
    return packets


def slices(size: int) -> list[bytes]:
    """One slice of `size` bytes as FU-A packets."""
    parts, left = [], size
    while left > 0:
        flags = (0x80 if left == size else 0) | (0x40 if left <= 1200 else 0)
        parts.append(bytes([0x7C, flags | 1]) + b"\x9a" * min(1200, left))
        left -= 1200
    return parts


async def cost(streams: list[tuple[str, str, list[film.Sent]]], seconds: int) -> tuple[float, float]:
    """(share of a core, longest tick in ms) of recording these (source, codec, packets)."""
    with tempfile.TemporaryDirectory() as folder:
        recorder = Recorder(Path(folder), ZERO, reserve=0)
        sinks = [
            (recorder.add_track(f"t{n}", f"p{n}", source, codec, 90000, {}, lambda: None), packets, 0.0)
            for n, (source, codec, packets) in enumerate(streams)
        ]
        events = list(film.merge(*sinks))
        now, longest, start = ZERO, 0.0, time.process_time()
        for at, sink, data in events:
            while now + 0.05 <= ZERO + at:
                now += 0.05
                before = time.thread_time()
                recorder.tick(now)
                longest = max(longest, time.thread_time() - before)
            sink.packet(data, ZERO + at)
        spent = time.process_time() - start
        await recorder.close((), now)
    return spent / seconds, longest * 1000


def manifest_cost() -> tuple[float, float]:
    """Milliseconds for the manifest of ten tracks over two hours: whole, and for a follower."""
    indexes = []
    for number in range(10):
        info = TrackInfo(f"t{number}", f"t{number}", "p", "camera", "video/h264", 90000, 1, None, "t.mp4")
        index = Index(info)
        index.add(Init(0, 1, "video/mp4", 1, 1))
        for place in range(2 * 3600 * 2):
            index.add(Fragment(place, 1, place * 500, 500, 0, int(place % 8 == 0)))
        indexes.append(index)
    times = []
    for since in (None, 7_190_000):
        start = time.process_time()
        build(class_id="c", state="live", duration=7_200_000, live_edge=7_200_000, recorded=[(0, 7_200_000)],
              mix=None, tracks=[index.written(1 << 40) for index in indexes], since=since)  # fmt: skip
        times.append((time.process_time() - start) * 1000)
    return times[0], times[1]


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=20)
    seconds = parser.parse_args().seconds
    voices = [("microphone", "audio/opus", film.sound(seconds, tone=300 + 200 * n).packets) for n in range(3)]
    quiet, _ = asyncio.run(cost([("camera", "video/h264", [film.Sent(b"", seconds)])], seconds))
    camera, _ = asyncio.run(cost([("camera", "video/h264", hd(seconds))], seconds))
    speakers, tick = asyncio.run(cost(voices, seconds))
    whole, follower = manifest_cost()
    print(f"empty class (silent mix)        {quiet:7.2%} of a core")
    print(f"one 720p track, 1.5 Mbit/s      {camera - quiet:7.2%} of a core   goal 0.20%")
    print(
        f"three speakers and their mix    {speakers - quiet:7.2%} of a core   goal 3.00%   longest tick {tick:.1f} ms"
    )
    print(
        f"manifest, 10 tracks, 2 h        {whole:7.1f} ms, for a follower of the live edge {follower:.1f} ms"
    )


if __name__ == "__main__":
    main()
