"""Every page and every dialog passes axe, in both themes, on a wide screen and on a phone."""

import json

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from server.bot import sources
from server.bot.participant import taking_part
from tests.e2e.visitors import DESK, PHONE, visitors

pytestmark = [pytest.mark.browser, pytest.mark.slow]
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


class Inspector:
    """Looks at a page in each theme and size, and keeps what it does not like."""

    def __init__(self, page):
        self.page = page
        self.found = []

    async def look(self, what, sizes=(DESK,)):
        for size in sizes:
            await self.page.set_viewport_size(size)
            for theme in ("light", "dark"):
                await self.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
                await self.page.evaluate("document.getAnimations().forEach(one => one.finish())")
                await self.judge(f"{what}, {theme}, {size['width']} px")
        await self.page.set_viewport_size(DESK)

    async def judge(self, what):
        result = await Axe().run(self.page, options=RULES)
        for violation in result.response["violations"]:
            for node in violation["nodes"][:3]:
                self.found.append(
                    f"{what}: {violation['id']} at {json.dumps(node['target'])}: {node['html'][:160]}"
                )
        wide = await self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if wide > 0:
            self.found.append(f"{what}: {wide} px wider than the window")
        cut = await self.page.evaluate(
            "[...document.querySelectorAll('aside, .dialog-body, .panel-body')].some(one => one.scrollWidth > one.clientWidth)"
        )
        if cut:
            self.found.append(f"{what}: something stands out at the side")

    def verdict(self):
        assert not self.found, "\n".join(self.found)


BOTH = (DESK, PHONE)
LONG_NAME = "Benjamin Wolfeschlegelsteinhausen the Younger of Bergerdorf"


async def test_the_desk_and_its_dialogs_pass_axe(browser, server_process):
    server_process.new_class("Tides")
    async with visitors(browser, "Ada") as (ada,):
        inspector = Inspector(ada.page)
        await ada.page.goto(f"{server_process.url}/")
        await expect(ada.page.get_by_role("heading", level=1)).to_be_visible()
        await inspector.look("signed out", BOTH)
        await ada.page.goto(server_process.sign_in_link())
        await expect(ada.page.get_by_role("heading", name="Tides")).to_be_visible()
        await inspector.look("desk", BOTH)
        for dialog in ("New class", "New course"):
            await ada.button(dialog).first.click()
            await expect(ada.page.get_by_role("dialog")).to_be_visible()
            await inspector.look(f"dialog {dialog}", BOTH)
            await ada.page.keyboard.press("Escape")
        await ada.page.goto(f"{server_process.url}/nowhere/at/all")
        await expect(ada.page.get_by_role("heading").first).to_be_visible()
        await inspector.look("page that does not exist")
        inspector.verdict()


async def test_the_lobby_and_the_room_and_their_dialogs_pass_axe(browser, server_process):
    made = server_process.new_class()
    async with visitors(browser, "Ada") as (ada,):
        inspector = Inspector(ada.page)
        await ada.page.goto(f"{server_process.url}/join/nothing")
        await expect(ada.page.get_by_role("heading").first).to_be_visible()
        await inspector.look("a link that is not valid")
        await ada.page.goto(made["join"]["instructor"])
        await expect(ada.page.get_by_label("Your name", exact=True)).to_be_visible()
        await inspector.look("lobby", BOTH)
        await ada.join(made["join"]["instructor"])
        async with taking_part(made["join"]["student"], LONG_NAME, receive="none") as ben:
            await ben.publish("camera", sources.camera("Ben", width=320, height=180))
            await ben.say("Look at https://example.org/tides <b>now</b>")
            await ben.command("RaiseHand")
            await ada.reads("Look at https://example.org/tides <b>now</b>")
            await ben.command("Say", message="m1", text="@Ada look", mentions=[ada_of(ben)])
            for reaction in ("like", "same"):
                await ben.command("React", message="m1", reaction=reaction)
            await ben.command("Say", message="m2", text="As I said", reply_to="m1")
            await expect(ada.button("1 reply")).to_be_visible()
            await ada.button("Send as an announcement").click()
            await ada.say("Tide tables by $t_0$ on Friday")
            await ben.until(lambda: "Tide tables" in str(ben.view.entries[-1].event), "the announcement")
            await ben.command("ReportMessage", message=ben.view.entries[-1].event.message, reason="Hm")
            await ada.page.get_by_role("article").first.hover()
            await ada.button("Options for the message of", exact=False).first.click()
            await ada.page.get_by_role("menuitem", name="Pin").click()
            await expect(ada.page.get_by_role("region", name="Pinned messages")).to_be_visible()
            await inspector.look("room with chat", BOTH)
            await ada.button("1 reply").click()
            await inspector.look("room with a thread")
            await ada.button("Back to the chat").click()
            for panel in ("People", "Transcript", "Polls"):
                await ada.open_panel(panel)
                await inspector.look(f"room with {panel}")
            await ada.button("New poll").click()
            await inspector.look("room with a new poll")
            await dialogs(ada, inspector)
            await ada.button("End class").click()
            await ada.button("End for everybody").click()
            await expect(ada.page.get_by_role("heading", name="The class has ended")).to_be_visible()
            await inspector.look("class has ended")
        inspector.verdict()


def ada_of(ben):
    return next(person for person in ben.view.present if person != ben.seat.person)


async def dialogs(ada, inspector):
    await ada.button("Breakouts").click()
    dialog = ada.page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Plan groups").click()
    await expect(dialog.get_by_role("button", name="Open groups")).to_be_visible()
    await inspector.look("breakouts", BOTH)
    await ada.page.keyboard.press("Escape")
    await ada.button("End class").click()
    await expect(ada.page.get_by_role("alertdialog")).to_be_visible()
    await inspector.look("end the class?")
    await ada.page.keyboard.press("Escape")
    await ada.button("More").click()
    await expect(ada.page.get_by_role("menu")).to_be_visible()
    await inspector.look("more")
    await ada.page.get_by_role("menuitem", name="Keyboard shortcuts").click()
    await expect(ada.page.get_by_role("dialog")).to_be_visible()
    await inspector.look("keyboard shortcuts")
    await ada.page.keyboard.press("Escape")


async def test_the_recording_passes_axe(browser, server_process):
    made = server_process.new_class()
    async with taking_part(made["join"]["instructor"], "Ada", receive="none") as ada:
        camera = sources.camera("Ada", width=320, height=180)
        await ada.publish("camera", camera)
        await ada.say("Welcome")
        await ada.command(
            "OpenPoll", poll="tides", question="How many?", options=["One", "Two"], multiple=False
        )
        await ada.command("AddComment", comment="n1", text="Worth a second look", to="everyone")
        await ada.until(lambda: camera.frames > 45, "three seconds of pictures")
        await ada.command("EndClass")
    async with visitors(browser, "Dana") as (dana,):
        inspector = Inspector(dana.page)
        await dana.page.goto(made["playback"])
        await expect(dana.page.get_by_label("Your name", exact=True)).to_be_visible()
        await inspector.look("before the recording", BOTH)
        await dana.play(made["playback"])
        await dana.page.get_by_label("Seek", exact=True).press("End")
        await dana.reads("Welcome")
        await inspector.look("recording", BOTH)
        await dana.button("Speed and captions").click()
        await expect(dana.page.get_by_role("menu")).to_be_visible()
        await inspector.look("speed")
        await dana.page.keyboard.press("Escape")
        await dana.page.goto(made["join"]["student"])
        await expect(dana.page.get_by_role("heading").first).to_be_visible()
        await inspector.look("lobby of a class that has ended", BOTH)
        inspector.verdict()
