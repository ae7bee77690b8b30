"""A running call keeps its sound while 20,000 datagrams of junk a second come in."""

from __future__ import annotations

import pytest

from server.media import Router
from server.media.udp import ENOUGH
from tests.bench.flood import KINDS, call, flood, moved, speak
from tests.bench.fuzz import Hurry

RATE = 20_000


@pytest.fixture
async def room_for_a_flood() -> None:
    """Where the system grants too small a buffer, junk and sound alike are lost before we see them."""
    router = Router(host="127.0.0.1")
    await router.start()
    assert router.plane._socket is not None
    granted = router.plane._socket.granted
    await router.close()
    if granted < ENOUGH:
        pytest.skip(f"net.core.rmem_max is too small here: {granted} bytes of receive buffer")


async def test_all_sound_arrives_in_a_flood_of_everything(room_for_a_flood: None) -> None:
    outcome = await flood([*KINDS], RATE, 2.0)
    assert (outcome.heard, outcome.faults, outcome.moved) == (outcome.spoken, 0, False)
    assert outcome.junk > RATE  # the flood was one


async def test_a_call_in_a_flood_that_is_slow_to_start_does_not_end_meanwhile() -> None:
    clock = Hurry()
    async with call(clock) as made:

        def goes_on() -> bool:
            clock.ahead += 0.5  # with each packet of sound: 40 seconds pass in two
            return clock.ahead < 40

        await speak(made, goes_on)
        assert not moved(made)


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
async def test_all_sound_arrives_in_a_flood_of(kind: str, room_for_a_flood: None) -> None:
    outcome = await flood([kind], RATE, 4.0)
    assert (outcome.heard, outcome.faults, outcome.moved) == (outcome.spoken, 0, False)
    assert outcome.junk > RATE or kind == "own_letters"
