"""What the film of a class costs: CPU seconds for a class minute, joining three hours, copying one of them as it was
recorded, and seconds from the end to the file.

    python -m tests.bench.downloads [--seconds 64] [--live 0]

Media are coded first, then composed as in class: a shared screen (720p, 5 pictures a second) with a speaker (360p, 15), and a
speaker alone. `--live N` holds a class of N seconds on a real server and waits until its film is ready.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.stream import AudioStream
from av.video.stream import VideoStream

from recording import copies, copying, mp4
from recording import manifest as manifests
from recording.chunks import Seen, plan, scenes, whole
from recording.composer import levelled
from recording.composite import make
from recording.shelf import Piece, Shelf
from rooms.imports import PICTURE
from rooms.lesson import ClassOpened
from rooms.people import PersonJoined
from rooms.tracks import SpeakerChanged, TrackPublished
from server.bot import sources
from server.bot.participant import taking_part
from server.bot.picture import camera_pictures, screen_pictures
from tests.harness.classroom_server import ClassroomServer
from tests.recording import film
from tests.recording.conftest import Taping
from tests.recording.lecture import chunks_of, timeline

PAGES = [["Tides come twice a day.", "The moon pulls the sea,", "and so does the sun."], ["Spring and neap"]]
HOURS = 3


def taken(pictures: Iterator[Any]) -> Any:
    """Pictures one after the other, for the maker of tracks."""
    return lambda number, width, height: next(pictures)[0]


def composed(folder: Path, seconds: int, *, screen: bool) -> tuple[float, int, list[Piece]]:
    """(CPU seconds for a class minute, bytes, chunks) of a class."""
    taping = Taping(folder / "recording")
    events = [
        (0, ClassOpened(0, True)),
        (0, PersonJoined("i", "instructor")),
        (0, TrackPublished("cam", "i", "camera")),
    ]
    camera = film.video(
        "h264", seconds, fps=15, sizes=((640, 360),), every=60, make=taken(camera_pictures("Ada"))
    )
    voice = film.sound(seconds)
    streams = [
        (taping.add("cam", "i"), camera.packets, 0.0),
        (taping.add("mic", "i", source="microphone", codec="audio/opus"), voice.packets, 0.0),
    ]
    if screen:
        events.append((0, TrackPublished("screen", "i", "screen")))
        shown = film.video(
            "h264",
            seconds,
            fps=5,
            sizes=((1280, 720),),
            every=50,
            make=taken(screen_pictures("Tides", PAGES)),
        )
        streams.append((taping.add("screen", "i", source="screen"), shown.packets, 0.0))
    entries = timeline(*events, (100, SpeakerChanged("i")))
    taping.play(*streams, until=seconds)
    manifest = asyncio.run(taping.close(entries=entries))
    began = time.process_time()
    _, pieces, _ = chunks_of(folder, manifest, entries, {"i": "Ada"})
    spent = time.process_time() - began
    return spent * 60 / seconds, sum(piece.length for piece in pieces), pieces


def joined(folder: Path, pieces: list[Piece], seconds: int) -> tuple[float, float, int]:
    """(CPU seconds, wall seconds, bytes) of joining three hours."""
    many = pieces * (HOURS * 3600 // seconds)
    began, wall = time.process_time(), time.monotonic()
    many = levelled(many)
    mp4.write(folder / "class.mp4", many, mp4.Words("Tides"))
    mp4.write(folder / "class.m4a", many, mp4.Words("Tides"), pictures=False)
    took = time.process_time() - began, time.monotonic() - wall
    return *took, (folder / "class.mp4").stat().st_size


def brought(path: Path, seconds: int) -> None:
    """A recording of an hour, 720p with 15 pictures a second, as another program leaves it: these seconds again and again."""
    with av.open(str(path), "w", format="mp4") as container:
        video, audio = container.add_stream("libx264", rate=15), container.add_stream("aac", rate=48_000)
        assert isinstance(video, VideoStream) and isinstance(audio, AudioStream)
        video.width, video.height, video.pix_fmt, audio.layout = 1280, 720, "yuv420p", "mono"
        video.options = {"preset": "veryfast", "g": "150", "bf": "2"}
        shown = taken(camera_pictures("Ada"))
        packets = [one for number in range(seconds * 15) for one in video.encode(shown(number, 1280, 720))]
        packets += video.encode(None)
        for round_ in range(3600 // seconds):
            for packet in packets:
                copy = av.Packet(bytes(packet))
                copy.pts, copy.dts = packet.pts + round_ * seconds * 15, packet.dts + round_ * seconds * 15
                copy.time_base, copy.stream, copy.is_keyframe = Fraction(1, 15), video, packet.is_keyframe
                container.mux(copy)
            for number in range(seconds):
                wave = (np.sin(np.arange(48_000) / 20) * 3000).astype(np.int16)[None, :]
                heard = av.AudioFrame.from_ndarray(wave, "s16", "mono")
                heard.sample_rate, heard.pts = 48_000, (round_ * seconds + number) * 48_000
                container.mux(audio.encode(heard))
        container.mux(audio.encode(None))


def copied(folder: Path, seconds: int) -> tuple[float, float, float, int]:
    """(seconds of class, CPU seconds of its sound, of copying, bytes) of an hour that was brought."""
    source, recording = folder / "zoom.mp4", folder / "recording"
    brought(source, seconds)
    command = [sys.executable, "-m", "recording.imports", str(source), str(recording), "c1", "i"]
    subprocess.run(command, check=True, capture_output=True)
    manifest = manifests.read(recording)
    assert manifest is not None
    entries = timeline((0, ClassOpened(0, True)), (0, TrackPublished(PICTURE, "i", "screen")))
    seen, shelf = Seen(), Shelf(folder / "download")
    shelf.folder.mkdir()
    seen.read_on(entries)
    found, pieces, began = scenes(manifest, seen), [], time.process_time()
    assert copies.is_alone(seen, found) and copies.offered(manifest, found).holds
    for number in range(whole(manifest)[0]):
        chunk = plan(number, manifest, seen, "Tides", found).heard()
        make(recording, shelf.path(chunk.key), chunk.plan)
        piece = shelf.find(chunk.key)
        assert piece is not None
        pieces.append(piece)
    heard, began = time.process_time() - began, time.process_time()
    told = copies.plan(manifest, seen, found, "Tides")
    copying.write(recording, told, shelf.film, levelled(pieces), mp4.Words("Tides"))
    took = time.process_time() - began
    return told["length"] / 1000, heard, took, shelf.film.stat().st_size


async def live(seconds: float) -> dict[str, float]:
    """Hold a class and wait for its film."""
    with tempfile.TemporaryDirectory() as folder:
        server = ClassroomServer(Path(folder) / "data", settings={"AMPHI_DOWNLOAD_PROCESSES": "1"})
        server.start()
        try:
            made = server.new_class()
            async with (
                taking_part(made["join"]["instructor"], "Ada", receive="none") as ada,
                taking_part(made["join"]["student"], "Ben", receive="none") as ben,
            ):
                for person in (ada, ben):
                    await person.publish("camera", sources.camera(person.name, width=640, height=360))
                    await person.publish("microphone", sources.microphone(person.name))
                await asyncio.sleep(seconds)
                await ada.command("EndClass")
                ended = time.monotonic()
            while (await asyncio.to_thread(server.api, "GET", f"classes/{made['id']}/downloads"))[
                "state"
            ] != "ready":
                await asyncio.sleep(0.2)
            return {"class_s": seconds, "ready_after_s": round(time.monotonic() - ended, 1)}
        finally:
            server.stop()


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=64)
    parser.add_argument("--live", type=float, default=0)
    asked = parser.parse_args()
    for screen in (True, False):
        with tempfile.TemporaryDirectory() as name:
            cost, size, pieces = composed(Path(name), asked.seconds, screen=screen)
            what = "screen and speaker" if screen else "speaker alone"
            hour = size * 3600 / asked.seconds / 1e6
            print(f"{what:20} {cost:5.1f} CPU s a class minute   goal 12   {hour:.0f} MB an hour")
            if screen:
                cpu, wall, total = joined(Path(name), pieces, asked.seconds)
                ratio = HOURS * 3600 / max(cpu, 0.001)
                print(
                    f"joining {HOURS} h, {total / 1e6:.0f} MB   {cpu:.2f} CPU s, {wall:.2f} s   {ratio:.0f}x   goal 300x"
                )
    with tempfile.TemporaryDirectory() as name:
        length, heard, took, size = copied(Path(name), 30)
        print(
            f"copying {length / 60:.0f} min, {size / 1e6:.0f} MB   {took:.2f} CPU s   {length / took:.0f}x   goal 300x   "
            f"its sound {heard:.1f} CPU s ({length / (took + heard):.0f}x with it), load {os.getloadavg()[0]:.1f}"
        )
    if asked.live:
        print(json.dumps({**asyncio.run(live(asked.live)), "load": round(os.getloadavg()[0], 1)}))


if __name__ == "__main__":
    main()
