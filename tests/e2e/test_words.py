"""The words of a class, for whoever was absent: followed, sought, corrected and saved, with the keyboard alone."""

import pytest
from playwright.async_api import expect

from rooms.captions import ReportTranscript
from tests.e2e.inspecting import BOTH, Inspector
from tests.e2e.lesson.shots import shots
from tests.e2e.playing import transcript
from tests.e2e.spoken import a_class, server
from tests.e2e.visitors import visitors
from tests.harness.waiting import eventually

__all__ = ["server"]  # the fixture

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]

SAID = (
    (200, "Good morning. Today we ask why the sea rises and falls.", ""),
    (1200, "The moon pulls the water, and the tied rises.", "999999929"),
    (2200, "Twice a day, almost everywhere.", ""),
)


async def test_an_absent_student_and_a_teacher_work_on_the_words_of_a_class(browser, server):
    made = await a_class(server, SAID)
    async with visitors(browser, "Dana", "Ben") as (dana, ben):
        await dana.play(made["playback"])
        await a_word_leads_to_its_moment(dana)
        await a_correction_is_proposed(dana)
        await ben.play(made["playback"].replace(made["tickets"]["student"], made["tickets"]["instructor"]))
        await it_is_taken_over(ben)
        await dana.page.reload()
        await expect(transcript(dana).get_by_text("tide", exact=True)).to_be_visible()
        await expect(transcript(dana).get_by_text("Reviewed by Ben")).to_be_visible()
        await words_are_sought(dana)
        await what_was_lost_is_listened_to_again(ben, server, made)


async def a_word_leads_to_its_moment(dana):
    await expect(transcript(dana).get_by_text("Automatic", exact=True)).to_be_visible()
    await expect(transcript(dana).get_by_title("perhaps heard wrongly")).to_have_text("tied")
    await transcript(dana).get_by_role("button", name="water,", exact=True).click()
    await expect(dana.page.locator("[class*=cap] b")).to_have_text("Ada Okafor:")
    await dana.page.keyboard.press("ArrowDown")
    await dana.page.keyboard.press("ArrowRight")
    focused = dana.page.locator(":focus")
    await expect(focused).to_have_text("a")
    await dana.page.keyboard.press("Enter")
    await expect(dana.page.locator("p[class*=cap]")).to_contain_text("Twice a day")


async def a_correction_is_proposed(dana):
    inspector = Inspector(dana.page)
    await shots(dana, "words-1-transcript")
    await inspector.look("the transcript", BOTH)
    await transcript(dana).get_by_role("button", name="Propose a correction of the line at 0:01").focus()
    await dana.page.keyboard.press("Enter")
    box = dana.page.get_by_label("What was said")
    await expect(box).to_be_focused()
    await dana.page.keyboard.press("Escape")
    await expect(box).to_have_count(0)
    await transcript(dana).get_by_role("button", name="Propose a correction of the line at 0:01").click()
    await shots(dana, "words-2-propose")
    await inspector.look("a correction", BOTH)
    await box.fill("The moon pulls the water, and the tide rises.")
    await box.press("Enter")
    await expect(transcript(dana).get_by_text("You proposed:", exact=False)).to_be_visible()
    inspector.verdict()


async def it_is_taken_over(ben):
    inspector = Inspector(ben.page)
    await transcript(ben).get_by_text("1 correction proposed").click()
    await shots(ben, "words-3-proposals")
    await inspector.look("a proposal", BOTH)
    await ben.button("Approve the correction of Dana at 0:01").click()
    await expect(transcript(ben).get_by_text("corrected", exact=True)).to_be_visible()
    await ben.button("Correct the line at 0:01").click()
    await expect(ben.page.get_by_role("region", name="How it read before")).to_contain_text("the tied rises")
    await shots(ben, "words-4-history")
    await inspector.look("how a line read before", BOTH)
    await ben.page.keyboard.press("Escape")
    await ben.button("Mark as reviewed").click()
    await expect(transcript(ben).get_by_text("Reviewed by Ben")).to_be_visible()
    inspector.verdict()


async def words_are_sought(dana):
    inspector = Inspector(dana.page)
    await dana.button("Search").click()
    await dana.page.get_by_role("searchbox", name="Words to find").fill("tide")
    found = dana.page.get_by_role("dialog").get_by_role("listitem")
    await expect(found).to_have_count(2)
    await shots(dana, "words-5-search")
    await inspector.look("what was found", BOTH)
    await found.get_by_role("button").filter(has_text="Spoken").click()
    await expect(dana.page.get_by_role("dialog")).to_have_count(0)
    await expect(dana.page.locator("p[class*=cap]")).to_contain_text("the tide rises")
    await eventually(lambda: _stands_at(dana, 1200 + 7 * 90), "it stands at the very word")
    await dana.page.goto(f"{dana.page.url.partition('#')[0]}#t=2.47")
    await eventually(lambda: _stands_at(dana, 2470), "a link leads there, too")
    inspector.verdict()


async def _stands_at(dana, ms):
    """By the picture: the seek bar goes in steps."""
    at = await dana.page.evaluate("document.querySelector('[data-place] video')?.currentTime ?? -1")
    return abs(1000 * at - ms) <= 60


async def what_was_lost_is_listened_to_again(ben, server, made):
    live = await server.school.classrooms.lend(made["id"])
    await live.classroom.do(ReportTranscript("failed", "Part of the sound could not be understood."))
    inspector = Inspector(ben.page)
    await expect(transcript(ben).get_by_text("could not be understood")).to_be_visible()
    await shots(ben, "words-6-lost")
    await inspector.look("a part that is missing", BOTH)
    await transcript(ben).get_by_role("button", name="Listen again").click()
    await expect(transcript(ben).get_by_text("could not be understood")).to_have_count(0)
    await expect(transcript(ben).get_by_text("the tide rises")).to_be_visible()
    inspector.verdict()
