"""What people choose for sound and picture, as it reaches others: original sound, noise, kinds of screen, low data, a narrow line."""

import math
import struct
import wave

import pytest
from playwright.async_api import expect

from tests.e2e.blocking import lead_round
from tests.e2e.inspecting import BOTH, Inspector
from tests.e2e.looks import before_the_wall, shows
from tests.e2e.visitors import visitors
from tests.harness.browsers import chromium
from tests.harness.waiting import eventually
from tests.server.media.shaper import Line, Shaper

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LEFT, RIGHT, RATE = 440, 1320, 48_000  # Hz
MICROPHONE = """() => {
    const senders = window.lines.flatMap(line => line.getSenders());
    const {track} = senders.find(one => one.track?.kind === "audio") ?? {};
    return track ? {state: track.readyState, ...track.getSettings()} : null;
}"""
# The strongest tone that comes out on each side of what is heard.
TONES = """async () => {
    const {srcObject} = [...document.querySelectorAll("audio")].find(one => one.srcObject) ?? {};
    if (!srcObject) return [];
    const audio = (window.audio ??= new AudioContext());
    await audio.resume();
    const sides = audio.createChannelSplitter(2);
    audio.createMediaStreamSource(srcObject).connect(sides);
    const looks = [0, 1].map(side => {
        const look = audio.createAnalyser();
        look.fftSize = 4096;
        sides.connect(look, side);
        return look;
    });
    await new Promise(done => setTimeout(done, 300));
    return looks.map(look => {
        const loud = new Float32Array(look.frequencyBinCount);
        look.getFloatFrequencyData(loud);
        return loud.indexOf(Math.max(...loud)) * audio.sampleRate / look.fftSize;
    });
}"""
SCREEN = """() => {
    const senders = window.lines.flatMap(line => line.getSenders());
    const sender = senders.find(one => one.track?.getSettings().displaySurface);
    const [encoding] = sender.getParameters().encodings;
    const {frameRate, width} = sender.track.getSettings();
    return {hint: sender.track.contentHint, most: encoding.maxFramerate, bits: encoding.maxBitrate, frameRate, width};
}"""
WIDTHS = """() => Object.fromEntries([...document.querySelectorAll("video")].map(
    video => [video.getAttribute("aria-label"), video.videoWidth]
))"""


def two_tones(file):
    """A sound that is another one on each side."""
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        turns = [2 * math.pi * number / RATE for number in range(2 * RATE)]
        tones = (
            struct.pack("<hh", *(int(8000 * math.sin(tone * turn)) for tone in (LEFT, RIGHT)))
            for turn in turns
        )
        sound.writeframes(b"".join(tones))
    return file


async def choose(visitor, menu, entry):
    await visitor.button(menu).click()
    await visitor.page.get_by_role("menuitem", name=entry).click()


async def microphone(visitor, **wanted):
    """The microphone that is sent is open in this way."""

    async def is_so():
        found = await visitor.page.evaluate(MICROPHONE)
        return found and found["state"] == "live" and wanted.items() <= found.items()

    await eventually(is_so, f"{visitor.name}'s microphone is {wanted}")


async def hears_tones(visitor, left, right):
    """What comes out on each side."""

    async def is_so():
        tones = await visitor.page.evaluate(TONES)
        return len(tones) == 2 and abs(tones[0] - left) < 25 and abs(tones[1] - right) < 25

    await eventually(is_so, f"{visitor.name} hears {left} Hz and {right} Hz")


async def screen(visitor, **wanted):
    """The screen is sent in this way."""

    async def is_so():
        return wanted.items() <= (await visitor.page.evaluate(SCREEN)).items()

    await eventually(is_so, f"{visitor.name}'s screen is sent with {wanted}")


