"""Comments after class: written, spoken, answered, held and approved, by people who were not there together."""

import asyncio

import aiohttp
import pytest
from playwright.async_api import expect

from server.bot import sources, voice
from server.bot.participant import taking_part
from server.demo.pdf import slides
from tests.e2e.happened import events, moments
from tests.e2e.inspecting import Inspector
from tests.e2e.lesson.shots import shots
from tests.e2e.showing import PAGES
from tests.e2e.visitors import PHONE, visitors
from tests.harness import programs
from tests.harness.browsers import chromium
from tests.harness.classroom_server import TOKEN
from tests.harness.stores import lacking
from tests.harness.waiting import eventually

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WORDS = "The moon pulls the water, and the earth turns under it."


async def held(server, made):
    """A class of some seconds, with slides."""
    async with taking_part(made["join"]["instructor"], "Ada", receive="none") as ada:
        camera = sources.camera("Ada", width=320, height=180)
        await ada.publish("camera", camera)
        form = aiohttp.FormData()
        form.add_field("file", slides(PAGES), filename="tides.pdf")
        form.add_field("deck", "tides")
        url, headers = f"{server.url}/api/v1/classes/{made['id']}/decks", {"Authorization": f"Bearer {TOKEN}"}
        async with aiohttp.ClientSession() as session, session.post(url, data=form, headers=headers) as told:
            assert told.status == 201, await told.text()
        await ada.command("ShowPage", deck="tides", page=2)
        await ada.until(lambda: camera.frames > 60, "four seconds of pictures")
        await small_things(made, ada)
        await ada.command("EndClass")


async def small_things(made, ada):
    """A board that all may draw on, and a group that may be joined afterwards."""
    await ada.command("SetRight", right="draw", allowed=True)
    await ada.command("ShowBoard", sheet="s1")
    async with taking_part(made["join"]["student"], "Ben", receive="none") as ben:
        await ben.say("The moon?")
        groups = [{"group": "g1", "name": "Pair 1", "people": [ben.seat.person]}]
        await ada.command("OpenBreakouts", groups=groups)
        await ben.command("Say", message="m1", text="Only for our pair", to="group:g1")
        await ada.command("CloseBreakouts")
        await ada.command("SetLateGroups", on=True)


async def comments_of(person):
    """The comments beside the recording, opened if they are not."""
    button = person.page.get_by_role("button", name="Comments", exact=False).first
    if await button.get_attribute("aria-pressed") != "true":
        await button.click()
    return person.page.get_by_role("region", name="Comments", exact=True)


async def at(person, seconds):
    await person.page.evaluate("at => { location.hash = `#t=${at}`; }", seconds)


async def rules(ada):
    """Comments wait, may carry no name, and two are asked for."""
    await comments_of(ada)
    await ada.button("Rules").click()
    dialog = ada.page.get_by_role("dialog", name="Rules of comments")
    await dialog.get_by_text("Comments of students wait for your approval").click()
    await dialog.get_by_text("Students may comment without their name", exact=False).click()
    await dialog.get_by_label("Comments asked of each student").fill("2")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_have_count(0)


async def writes(dana, shown, inspector):
    """Without a name, on the slide too, with the keyboard."""
    await at(dana, shown / 1000 + 0.2)
    field = dana.page.get_by_role("textbox", name="Add comment")
    await field.fill("Why twice a day?")
    await dana.page.get_by_text("On slide 2 of 3 too").click()
    await dana.page.get_by_text("Without my name", exact=True).click()
    await expect(dana.page.get_by_text("Waits for the teachers before others see it.")).to_be_visible()
    await shots(dana, "01-writing")
    await field.press("Enter")
    panel = await comments_of(dana)
    mine = panel.get_by_role("article", name="Comment of You, without your name", exact=False)
    await expect(mine.get_by_text("Waits for the teachers. Only you and they see it.")).to_be_visible()
    await expect(mine.get_by_text("Slide 2 of 3")).to_be_visible()
    await expect(dana.page.get_by_text("0 of 2 comments asked of you").first).to_be_visible()
    await inspector.look("a held comment", (PHONE,))


async def speaks(eve, shown):
    """A voice note: recorded, listened to, sent."""
    await at(eve, shown / 1000 + 1)
    await eve.button("Record a comment").click()
    await eve.page.get_by_role("menuitem", name="By voice").click()
    dialog = eve.page.get_by_role("dialog", name="Voice note at", exact=False)
    await dialog.get_by_role("button", name="Start recording").click()
    meter = dialog.get_by_role("meter", name="Microphone level")
    await eventually(lambda: _level(meter), "the level moves")
    await expect(dialog.get_by_role("timer")).to_contain_text("0:05", timeout=20_000)
    await shots(eve, "03-recording")
    await dialog.get_by_role("button", name="Stop recording").click()
    await dialog.get_by_role("button", name="Play: Your recording").click()
    await expect(dialog.get_by_role("button", name="Pause: Your recording")).to_be_visible()
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog).to_have_count(0)


async def _level(meter):
    return int(await meter.get_attribute("aria-valuenow") or 0) > 3


