"""The server dies in the middle of a class and comes back: the class goes on, and what was recorded can be played."""

import asyncio
import time

import pytest

from rooms.chat import MessageSaid
from rooms.lesson import ClassEnded
from rooms.polls import PollOpened
from server.bot import sources
from server.bot.participant import taking_part
from tests.e2e.recordings import films, loudness

pytestmark = [pytest.mark.slow]

MAY_BE_LOST = 1.0  # seconds of pictures before the cut


async def test_a_class_survives_kill_9_and_its_recording_lacks_at_most_a_second(server_process):
    server = server_process
    made = server.new_class()
    async with (
        taking_part(made["join"]["instructor"], "Ada", receive="audio") as ada,
        taking_part(made["join"]["student"], "Ben") as ben,
    ):
        camera = sources.camera("Ada", width=320, height=180)
        await ada.publish("camera", camera)
        await ada.publish("microphone", sources.microphone("Ada"))
        await ben.frames(ada.seat.person, "camera", 45)
        await ada.command(
            "OpenPoll", poll="tides", question="How many?", options=["One", "Two"], multiple=False
        )
        await ada.say("Before the cut")
        await ben.wait_for(MessageSaid)

        cut = time.monotonic()
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)
        for person in (ada, ben):
            await person.until(lambda person=person: person.returns, f"{person.name} is back", 60)
        await ben.frames(ada.seat.person, "camera", 1, patience=60)
        before = time.monotonic()  # the outage is over when there is a picture again
        await ben.frames(ada.seat.person, "camera", 45, patience=60)

        await ben.command("Vote", poll="tides", choices=[1])
        await ada.say("After the cut")
        await ben.wait_for(MessageSaid, lambda event: event.text == "After the cut")
        assert len([entry for entry in ben.view.entries if isinstance(entry.event, PollOpened)]) == 1
        await ada.command("EndClass")
        await ben.wait_for(ClassEnded)
        shown_at = dict(camera.shown_at)

    recorded = {number for film in await asyncio.to_thread(films, server, made) for number in film.numbers}
    assert recorded
    first = min(recorded)
    early = [number for number, at in shown_at.items() if number > first and at < cut - MAY_BE_LOST]
    late = [number for number, at in shown_at.items() if before < at < max(shown_at.values()) - 0.5]
    missing = [number for number in (*early, *late) if number not in recorded]
    last = max((shown_at[n] for n in recorded if shown_at.get(n, cut) < cut), default=0.0)
    print(
        f"{len(early)} + {len(late)} pictures, {len(missing)} missing; {cut - last:.2f} s lost before the cut"
    )
    assert len(missing) <= 2
    loud = [slot for slot, level in (await asyncio.to_thread(loudness, server, made)).items() if level > 0.01]
    assert loud
    tally = server.api("GET", f"classes/{made['id']}/polls/tides/tally")
    assert (tally["counts"], tally["voters"]) == ([0, 1], 1)
