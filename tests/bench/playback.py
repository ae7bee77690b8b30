"""How a recorded class plays in real browsers: exact seeks, pictures in step with the sound, no stalls at switches.

    python -m tests.bench.playback [seconds] [seeks]     # default 40 and 30

Three bots hold a class on a real server process: two of them speak in turn (so that the stage changes), a screen is shared
meanwhile. Every picture carries its number. The recorded files say at which class time each number stands; the page, in Chromium
and in Firefox, says which number it shows at which moment of the sound, which leads the class clock. `seek` is from the move of the
slider to the exact frame on stage. A stall is a sound that stands for 250 ms, or a stage without a new picture for 500 ms of the
clock. Milliseconds; wall times say something only on a quiet machine, so the load is printed.
"""

from __future__ import annotations

import asyncio
import bisect
import json
import os
import random
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from server.bot import sources, voice
from server.bot.participant import Participant, taking_part
from tests.e2e.foxes import BUTTON, fox
from tests.e2e.recordings import fetch, film
from tests.e2e.visitors import visitors
from tests.harness.browsers import chromium
from tests.harness.classroom_server import ClassroomServer
from tests.harness.firefox import firefox
from tests.harness.waiting import eventually

WATCH = (Path(__file__).parent / "playback.js").read_text()
NAMES = ("Ada", "Ben", "Cleo")
TURN = 4.0  # seconds that each speaker has
GOALS = {
    "chromium": {"seek": 300, "stage": 40, "side": 60, "stalls": 0},
    "firefox": {"seek": 300, "stage": 40, "side": 80, "stalls": 0},
}
STAND = 500  # ms without a new picture on stage
SETTLING = 2_000  # ms of playing until what is shown counts
Times = dict[str, list[tuple[float, int]]]


def turns(name: str) -> sources.Sound:
    """Ada speaks and is silent, Ben is silent and speaks, Cleo listens."""
    spoken = voice.hum(name, TURN)
    silence = np.zeros_like(spoken)
    order = {"Ada": (spoken, silence), "Ben": (silence, spoken)}.get(name, (silence, silence))
    return sources.Sound(sources.looped(np.concatenate(order)))


async def shares(ada: Participant, seconds: float) -> None:
    """A screen in the middle third, twice."""
    for _ in range(2):
        await asyncio.sleep(seconds / 5)
        await ada.publish("screen", sources.screen("Tides", pages=(("Two bulges",), ("Not one",))))
        await asyncio.sleep(seconds / 5)
        await ada.unpublish("screen")
    await asyncio.sleep(seconds / 5)


async def held(server: ClassroomServer, seconds: float) -> dict[str, Any]:
    """A class of so many seconds, ended and ready to play."""
    made = server.new_class()
    async with AsyncExitStack() as stack:
        bots = []
        for name in NAMES:
            link = made["join"]["instructor" if name == "Ada" else "student"]
            bot = await stack.enter_async_context(taking_part(link, name, receive="none"))
            await bot.publish("microphone", turns(name))
            camera = sources.camera(name, width=320, height=180, fps=15)
            await bot.publish("camera", camera, codec="vp8" if name == "Cleo" else "h264")
            bots.append(bot)
        await shares(bots[0], seconds)
        await bots[0].command("EndClass")
    await eventually(
        lambda: server.api("GET", f"classes/{made['id']}/manifest").get("state") == "ended",
        "it can be played",
    )
    return made


def recorded(server: ClassroomServer, made: dict[str, Any], manifest: dict[str, Any]) -> Times:
    """Class time (ms) and number of every picture, by the id of its track."""
    found: Times = {}
    for track in manifest["tracks"]:
        if track["source"] in ("camera", "screen") and track["fragments"]:
            read = film(fetch(server, made, f"media/{track['file']}"), track)
            found[track["id"]] = sorted((at, number) for number, at in read.numbers.items())
    return found


def targets(manifest: dict[str, Any], times: Times, count: int) -> list[tuple[int, int]]:
    """Random moments in the middle of a picture on stage, a second from every switch: (class ms, number)."""
    dice, found = random.Random(5), []
    pieces = [
        piece for piece in manifest["stage"] if piece["track"] in times and piece["to"] - piece["from"] > 3000
    ]
    while len(found) < count:
        piece = dice.choice(pieces)
        shown = times[piece["track"]]
        at = dice.uniform(piece["from"] + 1500, piece["to"] - 1000)
        index = bisect.bisect(shown, (at, 0)) - 1
        if 0 <= index < len(shown) - 1 and 20 < shown[index + 1][0] - shown[index][0] < 300:
            found.append((round((shown[index][0] + shown[index + 1][0]) / 2), shown[index][1]))
    return found


def p(values: list[float], share: float) -> float | None:
    """A percentile."""
    return round(sorted(values)[min(len(values) - 1, int(len(values) * share))], 1) if values else None


