"""A student who does not want to be recorded, and a class that is shown to whoever has a link: in real browsers."""

import pytest
from playwright.async_api import expect

from tests.e2e.pictures import look_at
from tests.e2e.visitors import visitors
from tests.harness.waiting import eventually

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]
OUT = "Take part unrecorded"


async def test_who_takes_part_unrecorded_is_marked_and_may_change_it(browser, shared_server):
    made = shared_server.new_class("Tides")
    async with visitors(browser, "Ada", "Ben") as (ada, ben):
        await ada.page.goto(made["join"]["instructor"])
        await expect(ada.page.get_by_text("By joining you agree to be recorded.")).to_be_visible()
        await expect(ada.page.get_by_label(OUT)).to_have_count(0)
        await ada.go_in()
        await ben.page.goto(made["join"]["student"])
        await ben.page.get_by_label(OUT).check()
        await expect(ben.page.get_by_text("do not get into the recording", exact=False)).to_be_visible()
        await look_at(ben, "lobby")
        await ben.go_in()
        await expect(ben.page.get_by_text("Without you", exact=True)).to_be_visible()
        await ada.sees("Camera of Ben")
        await ada.open_panel("People")
        await expect(ada.page.get_by_role("listitem").get_by_text("Not recorded", exact=True)).to_be_visible()
        await look_at(ada, "roster")
        await look_at(ben, "room")
        manifest = f"classes/{made['id']}/manifest"

        def recorded():
            told = shared_server.api("GET", manifest)
            return {track["person"] for track in told["tracks"]} if told["ok"] else set()

        await eventually(lambda: len(recorded()) == 1, "Ada is recorded, and Ben is not")
        await ben.button("More").click()
        await ben.page.get_by_role("menuitem", name=OUT).click()
        await expect(ben.page.get_by_text("You are in the recording from now on.")).to_be_visible()
        await expect(ben.page.get_by_text("Without you", exact=True)).to_have_count(0)
        await eventually(lambda: len(recorded()) == 2, "now Ben is recorded too")


async def test_recording_is_switched_on_and_whoever_is_there_is_asked(browser, shared_server):
    course = shared_server.api("POST", "courses", {"title": "Oceanography"})
    about = {"course": course["id"], "title": "Ebb", "recorded": False}
    made = shared_server.api("POST", "classes", about)
    async with visitors(browser, "Ada", "Ben") as (ada, ben):
        await ada.join(made["join"]["instructor"])
        await ben.join(made["join"]["student"])
        await ada.button("More").click()
        await ada.page.get_by_role("menuitem", name="Start recording").click()
        await expect(ben.page.get_by_text("May it record you?", exact=False)).to_be_visible()
        await expect(ada.page.get_by_text("May it record you?", exact=False)).to_have_count(0)
        await look_at(ben, "asked")
        await ben.button("Yes, record me").click()
        await expect(ben.page.get_by_text("May it record you?", exact=False)).to_have_count(0)

        def recorded():
            told = shared_server.api("GET", f"classes/{made['id']}/manifest")
            return told["ok"] and len({track["person"] for track in told["tracks"]}) == 2

        await eventually(recorded, "both are recorded")


async def test_a_class_is_shown_by_a_link_and_whoever_opens_it_only_looks(browser, shared_server):
    made = shared_server.new_class("Springs")
    async with visitors(browser, "Ada", "Eve", permissions=["clipboard-read", "clipboard-write"]) as (
        ada,
        eve,
    ):
        await ada.join(made["join"]["instructor"])
        await expect(ada.page.get_by_role("tab", name="Chat")).to_be_visible()
        await ada.say("High tides")
        await ada.sees("Camera of Ada", frames=30)
        await ada.button("End class").click()
        await ada.button("End for everybody").click()
        await expect(ada.page.get_by_role("link", name="Play the recording")).to_be_visible()
        await ada.page.goto(made["playback"].partition("?")[0] + "#shown")
        await ada.page.get_by_role("radio", name="Whoever has a link to look").check()
        await ada.page.get_by_label("For whom?").fill("Parents")
        await ada.button("Make a link").click()
        await expect(ada.page.get_by_text("Ada made a link to look", exact=False)).to_be_visible()
        await look_at(ada, "shown")
        links = shared_server.api("GET", f"classes/{made['id']}/links")["links"]
        await eve.page.goto(links[0]["url"])
        await expect(eve.page.get_by_label("Seek", exact=True)).to_be_visible()
        await expect(eve.page.get_by_text("You look at this class.", exact=False)).to_be_visible()
        await expect(eve.page.get_by_label("Message", exact=True)).to_have_count(0)
        await expect(eve.page.get_by_label("Add comment", exact=True)).to_have_count(0)
        await look_at(eve, "looking")
        await ada.button("End the link: Parents").click()
        await expect(ada.page.get_by_text("Ended", exact=True)).to_be_visible()
        await eve.page.reload()
        await expect(eve.page.get_by_text("This link has expired.", exact=False)).to_be_visible()
        await look_at(eve, "expired")
