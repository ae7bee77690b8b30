"""What the film of a class costs: CPU seconds for a class minute, joining three hours, and seconds from the end to the file.

    python -m tests.bench.downloads [--seconds 64] [--live 0]

Media are coded first, then composed as in class: a shared screen (720p, 5 pictures a second) with a speaker (360p, 15), and a
speaker alone. `--live N` holds a class of N seconds on a real server and waits until its film is ready.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from recording import mp4
from recording.composer import levelled
from recording.shelf import Piece
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
    if asked.live:
        print(json.dumps({**asyncio.run(live(asked.live)), "load": round(os.getloadavg()[0], 1)}))


if __name__ == "__main__":
    main()
