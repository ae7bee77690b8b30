"""A whole class in three browsers, and the same class, at once, for whoever was absent."""

import asyncio

import pytest
from playwright.async_api import expect

from tests.e2e.day.absent import catch_up
from tests.e2e.day.board import draw_together, share_a_screen
from tests.e2e.day.groups import small_groups
from tests.e2e.day.locks import lock_and_call_on
from tests.e2e.day.polls import poll
from tests.e2e.day.questions import ask
from tests.e2e.day.signs import small_things
from tests.e2e.day.talking import talk
from tests.e2e.showing import show_slides
from tests.e2e.visitors import visitors
from tests.harness.browsers import chromium

pytestmark = [pytest.mark.browser, pytest.mark.slow]


async def test_a_class_is_held_in_three_browsers_and_caught_up_with_by_an_absent_student(
    shared_server,
):
    made = shared_server.new_class("A day by the sea")
    async with chromium("--use-fake-device-for-media-stream=fps=5") as browser:
        await hold(browser, shared_server, made)
        async with visitors(browser, "Dana") as (dana,):
            await catch_up(shared_server, made, dana)


async def hold(browser, server, made):
    async with visitors(browser, "Ada", "Ben", "Chen") as (ada, ben, chen):
        await come_in(server, made, ada, ben, chen)
        await everyone_sees_and_hears(ada, ben, chen)
        await talk(ada, ben, chen)
        await small_things(server, made, ada, ben, chen)
        await poll(ada, ben)
        await ask(ada, ben, chen)
        await lock_and_call_on(ada, ben, chen)
        await share_a_screen(ada, ben, chen)
        await draw_together(ada, ben, chen)
        await show_slides(ada, ben)
        await small_groups(ada, ben, chen)
        await end(ada, ben, chen)


async def come_in(server, made, ada, ben, chen):
    await ada.page.goto(server.sign_in_link())
    await ada.page.get_by_role("link", name="Start class: A day by the sea").click()
    await ada.go_in()
    await expect(ada.button("End class")).to_be_visible()
    for student in (ben, chen):
        await student.join(made["join"]["student"])
        await expect(student.button("End class")).to_have_count(0)
        await student.turn("Microphone", on=True)


async def everyone_sees_and_hears(*people):
    names = [person.name for person in people]
    await asyncio.gather(
        *(person.sees(f"Camera of {other}", frames=5) for person in people for other in names)
    )
    for person in people:
        await person.hears(len(people) - 1)
        pictures = await person.received("video")
        assert all(one["framesDecoded"] > 0 for one in pictures)


async def end(ada, ben, chen):
    await ada.button("End class").click()
    await expect(ada.page.get_by_text("The recording, to play a second after the end")).to_be_visible()
    await expect(ada.page.get_by_text("days for late work, until", exact=False)).to_be_visible()
    await ada.button("End for everybody").click()
    for person in (ada, ben, chen):
        await expect(person.page.get_by_role("heading", name="The class has ended")).to_be_visible()
        await expect(person.page.get_by_text("turned off your", exact=False)).to_have_count(0)