def told(values: list[float], goal: int) -> dict[str, Any]:
    """Median and p95 of sizes, and whether p95 is within the goal."""
    sizes = [abs(value) for value in values]
    worst = p(sizes, 0.95)
    met = worst is not None and worst <= goal
    return {
        "p50": p(sizes, 0.5),
        "p95": worst,
        "middle": p(values, 0.5),
        "n": len(sizes),
        "goal": goal,
        "met": met,
    }


def offsets(
    frames: list[dict[str, Any]], manifest: dict[str, Any], times: Times, names: dict[str, str]
) -> dict[str, list[float]]:
    """Class time of each picture shown less the clock at that moment, for the stage and for those beside it."""
    at: dict[tuple[str, bool], dict[int, list[float]]] = {}
    for track in manifest["tracks"]:
        numbers = at.setdefault((names.get(track["person"], ""), track["source"] == "screen"), {})
        for time, number in times.get(track["id"], ()):
            numbers.setdefault(number, []).append(time)
    found: dict[str, list[float]] = {"stage": [], "side": []}
    for frame in frames[1:]:
        who = next((name for name in NAMES if name in frame["who"]), "")
        known = at.get((who, frame["screen"]), {}).get(frame["number"], [])
        if known and frame["clock"] > frames[0]["clock"] + SETTLING:
            found[frame["place"]].append(min((time - frame["clock"] for time in known), key=abs))
    return found


def stalls(seen: dict[str, Any], end: float) -> list[str]:
    """Where the sound stood, and where the stage did."""
    found = [f"sound at {at} ms" for at in seen["stands"] if at < end - 1000]
    stage = [frame["clock"] for frame in seen["frames"] if frame["place"] == "stage"]
    return found + [f"stage at {a:.0f} ms for {b - a:.0f} ms" for a, b in pairwise(stage) if b - a > STAND]


async def measured(
    person: Any,
    made: dict[str, Any],
    manifest: dict[str, Any],
    times: Times,
    seeks: int,
    goals: dict[str, int],
) -> dict[str, Any]:
    """Play it once from the beginning, then seek."""
    names = {entry["person"]: entry["name"] for entry in made["people"]}
    await person.ask("() => { bench.start(); bench.go(0); }")
    await person.press("Play")
    await asyncio.sleep(manifest["duration"] / 1000 - 1.5)
    seen = await person.ask("() => bench.end()")
    await person.press("Pause")
    found = offsets(seen["frames"], manifest, times, names)
    stood = stalls(seen, manifest["duration"])
    took, wrong = [], []
    for to, number in targets(manifest, times, seeks):
        answer = await person.ask(f"() => bench.seek({to}, {number})")
        took.append(answer["took"])
        if answer["shown"] != number:
            wrong.append([to, number, answer["shown"]])
        await asyncio.sleep(0.2)
    return {
        "seek": {**told(took, goals["seek"]), "not_exact": wrong},
        "stage": told(found["stage"], goals["stage"]),
        "side": told(found["side"], goals["side"]),
        "stalls": {"found": stood, "switches": len(manifest["stage"]) - 1, "goal": 0, "met": not stood},
        "load": [round(one, 1) for one in os.getloadavg()],
    }


@asynccontextmanager
async def in_chromium(link: str) -> AsyncIterator[Any]:
    """Somebody who opened the recording."""
    async with chromium() as browser, visitors(browser, "Dana") as (dana,):
        await dana.page.add_init_script(WATCH)
        await dana.play(link)

        async def press(name: str) -> None:
            await dana.button(name).first.click()

        dana.press = press
        yield dana


@asynccontextmanager
async def in_firefox(link: str) -> AsyncIterator[Any]:
    """The same in Firefox."""
    async with firefox() as browser, fox(browser, "Finn", WATCH) as finn:
        await finn.page.goto(link)
        await finn.page.press("document.querySelector('input')")
        await finn.page.write("Finn")
        await finn.press("Watch the class")
        await eventually(
            lambda: finn.page.evaluate("!!document.querySelector('input[type=range]')"), "it is open", 60
        )
        yield finn


async def measure(server: ClassroomServer, seconds: float, seeks: int) -> dict[str, Any]:
    """One class, in both browsers, one after the other."""
    made = await held(server, seconds)
    manifest = server.api("GET", f"classes/{made['id']}/manifest")
    entries = server.api("GET", f"classes/{made['id']}/timeline?after=0")
    made["people"] = [{"person": key, "name": one["name"]} for key, one in entries["people"].items()]
    times = await asyncio.to_thread(recorded, server, made, manifest)
    found = {}
    for name, opened in (("chromium", in_chromium), ("firefox", in_firefox)):
        async with opened(made["playback"]) as person:
            found[name] = await measured(person, made, manifest, times, seeks, GOALS[name])
            print(json.dumps({name: found[name]}), flush=True)
    return found


def main() -> None:
    """Print the figures as JSON."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 40
    seeks = int(sys.argv[2]) if len(sys.argv) > 2 else 30
    with tempfile.TemporaryDirectory() as folder:
        server = ClassroomServer(Path(folder) / "data")
        server.start()
        try:
            asyncio.run(measure(server, seconds, seeks))
        finally:
            server.stop()


if __name__ == "__main__":
    main()
