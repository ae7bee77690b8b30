"""A class as it is: one teaches and changes networks, one has a narrow line, one's network lets no UDP through."""

import asyncio
import os
import time
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from server.addresses import own_addresses
from tests.e2e.blocking import walls, ways
from tests.e2e.foxes import fox
from tests.e2e.happened import events
from tests.e2e.inspecting import BOTH
from tests.e2e.visitors import DESK, RECEIVED, forget_lost_lines, visitors
from tests.harness.relay import Relay, relaying
from tests.harness.waiting import eventually, free_port
from tests.server.media.shaper import Line, Shaper

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]
PICTURES = os.environ.get("AMPHI_TEST_PICTURES")  # a folder: then what is seen is kept there
HERE, FAR = "127.0.0.1", "127.0.0.2"  # where the server stands, and the piece of network before it
NARROW = Line(rate=400_000, delay=0.02)
COUNTED = (
    "bytesReceived", "packetsReceived", "packetsLost", "framesReceived", "framesDecoded", "framesDropped", "freezeCount",
    "totalFreezesDuration", "concealedSamples", "silentConcealedSamples", "nackCount", "jitter", "retransmittedPacketsReceived",
)  # fmt: skip


@asynccontextmanager
async def cast(browser, firefox, foxes, scripts):
    """People by name, each behind their own piece of network; those among `foxes` in Firefox."""
    async with AsyncExitStack() as stack:
        people = []
        for name, script in scripts.items():
            if name in foxes:
                people.append(await stack.enter_async_context(fox(firefox, name, script)))
                continue
            (person,) = await stack.enter_async_context(visitors(browser, name))
            await person.page.add_init_script(script)
            people.append(person)
        yield people


@asynccontextmanager
async def three_ways(browser, firefox, server, foxes):
    """Ada through a piece of network that moves, Ben through a narrow line, Cy without UDP."""
    out = next((ip for ip in own_addresses() if ":" not in ip), HERE)  # Firefox sends nothing to 127.0.0.1
    shaper = Shaper(server.port, NARROW, NARROW, host=out)
    await shaper.start()
    door, media = (FAR, free_port()), (out, free_port())
    async with (
        relaying(door, (HERE, server.port)) as pages,
        relaying(media, (out, server.port)) as moving,
    ):
        with (
            walls("tcp", udp=media) as through_relay,
            walls("tcp", udp=(out, shaper.port)) as narrow,
            walls("udp") as closed,
        ):
            scripts = {"Ada": through_relay, "Ben": narrow, "Cy": closed}
            async with cast(browser, firefox, foxes, scripts) as people:
                yield people, Moving(f"http://{FAR}:{door[1]}/", pages, moving)
    shaper.close()


@dataclass
class Moving:
    """Ada's piece of network: the pages are at `url`."""

    url: str
    pages: Relay
    media: Relay

    def move(self):
        """From now on everything comes from another address."""
        self.media.move()
        self.pages.hang_up()


async def all_see_all(people, frames=10):
    for person in people:
        for other in people:
            if other is not person:
                await person.sees(f"Camera of {other.name}", frames)


async def chips_tell_the_truth(ada, ben, cy):
    """Ben gets smaller pictures for his line, the others all they ask for; a busy machine may say so, and is no bad line."""

    async def words():
        return [await person.connection() for person in (ada, ben, cy)]

    async def true():
        wide, narrow, closed = await words()
        return narrow.startswith(("Weak", "Bad")) and all(one.startswith("Good") for one in (wide, closed))

    try:
        await eventually(true, "the chips tell the truth", 60)
    except TimeoutError as error:
        raise AssertionError(f"{error}: {await words()}") from error


async def figures(person, seconds=9):
    """What came in meanwhile, as the browser counts it."""

    async def count():
        found = {}
        for one in await person.ask(RECEIVED):
            for name in COUNTED:
                key = f"{one['kind']} {name}"
                found[key] = found.get(key, 0) + one.get(name, 0)
        return found

    before, start = await count(), time.monotonic()
    await asyncio.sleep(seconds)
    now = await count()
    lasted = time.monotonic() - start
    return {
        key: round((value - before.get(key, 0)) / lasted, 3)
        for key, value in now.items()
        if value != before.get(key, 0)
    }


async def keep(person, what):
    """A picture in each theme and size, for those who want to see it."""
    if PICTURES is None:
        return
    for size in BOTH:
        await person.resize(**size)
        for theme in ("light", "dark"):
            await person.ask(f"() => document.documentElement.dataset.theme = {theme!r}")
            file = Path(PICTURES) / f"{what}-{person.name}-{size['width']}-{theme}.png"
            await person.page.screenshot(path=file)
    await person.resize(**DESK)


@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    "foxes",
    [(), ("Ada",), ("Ben",), ("Cy",)],
    ids=["chromium", "firefox-moves", "firefox-narrow", "firefox-tcp"],
)
async def test_all_stay_in_class_each_by_their_own_way(browser, firefox_browser, start_server, foxes):
    server = start_server()
    made = server.new_class("Tides")
    async with three_ways(browser, firefox_browser, server, foxes) as (people, network):
        ada, ben, cy = people
        await ada.join(network.url + made["join"]["instructor"].split("/", 3)[3])
        for person in (ben, cy):
            await person.join(made["join"]["student"])
        await all_see_all(people)
        published = len(events(server, made, "TrackPublished"))
        network.move()
        await all_see_all(people, 30)
        await chips_tell_the_truth(ada, ben, cy)
        told = await asyncio.gather(*[figures(person) for person in people])
        for person, one in zip(people, told, strict=True):
            print(person.name, await person.connection(), await ways(person), one)
        for person in people:
            await keep(person, "fox" if person.name in foxes else "chromium")
            print(person.name, await person.connection())
        assert len(events(server, made, "PersonLeft")) == 0
        assert len(events(server, made, "PersonJoined")) == 3
        assert len(events(server, made, "TrackPublished")) == published
        assert [await ways(person) for person in people] == [{"udp"}, {"udp"}, {"tcp"}]
        for person in people:
            forget_lost_lines(person)
