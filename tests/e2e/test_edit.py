"""Those who lead edit an ended class where it is played, and an absent student plays it as it was edited."""

import random

import pytest
from playwright.async_api import expect

from rooms.captions import AddCaption, ReportTranscript
from rooms.words import Word
from server.bot import sources, voice
from server.bot.participant import taking_part
from tests.e2e.inspecting import BOTH, Inspector
from tests.e2e.lesson.shots import shots
from tests.e2e.playing import position, transcript
from tests.e2e.spoken import server
from tests.e2e.visitors import PHONE, visitors
from tests.harness.waiting import eventually
from tests.server.people import api, new_class
from tests.server.test_downloads import get

__all__ = ["server"]  # the fixture
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]
WORDS = "Why does the tide rise twice a day?"
SAID = ((1_000, "Good morning."), (6_000, "Forget what I just said."), (11_000, "The moon pulls the water."))


async def a_class(server):
    """Fourteen seconds of voice and camera, with a line and a message before, within and after what will be cut."""
    made = await new_class(server.settings.address)
    async with (
        taking_part(made["join"]["instructor"], "Ada Okafor", receive="none") as ada,
        taking_part(made["join"]["student"], "Benedikta Roth", receive="none") as ben,
    ):
        await ben.publish("microphone", sources.Sound(sources.looped(voice.hum("Ben"))))
        await ben.publish("camera", sources.camera("Ben", width=320, height=180, fps=5))
        await ben.say("My own words")
        await ada.publish("microphone", sources.Sound(sources.looped(voice.hum("Ada"))))
        camera = sources.camera("Ada", width=320, height=180, fps=10)
        await ada.publish("camera", camera)
        await ada.until(lambda: camera.frames > 145, "fourteen seconds of pictures", 90)
        await ada.command("EndClass")
        person = ada.seat.person
        for at, text in ((1_500, "Before"), (6_500, "A slip"), (11_500, "After")):
            said = {
                "do": "Say",
                "id": f"s{at}",
                "message": f"m{at}",
                "text": text,
                "to": "everyone",
                "at": at,
            }
            path = f"classes/{made['id']}/commands"
            assert (await api(server.settings.address, "POST", path, said, token=ada.seat.token))[0] == 200
    live = await server.school.classrooms.lend(made["id"])
    await live.classroom.settled()
    for number, (start, text) in enumerate(SAID):
        words = tuple(Word(start + n * 90, start + n * 90 + 80, part) for n, part in enumerate(text.split()))
        await live.classroom.do(AddCaption(f"k{number}", person, start, start + 900, text, words, "e", ""))
    await live.classroom.do(ReportTranscript("done", ""))
    return made


@pytest.mark.timeout(400)
async def test_a_teacher_edits_a_class_and_an_absent_student_plays_what_is_left(browser, server):
    made = await a_class(server)
    instructor = made["join"]["instructor"].rpartition("/")[2]
    async with visitors(browser, "Dana", "Ines") as (dana, ines):
        await dana.play(made["playback"])
        await expect(transcript(dana).get_by_text("Forget what I just said.")).to_be_visible()
        await ines.play(f"{made['playback'].partition('?')[0]}?ticket={instructor}")
        inspector = Inspector(ines.page)
        await cuts_by_keys(ines, inspector)
        await is_gone(dana)
        await marks_a_stop(ines, inspector)
        await looks_at_what_is_cut(ines, inspector)
        await plays_over_the_cut_and_thinks(dana)
        await is_undone(ines, dana)
        await somebody_is_hidden(ines, dana, server, made, inspector)
        await trims_on_a_phone(ines, inspector)
        inspector.verdict()


async def jumps(person, ms):
    """By the address, as a link to a moment does; the same moment twice is two ways to write it."""
    await person.page.evaluate("at => { location.hash = `#t=${at / 1000}`; }", ms + random.random() / 10)


async def moves(person, ms):
    await jumps(person, ms)
    await eventually(lambda: _is_at(person, ms), f"{person.name} is at {ms} ms")


async def cuts_by_keys(ines, inspector):
    await ines.button("Edit the class").click()
    await expect(ines.page.get_by_role("region", name="Edit", exact=True)).to_be_visible()
    await shots(ines, "e1-editor")
    await inspector.look("nothing is edited yet", BOTH)
    await ines.page.get_by_role("heading", level=1).click()
    await moves(ines, 5_000)
    await ines.page.keyboard.press("i")
    await moves(ines, 8_000)
    await ines.page.keyboard.press("o")
    start = ines.page.get_by_label("From", exact=True)
    await expect(start).to_have_value("0:05.0")
    await start.focus()
    await ines.page.keyboard.press("ArrowUp")
    await expect(start).to_have_value("0:05.1")
    await start.press("ArrowUp")
    await expect(start).to_have_value("0:05.2")
    await start.fill("0:05.1")  # holds as it is typed
    await shots(ines, "e2-chosen")
    await ines.button("Cut out 0:02.9").click()
    await expect(ines.button("Undo the cut at 0:05")).to_be_visible()


async def is_gone(dana):
    """From an open page too, within seconds, and with what was written meanwhile."""
    await expect(transcript(dana).get_by_text("Forget what I just said.")).to_have_count(0)
    await expect(transcript(dana).get_by_text("The moon pulls the water.")).to_be_visible()
    await jumps(dana, 6_500)
    await eventually(lambda: _at_least(dana, 8_000), "a moment in a cut is behind it")
    await jumps(dana, 13_000)
    log = dana.page.get_by_role("log")
    await expect(log.get_by_text("After", exact=True)).to_be_visible()
    await expect(log.get_by_text("A slip", exact=True)).to_have_count(0)


