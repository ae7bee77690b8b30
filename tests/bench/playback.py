"""How a recorded class plays in real browsers: exact seeks, pictures in step with the sound, no stalls at switches.

    python -m tests.bench.playback [seconds] [seeks] [plain]     # default 40 and 30

Three bots hold a class on a real server process: two of them speak in turn (so that the stage changes), a screen is shared
meanwhile. Every picture carries its number. The recorded files say at which class time each number stands; the page, in Chromium
and in Firefox, says which number it shows at which moment of the sound, which leads the class clock. `seek` is from the move of the
slider to the exact frame on stage. A stall is a sound that stands for 250 ms, or a stage without a new picture for 500 ms of the
clock. They speak quietly, so that the class is made louder on its way; `plain` switches that off, and `late` is by how much what is heard is
behind the sound's element. Where PulseAudio is installed the browsers have a loudspeaker. Milliseconds; wall times say something only on a quiet machine, so the load is printed.
"""

from __future__ import annotations

import asyncio
import bisect
import json
import os
import random
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from playwright.async_api import expect

from server.bot import sources, voice
from server.bot.participant import Participant, taking_part
from tests.e2e.foxes import fox
from tests.e2e.recordings import fetch, film
from tests.e2e.visitors import visitors
from tests.harness.browsers import chromium
from tests.harness.classroom_server import ClassroomServer
from tests.harness.firefox import firefox
from tests.harness.loudspeaker import perhaps_a_loudspeaker
from tests.harness.waiting import eventually

OPEN = "!!document.querySelector('input[type=range]')"
WATCH = (Path(__file__).parent / "playback.js").read_text()
NAMES = ("Ada", "Ben", "Cleo")
TURN = 4.0  # seconds that each speaker has
QUIET = 5  # times as quiet as a voice is: 14 dB
PLAIN = "localStorage.setItem('amphi.player', JSON.stringify({ even: false }));"
GOALS = {
    "chromium": {"seek": 300, "stage": 40, "side": 60, "stalls": 0},
    "firefox": {"seek": 300, "stage": 40, "side": 80, "stalls": 0},
}
STAND = 500  # ms without a new picture on stage
SETTLING = 2_000  # ms of playing until what is shown counts
RELOADED = 10  # seeks on a page that has loaded nothing there yet
Times = dict[str, list[tuple[float, int]]]


class Watching(NamedTuple):
    """Somebody before the recording, in any browser."""

    ask: Callable[[str], Awaitable[Any]]
    press: Callable[[str], Awaitable[None]]
    again: Callable[[], Awaitable[None]]


class Offsets(NamedTuple):
    """Milliseconds on stage and beside it, and the share of pictures whose number is that of the file at their time."""

    stage: list[float]
    side: list[float]
    numbers: float


def turns(name: str) -> sources.Sound:
    """Ada speaks and is silent, Ben is silent and speaks, Cleo listens."""
    spoken = voice.hum(name, TURN) // QUIET
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
    dice = random.Random(5)
    found: list[tuple[int, int]] = []
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
) -> Offsets:
    """Class time of each picture less the clock at that moment, on stage and beside it; and how often its number says so, too.

    The time is what the browser says of the picture that it brings now; Firefox at times still draws the one before into a canvas.
    """
    at: dict[tuple[str, bool], dict[float, int]] = {}
    for track in manifest["tracks"]:
        kind = names.get(track["person"], ""), track["source"] == "screen"
        at.setdefault(kind, {}).update(dict(times.get(track["id"], ())))
    found: dict[str, list[float]] = {"stage": [], "side": []}
    same = total = 0
    for frame in frames:
        who = next((name for name in NAMES if name in frame["who"]), "")
        if frame["clock"] < frames[0]["clock"] + SETTLING:
            continue
        found[frame["place"]].append(frame["media"] - frame["clock"])
        near = min(at[(who, frame["screen"])].items(), key=lambda one: abs(one[0] - frame["media"]))
        total, same = total + 1, same + (near[1] == frame["number"])
    return Offsets(found["stage"], found["side"], round(same / max(1, total), 3))


