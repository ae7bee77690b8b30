"""The player: a late student catches up with a class that runs, and an absent one plays it as they like."""

import re
from contextlib import asynccontextmanager

import aiohttp
import numpy as np
import pytest
from playwright.async_api import expect

from server.bot import sources, voice
from server.bot.participant import taking_part
from server.demo import pdf
from server.demo.house import House
from tests.e2e.happened import entries
from tests.e2e.inspecting import BOTH, Inspector
from tests.e2e.lesson.script import choose, goes_to
from tests.e2e.lesson.shots import shots
from tests.e2e.recordings import is_recorded
from tests.e2e.visitors import visitors
from tests.harness.classroom_server import TOKEN
from tests.harness.waiting import eventually

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]
PAGES = [["The pull of the Moon", "Water bulges"], ["Two bulges, not one"]]
# Ada speaks eight seconds, quietly, and then nobody for as long.
SPOKEN = np.concatenate([voice.hum("Ada") // 6, np.zeros(8 * voice.RATE, np.int16)])
# What the page hands to the system, and how loud its sound is before and behind the amplifier.
WATCH = """(() => {
    const keys = window.keys = {};
    const take = MediaSession.prototype.setActionHandler;
    MediaSession.prototype.setActionHandler = function (action, act) { keys[action] = act; take.call(this, action, act); };
    const meters = window.meters = {};
    const meter = (name, node) => {
        const listens = node.context.createAnalyser();
        listens.fftSize = 32768;
        node.connect(listens);
        const leave = node.disconnect;
        node.disconnect = () => { leave.call(node); node.connect(listens); };
        const heard = new Float32Array(listens.fftSize);
        meters[name] = () => {
            listens.getFloatTimeDomainData(heard);
            return 10 * Math.log10(heard.reduce((sum, one) => sum + one * one, 1e-12) / heard.length);
        };
        return node;
    };
    const { createMediaElementSource: join, createDynamicsCompressor: limit } = AudioContext.prototype;
    AudioContext.prototype.createMediaElementSource = function (one) { return meter("before", join.call(this, one)); };
    AudioContext.prototype.createDynamicsCompressor = function () { return meter("behind", limit.call(this)); };
})()"""
COPIED = "navigator.clipboard.readText()"


@asynccontextmanager
async def teaching(server, made):
    """Ada teaches: a voice with silences, a camera, two slides and a poll, and then her camera alone."""
    async with aiohttp.ClientSession() as http:
        house = House(server.url, TOKEN, http, "")
        deck = await house.add_deck(made["id"], "Tides", pdf.slides(PAGES))
    async with taking_part(made["join"]["instructor"], "Ada", receive="none") as ada:
        await ada.publish("microphone", sources.Sound(sources.looped(SPOKEN)))
        await ada.publish("camera", sources.camera("Ada", width=320, height=180, fps=10))
        await ada.command("ShowPage", deck=deck, page=1)
        await is_recorded(server, made, 6)
        await ada.command("ShowPage", deck=deck, page=2)
        await ada.command("OpenPoll", poll="p", question="How many?", options=["One", "Two"], multiple=False)
        await is_recorded(server, made, 4)
        await ada.command("AskQuestion", question="q", text="And on the far side?", anonymous=False)
        await is_recorded(server, made, 3)
        await ada.command("HideSlides")
        yield ada


@pytest.mark.timeout(400)
async def test_a_late_student_catches_up_and_flows_into_the_room_and_plays_the_class_again(
    browser, server_process
):
    made = server_process.new_class("Tides")
    allowed = ["clipboard-read", "clipboard-write"]
    async with (
        teaching(server_process, made) as ada,
        visitors(browser, "Dana", permissions=allowed) as (dana,),
    ):
        inspector = Inspector(dana.page)
        await dana.page.add_init_script(WATCH)
        await starts_from_the_beginning(dana, made)
        await sees_what_was_missed(dana, inspector)
        await catches_up(dana)
        await is_recorded(server_process, made, 8)
        await ada.command("EndClass")
        await expect(dana.page.get_by_role("heading", name="The class has ended")).to_be_visible()
        await dana.page.goto(made["playback"])
        await expect(dana.page.get_by_label("Seek", exact=True)).to_be_visible()
        await reads_the_summary(dana, inspector)
        await is_led_from_outside(dana)
        await hears_a_quiet_class(dana, server_process, made)
        await skips_silence(dana)
        await looks_at_small_pictures(dana, server_process, made)
        await plays_as_liked(dana, inspector)
        await shares_a_moment(dana, made)
        await goes_by_keys(dana, inspector)
        await floats(dana, server_process, made)
        await names_chapters(dana, made, inspector)
        inspector.verdict()


async def starts_from_the_beginning(dana, made):
    await dana.page.goto(made["join"]["student"])
    await dana.page.get_by_role("link", name="Play from the beginning").click()
    await dana.page.get_by_label("Your name", exact=True).fill(dana.name)
    await dana.button("Watch the class").click()
    await expect(dana.page.get_by_text("behind the class")).to_be_visible()


async def sees_what_was_missed(dana, inspector):
    await dana.button("What you missed").click()
    missed = dana.page.get_by_role("dialog", name="What you missed")
    await expect(missed.get_by_role("button", name="The pull of the Moon")).to_be_visible()
    await expect(missed.get_by_text("Poll: How many?, not yet answered")).to_be_visible()
    await expect(missed.get_by_role("article", name="Tasks")).to_contain_text("Poll: How many?")
    await inspector.look("what was missed", BOTH)
    await shots(dana, "p1-missed")
    await missed.get_by_role("button", name="Start from the beginning").click()
    await expect(dana.page.get_by_text("behind the class")).to_be_visible()
    await shots(dana, "p2-behind")


async def catches_up(dana):
    await dana.button("Play at 2×").click()
    await expect(dana.page.get_by_text("at 2× caught up in")).to_be_visible()
    await expect(dana.page.get_by_text("You have caught up.")).to_be_visible()
    await expect(dana.button("Leave")).to_be_visible()
    await expect(dana.button("Microphone")).to_have_attribute("aria-pressed", "false")
    await dana.sees("Camera of Ada")


async def reads_the_summary(dana, inspector):
    """What the class was about and left to do: each thing leads to its moment."""
    await dana.button("Summary").last.click()
    tasks = dana.page.get_by_role("article", name="Tasks")
    await expect(tasks.get_by_text("Poll: How many?")).to_be_visible()
    await expect(dana.page.get_by_role("article", name="Questions")).to_contain_text("Not answered yet")
    await inspector.look("summary", BOTH)
    await shots(dana, "p6-summary")
    await tasks.get_by_role("button", name="Poll: How many?").click()
    await eventually(lambda: _goes_on(dana, 3_000), "the poll's moment is played")
    await dana.button("Summary").last.click()


async def at(dana):
    return float(await dana.page.get_by_label("Seek", exact=True).input_value())


async def is_led_from_outside(dana):
    """What a lock screen, a headset or media keys show and do."""
    shown = "navigator.mediaSession.metadata"
    assert await dana.page.evaluate(f"{shown} === null"), "nothing plays yet"
    await goes_to(dana, 1_000)
    await dana.button("Play").first.click()
    await eventually(lambda: dana.page.evaluate(f"{shown}?.artwork.length === 1"), "it has a picture")
    told = await dana.page.evaluate(f"[{shown}.title, {shown}.album, navigator.mediaSession.playbackState]")
    assert told == ["Tides", "The pull of the Moon", "playing"]
    picture = f"Object.assign(new Image(), {{ src: {shown}.artwork[0].src }})"
    assert await dana.page.evaluate(f"(one => one.decode().then(() => one.width > 100))({picture})")
    await dana.page.evaluate("keys.pause()")
    await expect(dana.button("Play").first).to_be_visible()
    await dana.page.evaluate("keys.nexttrack()")
    await eventually(
        lambda: dana.page.evaluate(f"{shown}.album === 'Two bulges, not one'"), "the next chapter"
    )
    await dana.page.evaluate("keys.seekto({ seekTime: 1 })")
    await eventually(lambda: _is_at(dana, 1_000), "the system's own bar leads")


async def hears_a_quiet_class(dana, server, made):
    """It was spoken quietly, and is as loud as other classes where one likes that."""
    gain = server.api("GET", f"classes/{made['id']}/manifest")["gain"]
    assert gain > 9, "it was quiet"
    await dana.page.evaluate("keys.play()")
    both = "meters.before && [meters.before(), meters.behind()]"

    async def louder():
        levels = await dana.page.evaluate(both)
        # A compressor adds 3.4 dB, which are taken off behind it; its loudest moments it holds.
        return levels and levels[0] > -60 and gain - 4 < levels[1] - levels[0] < gain + 4

    await eventually(louder, f"it is {gain} dB louder")
    await choose(dana, "Layout and data", "Even loudness")
    before = await at(dana)
    await eventually(lambda: dana.page.evaluate("meters.behind() < -90"), "it is as it was recorded")
    await eventually(lambda: _is_behind(dana, before + 500), "the class goes on")
    await choose(dana, "Layout and data", "Even loudness")
    await eventually(lambda: dana.page.evaluate("meters.behind() > -60"), "it is louder again")
    await dana.page.evaluate("keys.pause()")


async def _is_behind(dana, ms):
    return await at(dana) > ms


async def skips_silence(dana):
    await dana.button("Skip silence").click()
    await dana.button("Play").first.click()
    await expect(dana.page.get_by_text("of silence skipped")).to_be_visible()
    await shots(dana, "p3-silence")
    await dana.button("Pause").first.click()
    await dana.button("Skip silence").click()


async def looks_at_small_pictures(dana, server, made):
    """Over the bar stands what was to be seen there: a slide, or a picture of the camera."""
    [hidden] = entries(server, made, "SlidesHidden")
    end = server.api("GET", f"classes/{made['id']}/manifest")["duration"]
    box = await dana.page.get_by_label("Seek", exact=True).bounding_box()
    for moment, seen in ((4_000, "img"), (hidden["at"] + 6_000, "[class*=glimpse]")):
        await dana.page.mouse.move(box["x"] + 12 + (box["width"] - 24) * moment / end, box["y"] + 12)
        await expect(dana.page.locator(f"[class*=tip] {seen}")).to_be_visible()
    await shots(dana, "p4-glimpse")
    await expect(
        dana.page.get_by_role("button", name="Question: And on the far side?", exact=False)
    ).to_have_count(1)


async def plays_as_liked(dana, inspector):
    """What is not seen is not loaded, and the choice is there again the next time."""
    asked = []
    dana.page.on("request", lambda one: asked.append(one.url) if "/media/" in one.url else None)
    await choose(dana, "Layout and data", "Sound only")
    await expect(dana.page.get_by_role("region", name="Sound only")).to_be_visible()
    asked.clear()  # the sound is asked for as soon as the page is open
    await dana.page.reload()
    await expect(dana.page.get_by_role("region", name="Sound only")).to_be_visible()
    await dana.button("Play").first.click()
    await eventually(lambda: _goes_on(dana, 1_000), "the class sounds")
    await dana.button("Pause").first.click()
    assert {one.rpartition("/")[2] for one in asked} == {"mix.mp4"}
    await inspector.look("sound only", BOTH)
    await choose(dana, "Layout and data", "Transcript only")
    await expect(dana.page.get_by_role("region", name="Transcript only")).to_be_visible()
    await inspector.look("transcript only", BOTH)
    await dana.button("Layout and data").click()
    await expect(dana.page.get_by_role("menuitem", name=re.compile("All pictures · .*B"))).to_be_visible()
    await inspector.look("layout and data")
    await dana.page.keyboard.press("Escape")
    await choose(dana, "Layout and data", "As in class")


async def _goes_on(dana, ms):
    return await at(dana) > ms


async def shares_a_moment(dana, made):
    await goes_to(dana, 5_000)
    await dana.button("Copy link to this moment").click()
    await expect(dana.page.get_by_text("Link to 0:05 copied.", exact=False)).to_be_visible()
    link = await dana.page.evaluate(COPIED)
    assert f"/play/{made['id']}?t=5&ticket=" in link
    await dana.page.goto(link)
    await eventually(lambda: _is_at(dana, 5_000), "the link begins at its moment")


async def _is_at(dana, ms, near=150):
    return abs(await at(dana) - ms) < near


async def goes_by_keys(dana, inspector):
    end = float(await dana.page.get_by_label("Seek", exact=True).get_attribute("max"))
    await dana.page.get_by_role("heading", level=1).click()
    for key, place in (("5", end / 2), ("ArrowLeft", end / 2 - 5_000), ("0", 0), ("l", 10_000), ("j", 0)):
        await dana.page.keyboard.press(key)
        await eventually(lambda place=place: _is_at(dana, place), f"{key} goes to {place:.0f}")
    await dana.page.keyboard.press(">")
    await expect(dana.button("Speed and captions")).to_have_text("1.25×")
    await dana.page.keyboard.press("<")
    await dana.page.keyboard.press("?")
    await expect(dana.page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    await inspector.look("keys of the player", BOTH)
    await dana.page.keyboard.press("Escape")


async def floats(dana, server, made):
    """The stage in a window of its own, above all others, and back."""
    [hidden] = entries(server, made, "SlidesHidden")
    await goes_to(dana, hidden["at"] + 1_500)
    if not await dana.button("Picture in picture").count():
        return
    async with dana.page.context.expect_page() as coming:
        await dana.button("Picture in picture").click()
    own = await coming.value
    await eventually(lambda: own.evaluate(SEEN), "the camera is seen there")
    await dana.button("Bring it back").click()
    await eventually(lambda: dana.page.evaluate(SEEN), "the camera is seen here again")


SEEN = "[...document.querySelectorAll('video')].some(one => one.readyState >= 2 && one.videoWidth > 0)"


async def names_chapters(dana, made, inspector):
    """Those who lead name, add and take away chapters; everybody has them."""
    instructor = made["join"]["instructor"].rpartition("/")[2]
    student = dana.page.get_by_role("navigation", name="Chapters").first
    await expect(student.get_by_role("button", name="Two bulges, not one")).to_be_visible()
    await expect(dana.button("Change chapters")).to_have_count(0)
    async with visitors(dana.page.context.browser, "Eve") as (eve,):
        await eve.play(f"{made['playback'].partition('?')[0]}?ticket={instructor}")
        await goes_to(eve, 4_500)
        await eve.button("Change chapters").first.click()
        dialog = eve.page.get_by_role("dialog", name="Change chapters")
        await dialog.get_by_label("Title of the chapter at 0:0", exact=False).first.fill("Why it rises")
        await eve.page.keyboard.press("Enter")
        await dialog.get_by_label("New chapter at 0:04").fill("An aside")
        await eve.page.keyboard.press("Enter")
        await expect(dialog.get_by_role("button", name="As the class had it", exact=False)).to_have_count(2)
        inspector.page = eve.page
        await inspector.look("chapters are changed", BOTH)
        await shots(eve, "p5-chapters")
        await dialog.get_by_role("button", name="No chapter at 0:04").click()
        await dialog.get_by_role("button", name="Bring back the chapter at 0:04").click()
        await expect(dialog.get_by_label("Title of the chapter at 0:04")).to_have_count(0)
    await expect(student.get_by_role("button", name="Why it rises")).to_be_visible()
    await expect(student.get_by_role("button", name="An aside")).to_have_count(0)