async def _at_least(dana, ms):
    return await position(dana) >= ms


async def marks_a_stop(ines, inspector):
    await moves(ines, 9_000)
    await ines.page.get_by_label("What to think about, where the player stops").fill(WORDS)
    await ines.button("Stop at 0:09").click()
    await expect(ines.button("Take away the stop at 0:09")).to_be_visible()
    await inspector.look("a cut and a stop", BOTH)
    await shots(ines, "e3-edits")


async def looks_at_what_is_cut(ines, inspector):
    await expect(transcript(ines).get_by_text("Forget what I just said.")).to_have_count(0)
    await ines.page.get_by_label("Show what is cut out").check()
    await expect(transcript(ines).get_by_text("Forget what I just said.")).to_be_visible()
    await moves(ines, 6_500)
    await expect(ines.page.get_by_text("You see and hear what is cut out.", exact=False)).to_be_visible()
    await inspector.look("what is cut out is shown", BOTH)
    await shots(ines, "e4-uncut")
    await ines.button("Hide it again").click()
    await eventually(lambda: _at_least(ines, 8_000), "it is left")


async def plays_over_the_cut_and_thinks(dana):
    await expect(
        dana.page.get_by_role("button", name=f"Stop and think: {WORDS}", exact=False)
    ).to_be_visible()
    await jumps(dana, 4_000)
    await dana.button("Play").first.click()
    await expect(dana.page.get_by_text("0:02 left out here")).to_be_visible()
    await expect(dana.page.get_by_role("region", name="Stop and think").get_by_text(WORDS)).to_be_visible()
    await expect(dana.button("Go on")).to_be_focused()
    await shots(dana, "e5-think")
    look = Inspector(dana.page)
    await look.look("the player has stopped", BOTH)
    look.verdict()
    await dana.page.keyboard.press("Space")
    await expect(dana.button("Go on")).to_have_count(0)
    await eventually(lambda: _at_least(dana, 9_500), "it goes on")
    await dana.button("Pause").first.click()


async def is_undone(ines, dana):
    await ines.button("Undo the cut at 0:05").click()
    await expect(transcript(dana).get_by_text("Forget what I just said.")).to_be_visible()
    await eventually(lambda: _comes_to(dana, 6_500), "what is restored can be played")
    await ines.button("Undo last edit").click()
    await expect(transcript(dana).get_by_text("Forget what I just said.")).to_have_count(0)


async def _comes_to(person, ms):
    """The moment can be played as soon as the player knows."""
    if await _is_at(person, ms):
        return True
    await jumps(person, ms)
    return False


async def _is_at(dana, ms):
    return abs(await position(dana) - ms) < 150


async def somebody_is_hidden(ines, dana, server, made, inspector):
    log = dana.page.get_by_role("log")
    await expect(log.get_by_text("My own words", exact=True)).to_be_visible()
    await ines.page.get_by_label("Whom to hide").select_option(label="Benedikta Roth")
    await ines.button("Hide").click()
    await expect(ines.page.get_by_text("Benedikta Roth is hidden")).to_be_visible()
    await expect(log.get_by_text("My own words", exact=True)).to_have_count(0)
    await expect(dana.page.get_by_text("Benedikta", exact=False)).to_have_count(0)
    await inspector.look("somebody is hidden", BOTH)
    await shots(ines, "e7-hidden")

    async def told(**asked):
        return (await api(server.settings.address, "GET", f"classes/{made['id']}/manifest", **asked))[1]

    token = await dana.page.evaluate(f"sessionStorage.getItem('amphi.person.{made['id']}')")

    async def is_mixed_anew():
        mix = (await told(token=token))["mix"]
        return mix["file"].startswith("mix~") and mix["fragments"][-1]

    await eventually(is_mixed_anew, "the sound is made anew", 60)
    shown, whole = await told(token=token), await told(params={"uncut": "1"})
    assert {one["source"] for one in shown["tracks"]} == {"microphone", "camera"}
    gone = [one for one in whole["tracks"] if one["id"] not in {left["id"] for left in shown["tracks"]}]
    assert len(gone) == 2
    for file in (*(one["file"] for one in gone), whole["mix"]["file"]):
        address = f"{server.settings.address}/api/v1/classes/{made['id']}/media/{file}"
        assert (await get(address, token, Range="bytes=0-99"))[0] == 403, file
    await jumps(dana, 9_500)
    await dana.button("Play").first.click()
    await eventually(lambda: _at_least(dana, 11_000), "the class sounds without them")
    await dana.button("Pause").first.click()
    await ines.button("Show Benedikta Roth again").click()
    await expect(log.get_by_text("My own words", exact=True)).to_be_visible()


async def trims_on_a_phone(ines, inspector):
    await ines.page.set_viewport_size(PHONE)
    await moves(ines, 2_000)
    await ines.button("Cut all before 0:02").click()
    await expect(ines.button("Undo the cut at 0:00")).to_be_visible()
    await inspector.look("edited on a phone", BOTH)
    await shots(ines, "e6-phone")
    await ines.page.reload()
    await expect(ines.page.get_by_label("Seek", exact=True)).to_be_visible()
    await eventually(lambda: _is_at(ines, 2_000), "the class begins where it was trimmed to")
