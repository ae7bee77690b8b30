"""The demo's two classes: one that is held and ended, one that goes on until somebody stops it."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from server.bot import sources
from server.bot.participant import Participant, new_id, taking_part
from server.demo import lesson, pdf
from server.demo.house import House

PAGE_SECONDS = 12.0
CHATTER = (
    (1, "Is that why the tide is late every day?"),
    (0, "Yes: the Moon moves on, so high water comes about 50 minutes later each day."),
    (2, "At home in Qingdao we get nearly five metres."),
    (1, "And at Brest seven. Same Moon!"),
)

Trio = tuple[Participant, Participant, Participant]


@asynccontextmanager
async def trio(made: dict[str, Any]) -> AsyncIterator[Trio]:
    """Three people in a class, each with a camera and a voice; the first one leads."""
    parts = await lesson.voices()
    links = [made["join"]["instructor"], made["join"]["student"], made["join"]["student"]]
    async with AsyncExitStack() as stack:
        people = []
        for link, name in zip(links, lesson.PEOPLE, strict=True):
            people.append(await stack.enter_async_context(taking_part(link, name, receive="audio")))
        for person in people:
            await person.publish("microphone", lesson.microphone(parts[person.name]))
            await person.publish("camera", sources.camera(person.name))
        ada, ben, chen = people
        yield ada, ben, chen


async def held(house: House, made: dict[str, Any], seconds: float = lesson.LESSON_SECONDS) -> None:
    """Hold the lesson from the first word to the end of class; a shorter `seconds` hurries through it."""
    deck = await house.add_deck(made["id"], lesson.TITLE, pdf.slides(lesson.SLIDES))
    async with trio(made) as people:
        began, hurry = time.monotonic(), seconds / lesson.LESSON_SECONDS

        async def second(at: float) -> None:
            await asyncio.sleep(max(0.0, began + at * hurry - time.monotonic()))

        await _first_half(people, deck, second)
        await _second_half(people, deck, second)
        await people[0].command("EndClass")


async def _first_half(people: Trio, deck: str, second: Any) -> None:
    ada, ben, chen = people
    await ada.command("ShowPage", deck=deck, page=1)
    await second(3)
    await chen.say("Good morning from Qingdao!")
    await second(8)
    await ada.command("ShowPage", deck=deck, page=2)
    await second(12)
    await ben.command("RaiseHand")
    await second(15)
    await ada.command("LowerHand", person=ben.seat.person)
    await ben.say("Is it the same on the far side?")
    await second(20)
    await ada.command("ShowPage", deck=deck, page=3)
    poll = new_id("poll")
    await ada.command(
        "OpenPoll", poll=poll, question=lesson.QUESTION, options=list(lesson.OPTIONS), multiple=False
    )
    await second(24)
    await ben.command("Vote", poll=poll, choices=[1])
    await second(25.5)
    await chen.command("Vote", poll=poll, choices=[2])
    await second(27)
    await ada.command("EndPoll", poll=poll)


async def _second_half(people: Trio, deck: str, second: Any) -> None:
    ada, ben, chen = people
    await second(28)
    await chen.publish("screen", sources.screen("Tide table", pages=lesson.SHARED))
    await second(31)
    await ben.say("Twelve hours and twenty-five minutes, I make it.")
    await ben.command(
        "AddComment", comment=new_id("n"), text="This table is worth a second look.", to="everyone"
    )
    await second(35)
    await chen.unpublish("screen")
    await ada.command("ShowPage", deck=deck, page=4)
    await second(39)
    await ada.say("Thank you all. Next time: tides in rivers.")
    await second(lesson.LESSON_SECONDS)


@asynccontextmanager
async def going_on(house: House, made: dict[str, Any]) -> AsyncIterator[asyncio.Task[None]]:
    """A class with the three in it, as long as the context lasts; the task runs until somebody ends the class."""
    deck = await house.add_deck(made["id"], lesson.TITLE, pdf.slides(lesson.SLIDES))
    async with trio(made) as people:
        await people[0].command("ShowPage", deck=deck, page=1)
        await people[1].command("RaiseHand")
        poll: dict[str, Any] = {
            "question": lesson.QUESTION,
            "options": list(lesson.OPTIONS),
            "multiple": False,
        }
        await people[0].command("OpenPoll", poll=new_id("poll"), **poll)
        teaching = asyncio.ensure_future(_teach(people, deck))
        over = asyncio.ensure_future(people[0].until_over())
        try:
            yield over
        finally:
            for task in (teaching, over):
                task.cancel()
            await asyncio.gather(teaching, over, return_exceptions=True)


async def _teach(people: Trio, deck: str) -> None:
    """Turn pages for ever, with a little chat at the beginning."""
    chatter = iter(CHATTER)
    for page in itertools.cycle(range(1, len(lesson.SLIDES) + 1)):
        await people[0].command("ShowPage", deck=deck, page=page)
        for person, text in itertools.islice(chatter, 1):
            await people[person].say(text)
        await asyncio.sleep(PAGE_SECONDS)
