"""A class that is recorded in fast motion: media arrive at chosen moments, no test waits for a clock."""

import asyncio
import io
import json

import av
import pytest

from recording.recorder import Recorder
from tests.recording import film

ZERO = 1000.0
"""The monotonic second of class time 0."""


class Taping:
    """A recorder with a clock that the test moves."""

    def __init__(self, folder, **settings):
        self.folder = folder
        self.now = ZERO
        self.asked = []
        settings.setdefault("reserve", 0)
        self.recorder = Recorder(folder, ZERO, "c1", **settings)

    def add(self, track, person="p1", source="camera", codec="video/H264", **more):
        rate = 48000 if "opus" in codec else 90000
        ask = lambda: self.asked.append((track, self.now))
        return self.recorder.add_track(track, person, source, codec, rate, {}, ask, **more)

    def play(self, *streams, until=None):
        """`streams`: (sink, packets, start in class seconds). Ticks every 40 ms, as the server does."""
        for at, sink, data in film.merge(*streams):
            self.run_to(at)
            sink.packet(data, ZERO + at)
        if until is not None:
            self.run_to(until)

    def run_to(self, at):
        while self.now + 0.04 <= ZERO + at:
            self.now += 0.04
            self.recorder.tick(self.now)

    async def settled(self):
        """Waits until the pen has written what it was given."""
        pen = self.recorder.pen
        await asyncio.get_running_loop().run_in_executor(pen._appends, lambda: None)

    async def close(self, at=None, entries=()):
        if at is not None:
            self.run_to(at)
        made = await self.recorder.close(entries, self.now)
        return json.loads(json.dumps(made))


@pytest.fixture
def taping(tmp_path):
    return Taping(tmp_path / "c1")


def track_of(manifest, name):
    return next(track for track in manifest["tracks"] if track["id"] == name)


def as_played(folder, track, init=None):
    """The bytes a player appends: an init segment and the fragments that refer to it."""
    data = (folder / track["file"]).read_bytes()
    chosen = range(len(track["inits"])) if init is None else [init]
    out = b""
    for number in chosen:
        head = track["inits"][number]
        out += data[head["offset"] : head["offset"] + head["length"]]
        out += b"".join(data[o : o + n] for o, n, _, _, which, _ in track["fragments"] if which == number)
    return out


def decoded(data, kind="video"):
    """Every frame as PyAV decodes it, with its time in seconds."""
    with av.open(io.BytesIO(data)) as container:
        stream = getattr(container.streams, kind)[0]
        return [(float(frame.pts * frame.time_base), frame) for frame in container.decode(stream)]


def demuxed(data):
    """(time in ticks, keyframe) of every packet."""
    with av.open(io.BytesIO(data)) as container:
        return [
            (packet.pts, packet.is_keyframe)
            for packet in container.demux()
            if packet.pts is not None and packet.size
        ]
