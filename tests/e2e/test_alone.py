"""Lectures without a class: one is brought from elsewhere, one is recorded alone; a student is asked where questions were put."""

import os
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.e2e.inspecting import Inspector
from tests.e2e.lesson.shots import SIZES
from tests.e2e.visitors import DESK, PICTURES, visitors
from tests.harness.waiting import eventually
from tests.recording.test_imports import film

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]
VTT = "WEBVTT\n\n00:00:00.500 --> 00:00:04.000\nKim Lee: The keystone goes in last.\n"
CHAT = "00:00:01\tFrom Lee to Everyone:\n\tWhy last?\n"


async def pictures(person, name):
    """What people see, at three sizes and in both themes, for whoever names a folder in AMPHI_SHOTS."""
    folder = os.environ.get("AMPHI_SHOTS")
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        await person.page.set_viewport_size(size)
        for theme in ("light", "dark"):
            await person.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            await person.page.wait_for_timeout(300)
            await person.page.screenshot(path=Path(folder) / f"{name}-{size['width']}-{theme}.png")
    await person.page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    await person.page.set_viewport_size(DESK)


async def choose(person, name):
    """Something of the menu beside New class."""
    await person.button("Record or import").click()
    await person.page.get_by_role("menuitem", name=name).click()
    await expect(person.page.get_by_role("dialog")).to_be_visible()


async def bring(ada, inspector, tmp_path):
    """Ada brings a recording with its words and its chat, and opens it."""
    film(tmp_path / "arches.mp4", seconds=12, options={"bf": "2", "g": "100"})
    (tmp_path / "arches.vtt").write_text(VTT)
    (tmp_path / "chat.txt").write_text(CHAT)
    await choose(ada, "Import a recording")
    await inspector.look("dialog of an import")
    await pictures(ada, "import")
    await ada.page.get_by_label("Recording (MP4").set_input_files(tmp_path / "arches.mp4")
    await ada.page.get_by_label("Transcript (VTT").set_input_files(tmp_path / "arches.vtt")
    await ada.page.get_by_label("Chat (Zoom").set_input_files(tmp_path / "chat.txt")
    await ada.button("Import").click()
    await expect(ada.page.get_by_role("dialog")).to_have_count(0)
    await expect(ada.page.get_by_role("link", name="arches", exact=True)).to_be_visible()
    await pictures(ada, "desk-draft")
    await inspector.look("desk with a draft")
    await ada.page.get_by_role("link", name="arches", exact=True).click()
    await expect(ada.page.get_by_text("The keystone goes in last.").first).to_be_visible()
    await expect(ada.page.get_by_text("Why last?")).to_have_count(0)


async def moves(person):
    """The large picture is played."""
    seen = max((one["frames"] for one in await person.page.evaluate(PICTURES)), default=0)

    async def more():
        return any(one["frames"] > seen + 5 for one in await person.page.evaluate(PICTURES))

    await eventually(more, "the picture moves")


async def ask(ada, inspector):
    """She puts a question at the moment that plays, and publishes the class."""
    await ada.button("Play").click()
    await moves(ada)
    await expect(ada.page.get_by_text("Why last?").first).to_be_visible()
    await ada.button("Put a poll or quiz at this moment").click()
    dialog = ada.page.get_by_role("dialog")
    await dialog.get_by_label("Question", exact=True).fill("Which goes in last?")
    await dialog.get_by_label("Option 1", exact=True).fill("The keystone")
    await dialog.get_by_label("Option 2", exact=True).fill("The abutment")
    await inspector.look("dialog of a question put later")
    await pictures(ada, "ask")
    await dialog.get_by_role("button", name="Put it here").click()
    await expect(dialog).to_have_count(0)
    await pictures(ada, "draft")
    await inspector.look("a draft in playback")
    await ada.button("Publish").click()
    await expect(ada.button("Discard")).to_have_count(0)


@pytest.mark.timeout(400)
async def test_a_recording_from_elsewhere_asks_whoever_plays_it_and_a_lecture_is_recorded_alone(
    browser, server_process, tmp_path
):
    server = server_process
    server.api("POST", "courses", {"title": "Arches"})
    async with visitors(browser, "Ada", "Sam") as (ada, sam):
        inspector = Inspector(ada.page)
        await ada.page.goto(server.sign_in_link())
        await bring(ada, inspector, tmp_path)
        await ask(ada, inspector)
        [one] = server.api("GET", "desk")["classes"]
        await sam.play(one["playback"])
        await sam.button("Play").click()
        question = sam.page.get_by_role("dialog")
        await expect(question.get_by_text("Which goes in last?").first).to_be_visible()
        await pictures(sam, "asked")
        await question.get_by_text("The keystone").click()
        await question.get_by_role("button", name="Vote later").click()
        await question.get_by_role("button", name="Go on").click()
        await expect(question).to_have_count(0)
        await moves(sam)
        await alone(ada, server, inspector)
        inspector.verdict()


async def alone(ada, server, inspector):
    """Ada records by herself; a student's link opens nothing."""
    await ada.page.goto(server.sign_in_link())  # its cookie is of the address that was printed
    await choose(ada, "Record a lecture")
    await ada.page.get_by_label("Title", exact=True).fill("Vaults")
    await inspector.look("dialog of a lecture recorded alone")
    await pictures(ada, "record")
    await ada.button("Go in").click()
    await ada.go_in()
    await expect(ada.page.get_by_text("Only you")).to_be_visible()
    await pictures(ada, "room")
    [one] = [each for each in server.api("GET", "desk")["classes"] if each["title"] == "Vaults"]
    ticket = one["join"]["student"].rsplit("/", 1)[1]
    assert server.api("GET", f"tickets/{ticket}", token="")["error"]["code"] == "not_published"
    server.api("POST", f"classes/{one['id']}/end")
    await expect(ada.page.get_by_role("heading", name="Your lecture is recorded")).to_be_visible()
    await inspector.look("a lecture that was recorded")
    await pictures(ada, "recorded")
    await ada.button("Discard").click()
    await ada.button("Discard it").click()
    await expect(ada.page.get_by_role("heading", name="Courses")).to_be_visible()
    assert [each["title"] for each in server.api("GET", "desk")["classes"]] == ["arches"]
