"""A speech engine dies in the middle of a class: what was heard can be saved, and a teacher has the rest listened to again."""

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path

import jiwer
import pytest
from playwright.async_api import expect

from rooms.captions import CaptionSpoken, TranscriptChanged
from server.bot import sources, voice
from server.bot.participant import taking_part
from tests.e2e.absent.speech import plain
from tests.e2e.inspecting import BOTH, Inspector
from tests.e2e.lesson.shots import shots
from tests.e2e.playing import transcript
from tests.e2e.spoken import a_server
from tests.e2e.visitors import visitors
from tests.harness import programs
from tests.harness.leftovers import children
from tests.harness.stores import lacking
from tests.harness.waiting import eventually
from tests.server.people import new_class
from transcription import weights
from transcription.engine import SpeechError

pytestmark = [pytest.mark.browser, pytest.mark.speech, pytest.mark.slow, pytest.mark.long]

HEARD = "Good morning everybody. Today we talk about the tides of the sea. The moon pulls the water."
LOST = "The earth turns around every day. The old lighthouse stands in deep water."
MOST_WRONG = 0.25  # of the words; the voice is a machine's
PARTIAL = "Partial: the rest of what was said could not be recognised."


@pytest.fixture
async def server(tmp_path):
    """A server with the real engine, whose processes are children of this one."""
    if programs.espeak() is None:
        lacking("espeak-ng", "espeak-ng")
    try:
        weights.find("tiny.en")
    except SpeechError as problem:
        pytest.skip(problem.message)
    async with a_server(tmp_path, transcription="default") as running:
        yield running


async def test_a_teacher_has_what_a_dead_engine_lost_listened_to_again(browser, server, tmp_path):
    made = await a_class_whose_engine_dies(server, tmp_path)
    async with visitors(browser, "Ines", "Dana") as (ines, dana):
        await ines.play(made["playback"].replace(made["tickets"]["student"], made["tickets"]["instructor"]))
        await dana.play(made["playback"])
        before = await a_part_is_there_and_can_be_saved(ines, dana)
        await transcript(ines).get_by_role("button", name="Listen again").click()
        await expect(transcript(ines).get_by_text("could not be understood")).to_have_count(0)

        async def done():
            return (await server.school.classrooms.read(made["id"])).room.captions.state == "done"

        await eventually(done, "the engine has listened again", 120)
        await the_rest_has_come(ines, dana, before)


async def a_class_whose_engine_dies(server, folder):
    """From the second sentence on its process is killed whenever it is started."""
    made = await new_class(server.settings.address)
    async with taking_part(made["join"]["instructor"], "Ada Okafor", receive="none") as ada:
        await says(ada, HEARD, folder / "heard.wav")
        await ada.until(lambda: told(ada, CaptionSpoken), "the first words are written", 120)
        dies = asyncio.create_task(killed())
        await says(ada, LOST, folder / "lost.wav")
        await ada.command("EndClass")
        await ada.until(lambda: told(ada, TranscriptChanged)[-1].state == "failed", "it is given up", 120)
        dies.cancel()
    return made


async def says(person, words, file):
    """Once, and then the microphone is off."""
    microphone = sources.microphone("Ada", voice.speak(words, file, voice="en-us", words_per_minute=140))
    await person.publish("microphone", microphone)
    blocks = voice.seconds(file) * 50
    await person.until(lambda: microphone.frames >= blocks, "everything is said", 60)
    await person.unpublish("microphone")


def told(person, kind):
    return [entry.event for entry in person.view.entries if isinstance(entry.event, kind)]


async def killed():
    """Kill every speech engine below this process as soon as it is there."""
    while True:
        for process in children(os.getpid()):
            with suppress(OSError):
                if b"transcription.worker" in Path(f"/proc/{process}/cmdline").read_bytes():
                    os.kill(process, signal.SIGKILL)
        await asyncio.sleep(0.02)


async def read(visitor):
    return await transcript(visitor).locator(".line-text").all_inner_texts()


async def saved(visitor):
    """The transcript as WebVTT, as the page saves it."""
    await visitor.button("Save").click()
    async with visitor.page.expect_download() as file:
        await visitor.page.get_by_role("menuitem", name="Transcript as WebVTT (.vtt)").click()
    return Path(await (await file.value).path()).read_text()


def wrong(wanted, lines):
    return jiwer.wer(plain(wanted), plain(" ".join(lines)))


async def a_part_is_there_and_can_be_saved(ines, dana):
    inspector = Inspector(ines.page)
    lines = await read(ines)
    assert wrong(HEARD, lines) <= MOST_WRONG, lines
    for one in (ines, dana):
        await expect(
            transcript(one).get_by_text("A part of the class could not be understood")
        ).to_be_visible()
    await expect(transcript(dana).get_by_role("button", name="Listen again")).to_have_count(0)
    await shots(ines, "heard-again-1-part")
    await ines.button("Save").click()
    await expect(ines.page.get_by_text("a part is missing, and the files say so")).to_be_visible()
    await inspector.look("what can be saved", BOTH)
    await ines.page.keyboard.press("Escape")
    assert f"NOTE {PARTIAL}" in await saved(dana)
    inspector.verdict()
    return lines


async def the_rest_has_come(ines, dana, before):
    for one in (ines, dana):

        async def more(one=one):
            return len(await read(one)) > len(before)

        await eventually(more, "the new lines are on the page")
        lines = await read(one)
        assert lines[: len(before)] == before
        assert wrong(LOST, lines[len(before) :]) <= MOST_WRONG, lines
    text = await saved(ines)
    assert PARTIAL not in text
    assert text.count("-->") == len(await read(ines))
    await shots(ines, "heard-again-2-whole")
