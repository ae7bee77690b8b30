"""What is due is done with packets that come, and without any by a timer."""

import asyncio

from server.media.ticker import ROOMS, ROOMS_EARLY, SILENCE, SOON, Ticker


class Ticks:
    """Counts, and says whether something waits."""

    def __init__(self, *, waits=False, enough=1):
        self.waits, self.enough = waits, enough
        self.all, self.rooms = 0, 0
        self.reached = asyncio.Event()
        self.ticker = Ticker(self.tick)

    def tick(self, rooms):
        self.all += 1
        self.rooms += rooms
        if self.all >= self.enough:
            self.reached.set()
        return self.waits

    async def run(self):
        self.ticker.start()
        started = asyncio.get_running_loop().time()
        await asyncio.wait_for(self.reached.wait(), 30)
        self.ticker.stop()
        return asyncio.get_running_loop().time() - started


async def test_without_packets_the_timer_ticks():
    ticks = Ticks(enough=6)
    assert await ticks.run() >= 4 * SILENCE * 0.5  # rooms may come before the silence is over
    assert 0 < ticks.rooms <= 6


async def test_while_something_waits_it_ticks_soon():
    ticks = Ticks(waits=True, enough=12)
    assert await ticks.run() >= 11 * SOON * 0.9
    assert ticks.rooms >= 1


async def test_after_a_turn_no_tick_comes_too_soon():
    ticks = Ticks(enough=10**9)
    ticks.ticker.start()
    for _ in range(100):
        ticks.ticker.turned()
    ticks.ticker.stop()
    assert ticks.all <= 1  # but for a machine that stood still meanwhile


async def test_turns_tick_in_place_of_the_timer(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr("server.media.ticker.time.monotonic", lambda: now[0])
    ticks = Ticks(enough=10**9)
    ticks.ticker.start()
    for _ in range(50):
        now[0] += 0.021
        ticks.ticker.turned()
    ticks.ticker.stop()
    assert ticks.all == 50
    assert 50 * 0.021 / ROOMS - 2 <= ticks.rooms <= 50 * 0.021 / ROOMS_EARLY
    assert ticks.ticker.lag < 0.002  # no timer was late


async def test_how_long_the_loop_stood_still_is_seen(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr("server.media.ticker.time.monotonic", lambda: now[0])
    ticks = Ticks()
    ticks.ticker.start()
    now[0] += 3.0
    ticks.ticker.turned()
    ticks.ticker.stop()
    assert 2.9 < ticks.ticker.lag <= 3.0


async def test_a_tick_that_fails_is_not_the_last():
    class Failing(Ticks):
        def tick(self, rooms):
            super().tick(rooms)
            raise RuntimeError("something is wrong")

    ticks = Failing(enough=3)
    await ticks.run()
    assert ticks.all == 3


async def test_after_the_end_nothing_ticks():
    ticks = Ticks()
    ticks.ticker.start()
    ticks.ticker.stop()
    await asyncio.sleep(3 * SOON)
    ticks.ticker.turned()
    assert ticks.all == 0
