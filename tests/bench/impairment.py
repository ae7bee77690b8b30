"""How sound and pictures come through bad networks: a presenter in three sizes, the forwarding unit, a seeded relay that
spoils one line, and Chromium that watches.

    python -m tests.bench.impairment [name ...] [--seconds 60]

One row a network. "frozen" are seconds without a new picture for more than half a second, "made up" is the share of the
sound that the browser had to invent. Other trials are added to `TRIALS`: a function of the browser and the seconds that
gives a `Row`.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from playwright.async_api import Browser

from server.media import Router
from tests.bench.ways import ways
from tests.harness.browsers import chromium
from tests.server.media.shaper import Line, Shaper
from tests.server.media.simulcast import LARGE, MIDDLE, SMALL, Presenter
from tests.server.media.watcher import Seen, Watcher

SECONDS = 60.0
SETTLE = 4.0  # seconds after the first picture that are not counted: the link is not known yet
CUT_AFTER, CUT = 8.0, 8.0


@dataclass(frozen=True)
class Row:
    """What came of one trial; `back` is the time from the mended line to the next picture, None where it was not cut."""

    name: str
    frozen: float  # seconds a minute
    made_up: float  # share
    rate: float  # pictures a second
    width: int
    back: float | None
    goal: str
    met: bool

    def cells(self) -> list[str]:
        """For the table."""
        back = "" if self.back is None else f"{self.back:.1f}"
        return [
            self.name, f"{self.frozen:.1f}", f"{100 * self.made_up:.1f}", f"{self.rate:.1f}", str(self.width or "none"),
            back, self.goal, "yes" if self.met else "NO",
        ]  # fmt: skip


Trial = Callable[[Browser, float], Awaitable[Row]]
TITLES = ("network", "frozen s/min", "sound made up %", "pictures/s", "width", "back after s", "goal", "met")


def line(
    name: str, down: Line, goal: str, met: Callable[[Row], bool], *, up: Line | None = None, cut: bool = False
) -> Trial:
    """A trial of one network, in both directions if `up` is given."""

    async def trial(browser: Browser, seconds: float) -> Row:
        router = Router(announce=["127.0.0.1"], host="127.0.0.1")
        await router.start()
        shaper = Shaper(router.port, down, up)
        await shaper.start()
        room = router.room("bench")
        presenter = Presenter(room, (SMALL, MIDDLE, LARGE))
        await presenter.begin()
        watcher = Watcher(router, room, shaper.port)
        try:
            await watcher.begin(browser)
            await watcher.until(lambda seen: len(seen.at) > 0, 30)
            await asyncio.sleep(SETTLE)
            before = await watcher.look()
            back = await _cut(watcher, shaper) if cut else None
            start = await watcher.look() if cut else before
            await asyncio.sleep(seconds)
            row = _row(name, start, await watcher.look(), back, goal)
            return Row(**{**row.__dict__, "met": met(row)})
        finally:
            await watcher.leave()
            await presenter.leave()
            shaper.close()
            await router.close()

    return trial


async def _cut(watcher: Watcher, shaper: Shaper) -> float:
    """Cut the line for a while; seconds from its mending to the next picture."""
    await asyncio.sleep(CUT_AFTER)
    shaper.cut = True
    await asyncio.sleep(CUT)
    shaper.cut = False
    mended = (await watcher.look()).now
    seen = await watcher.until(lambda seen: bool(seen.since(mended)), 60)
    return seen.since(mended)[0] - mended


def _row(name: str, before: Seen, after: Seen, back: float | None, goal: str) -> Row:
    lasted = after.now - before.now
    return Row(
        name, after.frozen(before.now) * 60 / lasted, after.made_up(before), len(after.since(before.now)) / lasted,
        after.width(before.now), back, goal, met=False,
    )  # fmt: skip


def _lossy(share: float) -> Line:
    return Line(loss=share, delay=0.02)


TRIALS: dict[str, Trial] = {
    "good": line("good", Line(), "0 frozen, large", lambda row: row.frozen == 0 and row.width == LARGE.width),
    "loss3": line("3 % lost both ways", _lossy(0.03), "0 frozen", lambda row: row.frozen == 0, up=_lossy(0.03)),
    "loss10": line(
        "10 % lost both ways", _lossy(0.1), "2 s frozen a minute", lambda row: row.frozen <= 2, up=_lossy(0.1)
    ),
    "jitter300": line("300 ms jitter", Line(jitter=0.3), "0 frozen", lambda row: row.frozen == 0),
    "rate400": line(
        "400 kb/s down", Line(rate=400_000, delay=0.02), "sound whole, moving",
        lambda row: row.made_up <= 0.01 and row.rate >= 5,
    ),
    "rate150": line(
        "150 kb/s down", Line(rate=150_000, delay=0.02), "sound whole", lambda row: row.made_up <= 0.01
    ),
    "cut8": line(
        "cut for 8 s", Line(delay=0.02), "back within 3 s", lambda row: row.back is not None and row.back <= 3,
        cut=True,
    ),
}  # fmt: skip
TRIALS |= ways(_row, SETTLE)


def _print(cells: Sequence[str]) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


async def run(names: Sequence[str], seconds: float) -> bool:
    """Print the table; whether all goals were met."""
    met = True
    _print(TITLES)
    _print(["---"] * len(TITLES))
    async with chromium() as browser:
        for name in names:
            row = await TRIALS[name](browser, seconds)
            met = met and row.met
            _print(row.cells())
    print(f"load {os.getloadavg()[0]:.1f}, {seconds:.0f} s each", flush=True)
    return met


def main() -> int:
    """Run all trials or those named."""
    words = sys.argv[1:]
    seconds = SECONDS
    if "--seconds" in words:
        at = words.index("--seconds")
        seconds = float(words[at + 1])
        del words[at : at + 2]
    unknown = [name for name in words if name not in TRIALS]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; known: {', '.join(TRIALS)}", file=sys.stderr)
        return 2
    return 0 if asyncio.run(run(words or list(TRIALS), seconds)) else 1


if __name__ == "__main__":
    sys.exit(main())