async def approves(ada, dana, eve):
    """The desk and the panel tell what waits; one is approved, one refused, and both writers learn it."""
    panel = await comments_of(ada)
    await expect(ada.button("To approve 2")).to_be_visible(timeout=20_000)
    await shots(ada, "05-to-approve")
    await panel.get_by_role("button", name="Refuse the comment of Eve").click()
    await panel.get_by_label("Why it is refused").fill("Please say why.")
    await panel.get_by_role("button", name="Refuse", exact=True).click()
    await panel.get_by_role("button", name="Approve the comment of Dana, without their name").click()
    await expect(ada.button("To approve", exact=False)).to_have_count(0)
    other = await comments_of(eve)
    await expect(other.get_by_role("article", name="Comment of Without a name", exact=False)).to_be_visible(
        timeout=20_000
    )
    await expect(other.get_by_text("Refused: Please say why.")).to_be_visible()
    await shots(eve, "06-refused")
    await panel.get_by_role("button", name="Approve the comment of Eve").click()
    await expect(dana.page.get_by_text("1 of 2 comments asked of you").first).to_be_visible(timeout=20_000)


async def answers(ada, dana):
    """An answer in the thread, a reaction to it, and it is new to whoever asked."""
    panel = await comments_of(ada)
    thread = panel.get_by_role("group", name="Thread of comments").first
    await thread.get_by_role("button", name="Reply").click()
    await thread.get_by_label("Reply to everyone").fill("Two bulges, one turn.")
    await thread.get_by_role("button", name="Send reply").click()
    other = await comments_of(dana)
    answer = other.get_by_role("article", name="Comment of Ada", exact=False)
    await expect(answer.get_by_text("Two bulges, one turn.")).to_be_visible(timeout=20_000)
    await answer.get_by_role("button", name="Options of the comment of Ada").click()
    await dana.page.get_by_role("menuitem", name="React").click()
    await dana.button("Love").click()
    await expect(panel.get_by_role("button", name="Love, 1: Dana")).to_be_visible(timeout=20_000)
    await shots(dana, "07-thread")


async def hears(dana, words):
    """The voice of another one is played in place, and what it says is read under it."""
    panel = await comments_of(dana)
    note = panel.get_by_role("group", name="Voice note of Eve")
    await note.get_by_role("button", name="Play: Voice note of Eve").click()
    await eventually(
        lambda: note.locator("video").evaluate("one => one.currentTime > 0.3"), "the voice is played"
    )
    assert await note.locator("video").evaluate("one => Number.isFinite(one.duration)")
    await note.get_by_role("button", name="Speed 1×").press("Enter")
    assert await note.locator("video").evaluate("one => one.playbackRate") == 1.25
    if words:
        await expect(panel.get_by_text("automatic", exact=True)).to_be_visible(timeout=120_000)
        await expect(panel.get_by_text("the earth turns", exact=False)).to_be_visible()
    await shots(dana, "08-heard")


async def takes_part(dana):
    """What else an absent student does: answers in a thread, draws late, and joins a group's thread."""
    await dana.button("Comments", exact=False).first.click()  # back to the class as it happened
    await dana.page.get_by_label("Seek", exact=True).press("End")
    await dana.page.get_by_role("log").get_by_role("article", name="Ben,").first.hover()
    await dana.button("Reply to Ben").first.click()
    await dana.page.get_by_label("Reply", exact=True).fill("And the sun")
    await dana.page.get_by_label("Reply", exact=True).press("Enter")
    await dana.reads("And the sun")
    await dana.button("Back to the chat").click()
    await expect(dana.page.get_by_text("Only for our pair")).to_have_count(0)
    await shots(dana, "09-no-group")
    await dana.button("Join").click()
    await dana.page.get_by_role("menuitem").first.click()
    await dana.reads("Only for our pair")
    await dana.page.get_by_label("To", exact=True).select_option(label="Pair 1")
    await dana.page.get_by_label("Message", exact=True).fill("I would have said so too")
    await dana.page.get_by_label("Message", exact=True).press("Enter")
    await dana.reads("I would have said so too")
    await dana.button("Draw at this moment").click()
    paper = await dana.page.get_by_role("application").first.bounding_box()
    mouse = dana.page.mouse
    await mouse.move(paper["x"] + 100, paper["y"] + 60)
    await mouse.down()
    await mouse.move(paper["x"] + 200, paper["y"] + 90, steps=5)
    await mouse.up()


def drawn_late(server, made):
    told = events(server, made, "ItemDrawn")
    return len(told) == 1 and told[0]["late"]


@pytest.mark.long
async def test_whoever_was_absent_comments_by_hand_and_voice_and_is_answered(start_server, tmp_path):
    if programs.espeak() is None:
        lacking("espeak-ng", "espeak-ng")
    server = start_server(AMPHI_TRANSCRIPTION="default")
    made = server.new_class()
    spoken = voice.speak(WORDS, tmp_path / "words.wav", voice="en-us", words_per_minute=140)
    await held(server, made)
    ticket = made["join"]["instructor"].rsplit("/", 1)[1]
    flags = f"--use-file-for-fake-audio-capture={spoken}"
    async with chromium(flags) as browser, visitors(browser, "Ada", "Dana", "Eve") as (ada, dana, eve):
        inspector = Inspector(dana.page)
        await ada.play(f"{server.url}/play/{made['id']}?ticket={ticket}")
        await asyncio.gather(dana.play(made["playback"]), eve.play(made["playback"]))
        [shown] = moments(server, made, "PageShown")
        await rules(ada)
        await writes(dana, shown, inspector)
        await speaks(eve, shown)
        await approves(ada, dana, eve)
        await answers(ada, dana)
        told = events(server, made, "TranscriptChanged")
        await hears(dana, words=not told or told[-1]["state"] != "no_model")
        await inspector.look("comments in threads, with a voice", (PHONE, {"width": 1280, "height": 800}))
        await takes_part(dana)
        await eventually(lambda: drawn_late(server, made), "the stroke stands on the board, late")
        inspector.verdict()
