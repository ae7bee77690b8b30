"""What nobody looks at is not made, not sent and not received; it is back as soon as somebody looks."""

from contextlib import AsyncExitStack

import pytest
from playwright.async_api import expect

from server.bot import sources
from server.bot.participant import taking_part
from tests.e2e.looks import COMING
from tests.e2e.visitors import PHONE, visitors
from tests.harness.waiting import eventually

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SENT = """async () => {
    const found = [];
    for (const line of window.lines)
        for (const stat of (await line.getStats()).values())
            if (stat.type === "outbound-rtp" && stat.kind === "video")
                found.push({active: stat.active, frames: stat.framesEncoded ?? 0});
    return found;
}"""
IN_VIEW = """() => new Set([...document.querySelectorAll("video:not(.mirror)")].filter(video => {
    const {top, bottom} = video.getBoundingClientRect();
    return bottom > 0 && top < document.querySelector("main").getBoundingClientRect().bottom;
}).map(video => video.getAttribute("aria-label").replace(/^Camera of | on the stage$/g, ""))).size"""


def unrecorded(server):
    course = server.api("POST", "courses", {"title": "Oceanography"})
    return server.api("POST", "classes", {"course": course["id"], "title": "Tides", "recorded": False})


async def sending(visitor):
    """How many layers of the camera are sent, and how many pictures were made of it so far."""
    found = await visitor.page.evaluate(SENT)
    return sum(one["active"] for one in found), sum(one["frames"] for one in found)


@pytest.mark.long
async def test_a_camera_that_nobody_looks_at_rests_and_comes_back_with_a_picture(browser, server_process):
    made = unrecorded(server_process)
    async with visitors(browser, "Ada", "Ben") as (ada, ben):
        await ada.join(made["join"]["instructor"])
        await ben.join(made["join"]["student"])
        await ben.page.set_viewport_size(PHONE)
        await ben.sees("Camera of Ada")
        await ben.button("Chat").click()  # on a phone it lies over all pictures
        await expect(ben.page.get_by_label("Message", exact=True)).to_be_visible()

        async def rests():
            active, frames = await sending(ada)
            return active == 0 and (await sending(ada))[1] == frames

        await eventually(rests, "Ada's camera is not sent any more", 60)
        await ben.button("Close panel").click()
        await ben.sees("Camera of Ada")
        active, _ = await sending(ada)
        assert active > 0


@pytest.mark.long
async def test_a_page_of_tiles_receives_what_is_in_view_and_nothing_else(browser, server_process):
    made = unrecorded(server_process)
    async with AsyncExitStack() as stack:
        teacher = await stack.enter_async_context(
            taking_part(made["join"]["instructor"], "Tea", receive="none")
        )
        for number in range(8):
            name = f"Person {number}"
            bot = await stack.enter_async_context(taking_part(made["join"]["student"], name, receive="none"))
            await bot.publish("camera", sources.camera(name, width=160, height=90, fps=5))
        (ben,) = await stack.enter_async_context(visitors(browser, "Ben"))
        await ben.page.set_viewport_size(PHONE)
        await ben.join(made["join"]["student"])
        assert teacher.seat.is_staff
        await expect(ben.page.get_by_text("1 of 2")).to_be_visible()

        async def exactly_what_is_in_view():
            return 0 < await ben.page.evaluate(IN_VIEW) == await ben.page.evaluate(COMING)

        await eventually(exactly_what_is_in_view, "the first page is received", 60)
        await ben.button("Next people").click()
        await expect(ben.page.get_by_text("2 of 2")).to_be_visible()
        await eventually(exactly_what_is_in_view, "the second page is received", 60)
        await ben.button("Chat").click()

        async def nothing():
            return await ben.page.evaluate(COMING) == 0

        await eventually(nothing, "nothing is received under the panel", 60)
