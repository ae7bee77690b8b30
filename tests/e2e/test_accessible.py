"""The desk and the recording and their dialogs pass axe, in both themes, on a wide screen and on a phone."""

import pytest
from playwright.async_api import expect

from server.bot import sources
from server.bot.participant import taking_part
from tests.e2e.inspecting import BOTH, Inspector
from tests.e2e.visitors import visitors

pytestmark = [pytest.mark.browser, pytest.mark.slow]


async def test_the_desk_and_its_dialogs_pass_axe(browser, shared_server):
    shared_server.new_class("Currents of the deep")
    async with visitors(browser, "Ada") as (ada,):
        inspector = Inspector(ada.page)
        await ada.page.goto(f"{shared_server.url}/")
        await expect(ada.page.get_by_role("heading", level=1)).to_be_visible()
        await inspector.look("signed out", BOTH)
        await ada.page.goto(shared_server.sign_in_link())
        await expect(ada.page.get_by_role("heading", name="Currents of the deep")).to_be_visible()
        await inspector.look("desk", BOTH)
        for dialog in ("New class", "New course", "Polls of Oceanography"):
            await ada.button(dialog).first.click()
            await expect(ada.page.get_by_role("dialog")).to_be_visible()
            if dialog.startswith("Polls"):
                await ada.page.get_by_label("Questions").fill(
                    "Which?\na) Ebb\n*b) Flood\n\nWhy? [ranking]\n- x"
                )
                await expect(ada.page.get_by_text("It has one option only.")).to_be_visible()
            await inspector.look(f"dialog {dialog}", BOTH)
            await ada.page.keyboard.press("Escape")
        await ada.button("Reminders").click()
        await ada.button("Get my address").click()
        await expect(ada.page.get_by_label("Address for your calendar app")).to_be_visible()
        await inspector.look("dialog Reminders", BOTH)
        await ada.page.goto(f"{shared_server.url}/nowhere/at/all")
        await expect(ada.page.get_by_role("heading").first).to_be_visible()
        await inspector.look("page that does not exist")
        inspector.verdict()


async def test_the_recording_passes_axe(browser, shared_server):
    made = shared_server.new_class()
    async with taking_part(made["join"]["instructor"], "Ada", receive="none") as ada:
        camera = sources.camera("Ada", width=320, height=180)
        await ada.publish("camera", camera)
        await ada.say("Welcome")
        await ada.command(
            "OpenPoll", poll="tides", question="How many?", options=["One", "Two"], multiple=False
        )
        await ada.command("ShowResults", poll="tides")
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
        await dana.button("What completes this class", exact=False).click()
        await expect(dana.page.get_by_role("dialog")).to_be_visible()
        await inspector.look("what is missing", BOTH)
        await dana.page.keyboard.press("Escape")
        await dana.button("Speed and captions").click()
        await expect(dana.page.get_by_role("menu")).to_be_visible()
        await inspector.look("speed")
        await dana.page.keyboard.press("Escape")
        await dana.button("Layout and data").click()
        await expect(dana.page.get_by_role("menuitem", name="Sound only")).to_be_visible()
        await inspector.look("layout and data")
        await dana.page.get_by_role("menuitem", name="Sound only").click()
        await expect(dana.page.get_by_role("region", name="Sound only")).to_be_visible()
        await dana.page.goto(made["join"]["student"])
        await expect(dana.page.get_by_role("heading").first).to_be_visible()
        await inspector.look("lobby of a class that has ended", BOTH)
        inspector.verdict()
