"""A large class: thirty meet with their cameras, whoever comes after them watches the stage first."""

from contextlib import AsyncExitStack

import pytest
from playwright.async_api import expect

from server.bot import sources
from server.bot.participant import taking_part
from tests.e2e.inspecting import BOTH, Inspector
from tests.e2e.looks import COMING
from tests.e2e.visitors import visitors
from tests.harness.waiting import eventually

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.long
async def test_the_thirty_first_person_watches_the_stage_first_and_the_thirtieth_is_met_with_a_camera(
    browser, server_process
):
    course = server_process.api("POST", "courses", {"title": "Oceanography"})
    made = server_process.api(
        "POST", "classes", {"course": course["id"], "title": "Tides", "recorded": False}
    )
    async with AsyncExitStack() as stack:

        async def comes(name, role="student", camera=False):
            bot = await stack.enter_async_context(taking_part(made["join"][role], name, receive="none"))
            if camera:
                await bot.publish("camera", sources.camera(name, width=160, height=90, fps=5))

        await comes("Tea", "instructor", camera=True)
        for number in range(28):
            await comes(f"Person {number}", camera=number < 4)
        thirtieth, late = await stack.enter_async_context(visitors(browser, "Thirty", "Late"))
        await thirtieth.join(made["join"]["student"])
        await thirtieth.sees("Camera of Tea")
        await expect(thirtieth.button("Camera")).to_have_attribute("aria-pressed", "true")
        await expect(thirtieth.button("Show cameras")).to_have_count(0)

        await late.page.goto(made["join"]["student"])
        await late.page.get_by_label("Your name", exact=True).fill("Late")
        await expect(late.page.get_by_text("30 people are in this class already")).to_be_visible()
        await expect(late.button("Camera")).to_have_attribute("aria-pressed", "false")
        inspector = Inspector(late.page)
        await inspector.look("the lobby of a large class", BOTH)
        await late.button("Join class").click()
        await expect(late.page.get_by_text("31 people are here. You see the stage first.")).to_be_visible()
        await late.sees("Tea on the stage")
        assert [one["label"] for one in await late.pictures()] == ["Tea on the stage"]

        async def only_the_stage():
            return await late.page.evaluate(COMING) == 1

        await eventually(only_the_stage, "only the stage is received")
        assert len(await late.received("video")) == 1, "nothing else was asked for before the page was drawn"
        await inspector.look("the stage first", BOTH)
        inspector.verdict()

        await late.turn("Camera", True)
        await thirtieth.open_panel("People")
        await expect(thirtieth.page.get_by_role("list", name="People").get_by_text("Late")).to_be_visible()
        await late.button("Show cameras").click()
        await late.sees("Camera of Tea")
        await late.sees("Camera of Person 0", frames=3)