def stalls(seen: dict[str, Any], end: float) -> list[str]:
    """Where the sound stood, and where the stage did."""
    found = [f"sound at {at} ms" for at in seen["stands"] if at < end - 1000]
    stage = [frame["clock"] for frame in seen["frames"] if frame["place"] == "stage"]
    return found + [f"stage at {a:.0f} ms for {b - a:.0f} ms" for a, b in pairwise(stage) if b - a > STAND]


async def sought(person: Watching, to: int, number: int) -> dict[str, Any]:
    """One seek, after a moment of rest."""
    await asyncio.sleep(0.3)
    answer: dict[str, Any] = await person.ask(f"() => bench.seek({to}, {number})")
    return {**answer, "to": to, "exact": answer["shown"] == number}


async def measured(
    person: Watching,
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
    chosen = targets(manifest, times, seeks + RELOADED)
    warm = [await sought(person, *one) for one in chosen[RELOADED:]]
    cold = []
    for one in chosen[:RELOADED]:
        await person.again()
        cold.append(await sought(person, *one))
    unloaded = [one["took"] for one in cold if not one["loaded"]]
    return {
        "seek": told([one["took"] for one in warm], goals["seek"]),
        "seek, nothing loaded": told(unloaded, goals["seek"]),
        "not exact": [one for one in warm + cold if not one["exact"]],
        "stage": told(found.stage, goals["stage"]),
        "side": told(found.side, goals["side"]),
        "numbers as in the file": found.numbers,
        "gain": manifest["gain"],
        "late": seen["late"],
        "stalls": {
            "found": stood,
            "switches": len(manifest["stage"]) - 1,
            "goal": 0,
            "met": bool(found.stage) and not stood,
        },
        "load": [round(one, 1) for one in os.getloadavg()],
    }


@asynccontextmanager
async def in_chromium(link: str, script: str = WATCH, sound: str | None = None) -> AsyncIterator[Watching]:
    """Somebody who opened the recording; `sound` is the address of a loudspeaker."""
    async with chromium(sound=sound) as browser, visitors(browser, "Dana") as (dana,):
        await dana.page.add_init_script(script)
        await dana.play(link)

        async def press(name: str) -> None:
            await dana.button(name).first.click()

        async def again() -> None:
            await dana.page.goto(link)
            await expect(dana.page.get_by_label("Seek", exact=True)).to_be_visible()

        yield Watching(dana.ask, press, again)


@asynccontextmanager
async def in_firefox(link: str, script: str = WATCH, sound: str | None = None) -> AsyncIterator[Watching]:
    """The same in Firefox."""
    async with firefox(sound) as browser, fox(browser, "Finn", script) as finn:
        await finn.page.goto(link)
        await finn.page.press("document.querySelector('input')")
        await finn.page.write("Finn")
        await finn.press("Watch the class")

        async def again() -> None:
            await finn.page.goto(link)
            await opened()

        async def opened() -> None:
            await eventually(lambda: finn.page.evaluate(OPEN), "the recording is open", 60)

        await opened()
        yield Watching(finn.ask, finn.press, again)


async def measure(
    server: ClassroomServer, seconds: float, seeks: int, *, plain: bool = False, sound: str | None = None
) -> dict[str, Any]:
    """One class, in both browsers, one after the other."""
    made = await held(server, seconds)
    manifest = server.api("GET", f"classes/{made['id']}/manifest")
    entries = server.api("GET", f"classes/{made['id']}/timeline?after=0")
    made["people"] = [{"person": key, "name": one["name"]} for key, one in entries["people"].items()]
    times = await asyncio.to_thread(recorded, server, made, manifest)
    found = {}
    for name, opened in (("chromium", in_chromium), ("firefox", in_firefox)):
        async with opened(made["playback"], WATCH + PLAIN if plain else WATCH, sound) as person:
            found[name] = await measured(person, made, manifest, times, seeks, GOALS[name])
            print(json.dumps({name: found[name]}), flush=True)
    return found


def main() -> None:
    """Print the figures as JSON."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 40
    seeks = int(sys.argv[2]) if len(sys.argv) > 2 else 30
    with tempfile.TemporaryDirectory() as folder, perhaps_a_loudspeaker() as sound:
        server = ClassroomServer(Path(folder) / "data")
        server.start()
        try:
            asyncio.run(measure(server, seconds, seeks, plain="plain" in sys.argv, sound=sound))
        finally:
            server.stop()


if __name__ == "__main__":
    main()