async def test_sound_screen_and_background_reach_others_as_they_are_chosen_in_mid_call(
    shared_server, tmp_path
):
    made = shared_server.new_class()
    tones = two_tones(tmp_path / "tones.wav")
    async with (
        chromium(
            "--use-fake-device-for-media-stream=fps=10", f"--use-file-for-fake-audio-capture={tones}"
        ) as browser,
        visitors(browser, "Ada", "Ben") as (ada, ben),
    ):
        await ada.join(made["join"]["instructor"])
        await ada.turn("Camera", False)
        await ben.page.goto(made["join"]["student"])
        await ben.go_in()
        await ben.turn("Camera", False)
        clean = {"echoCancellation": True, "noiseSuppression": True, "autoGainControl": True}
        await microphone(ada, **clean, channelCount=1)

        await choose(ada, "Choose microphone", "Noise suppression")
        await microphone(ada, **{**clean, "noiseSuppression": False}, channelCount=1)
        await choose(ada, "Choose microphone", "Original sound")
        await expect(ada.page.get_by_text("Wear headphones")).to_be_visible()
        await microphone(ada, **dict.fromkeys(clean, False), channelCount=2)
        await hears_tones(ben, LEFT, RIGHT)
        await ada.button("Choose microphone").click()
        chosen = ada.page.get_by_role("menuitem", name="Original sound")
        await expect(chosen).to_contain_text("chosen")
        await chosen.click()
        await microphone(ada, **{**clean, "noiseSuppression": False}, channelCount=1)
        await hears_tones(ben, LEFT, LEFT)
        await expect(ada.button("Microphone")).to_have_attribute("aria-pressed", "true")

        await ada.button("Share screen").click()
        await ben.sees("Screen of Ada", frames=2)
        await screen(ada, hint="detail", most=10, frameRate=10)
        await choose(ada, "Choose kind of screen", "Video")
        await screen(ada, hint="motion", most=30, frameRate=30, bits=3_500_000)
        await choose(ada, "Choose kind of screen", "Text")
        await screen(ada, hint="detail", most=10, frameRate=10, bits=2_500_000)
        await ben.sees("Screen of Ada", frames=2)
        await ada.button("Share screen").click()

        await choose(ada, "Choose camera", "Plain wall")
        await ada.turn("Camera", True)
        await shows(ben, "Camera of Ada", before_the_wall, "before a wall")


@pytest.mark.long
async def test_chosen_sound_is_remembered_on_this_device(browser, server_process):
    made = server_process.new_class()
    async with visitors(browser, "Ada") as (ada,):
        await ada.join(made["join"]["instructor"])
        await choose(ada, "Choose microphone", "Original sound")
        await microphone(ada, echoCancellation=False, channelCount=2)
        await choose(ada, "Choose kind of screen", "Video")
        await ada.page.reload()
        await ada.go_in()
        await microphone(ada, echoCancellation=False, noiseSuppression=False, autoGainControl=False)
        await ada.button("Share screen").click()
        await screen(ada, hint="motion", most=30)


@pytest.mark.long
async def test_low_data_makes_faces_small_and_keeps_a_shared_screen_readable(browser, server_process):
    made = server_process.new_class()
    async with visitors(browser, "Ada", "Ben") as (ada, ben):
        await ada.join(made["join"]["instructor"])
        await ben.join(made["join"]["student"])
        await ada.button("Share screen").click()
        await ben.sees("Screen of Ada", frames=3)
        await choose(ben, "More", "Low data")
        await expect(ben.page.get_by_text("a shared screen stays sharp")).to_be_visible()

        async def small_and_sharp():
            widths = await ben.page.evaluate(WIDTHS)
            return widths["Camera of Ada"] <= 320 and widths["Screen of Ada"] >= 1280

        await eventually(small_and_sharp, "the face is small and the screen is not")
        await ben.sees("Screen of Ada")


@pytest.mark.long
async def test_a_line_of_a_hundred_kilobits_is_noticed_and_sound_only_is_proposed_and_keeps_the_voice(
    browser, start_server
):
    server = start_server(AMPHI_ANNOUNCE="127.0.0.1")
    made = server.new_class()
    narrow = Shaper(server.port, Line(rate=100_000), Line(rate=100_000))
    await narrow.start()
    try:
        async with visitors(browser, "Ada", "Ben") as (ada, ben):
            await lead_round(ben, "127.0.0.1", narrow.port)
            await ada.join(made["join"]["instructor"])
            await ben.join(made["join"]["student"])
            await expect(ben.page.get_by_text("Your connection carries very little")).to_be_visible()
            await Inspector(ben.page).look("a line that is narrow", BOTH)
            await ben.button("Sound only").click()
            await expect(ben.page.get_by_text("Not shown: 1 camera.")).to_be_visible()
            await ben.hears(1)
            await expect(ben.button("Connection: Good")).to_be_visible()
    finally:
        narrow.close()
