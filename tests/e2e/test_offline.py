"""A class kept on a device: it plays without a network and without its server, and catches up when both are back."""

from contextlib import asynccontextmanager

import aiohttp
import pytest
from playwright.async_api import expect

from server.bot import sources, voice
from server.bot.participant import taking_part
from server.demo import pdf
from server.demo.house import House
from tests.e2e.films import a_film
from tests.e2e.happened import entries
from tests.e2e.inspecting import BOTH, Inspector
from tests.e2e.keeping import (
    a_brought_lecture,
    films_moved,
    hears_the_voice,
    leaves_a_voice,
    reads_and_sees_the_lecture,
    sees_the_film,
    shows_a_film,
)
from tests.e2e.lesson.shots import shots
from tests.e2e.visitors import visitors
from tests.harness.classroom_server import TOKEN
from tests.harness.waiting import eventually
from tests.server.test_comments import a_voice

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]
PAGES = [["The pull of the Moon", "Water bulges"], ["Two bulges, not one"]]
KEPT = """async () => {
    const names = (await caches.keys()).filter(one => one.startsWith("amphi.kept"));
    const keys = await Promise.all(names.map(async one => (await (await caches.open(one)).keys()).map(key => key.url)));
    return keys.flat();
}"""
WORKED = "navigator.serviceWorker.controller?.state ?? ''"


@asynccontextmanager
async def teaching(server, made):
    """Ada teaches with voice, camera, two slides, a poll and a film; Eve leaves a spoken comment."""
    film, spoken = a_film(), a_voice(4)  # made before anybody waits for an answer of these
    async with aiohttp.ClientSession() as http:
        house = House(server.url, TOKEN, http, "")
        deck = await house.add_deck(made["id"], "Tides", pdf.slides(PAGES))
    async with taking_part(made["join"]["instructor"], "Ada", receive="none") as ada:
        await ada.publish("microphone", sources.Sound(sources.looped(voice.hum("Ada"))))
        camera = sources.camera("Ada", width=320, height=180, fps=10)
        await ada.publish("camera", camera)
        await ada.command("ShowPage", deck=deck, page=1)
        await ada.say("Bring a pencil")
        await ada.command("OpenPoll", poll="p", question="How many?", options=["One", "Two"], multiple=False)
        await ada.until(lambda: camera.frames > 80, "eight seconds of pictures", 90)
        await ada.command("HideSlides")
        await ada.until(lambda: camera.frames > 300, "thirty seconds of pictures", 120)
        await shows_a_film(server, made, ada, film)
        async with taking_part(made["join"]["student"], "Eve", receive="none") as eve:
            await leaves_a_voice(server, made, eve, spoken)
        await ada.until(lambda: camera.frames > 380, "eight seconds of a film", 60)
        await ada.command("HideFilm")
        yield ada


@pytest.mark.timeout(400)
async def test_a_kept_class_plays_without_network_and_server_and_catches_up(browser, server_process):
    server, made = server_process, server_process.new_class("Tides")
    async with visitors(browser, "Dana") as (dana,):
        inspector = Inspector(dana.page)
        async with teaching(server, made) as ada:
            await dana.join(made["join"]["student"])
            await ada.command("EndClass")
            await expect(dana.page.get_by_role("heading", name="The class has ended")).to_be_visible()
            teacher = ada.seat.token
        moved = films_moved(server, made)
        await dana.page.goto(made["playback"])
        await keeps_it(dana, inspector)
        server.kill()
        await dana.page.context.set_offline(True)
        await plays_offline(dana, inspector)
        await sees_the_film(dana, moved)
        await hears_the_voice(dana)
        await takes_part_offline(dana, inspector)
        server.start()
        await dana.page.context.set_offline(False)
        await catches_up(dana, server, made)
        await follows_edits(dana, server, made, teacher)
        await room_is_left_alone(dana, server)
        await ends_with_the_class(dana, server, made, teacher)
        inspector.verdict()


@pytest.mark.timeout(300)
async def test_a_lecture_that_was_brought_is_kept_with_its_words(browser, server_process, tmp_path):
    one = await a_brought_lecture(server_process, tmp_path)
    async with visitors(browser, "Sam") as (sam,):
        await sam.play(one["playback"])
        await keeps_it(sam)
        server_process.kill()
        await sam.page.context.set_offline(True)
        await sam.page.reload()
        await expect(sam.page.get_by_text("Offline: kept on")).to_be_visible()
        await reads_and_sees_the_lecture(sam)
        await shots(sam, "o6-lecture")


async def keeps_it(dana, inspector=None):
    await expect(dana.page.get_by_label("Seek", exact=True)).to_be_visible()
    await dana.button("Layout and data").click()
    await dana.page.get_by_role("menuitem", name="Keep on this device").click()
    dialog = dana.page.get_by_role("dialog", name="Keep on this device")
    await expect(dialog.get_by_text("One picture at a time")).to_be_visible()
    if inspector is not None:
        await inspector.look("keep: choices", BOTH)
        await shots(dana, "o1-keep")
    await dialog.get_by_text("All pictures").click()
    await dialog.get_by_role("button", name="Keep", exact=True).click()
    await expect(dialog.get_by_text("Kept on this device, as of")).to_be_visible()
    if inspector is not None:
        await inspector.look("keep: kept", BOTH)
        await shots(dana, "o2-kept")
    await dana.page.keyboard.press("Escape")


async def at(dana):
    return float(await dana.page.get_by_label("Seek", exact=True).input_value())


async def plays_offline(dana, inspector):
    """Whole from the device: the page, sound and pictures, slides, chat and search."""
    await dana.page.reload()
    await expect(dana.page.get_by_text("Offline: kept on")).to_be_visible()
    await dana.button("Search").click()
    dialog = dana.page.get_by_role("dialog")
    await dialog.get_by_role("searchbox").fill("bulge")
    await dialog.get_by_role("button", name="Water bulges").click()
    await expect(dana.page.get_by_role("img", name="Slide 1 of 2")).to_be_visible()
    await dana.page.evaluate("location.hash = '#t=20'")
    await eventually(lambda: _beyond(dana, 19_900), "a moment was sought")
    await expect(dana.page.get_by_text("Bring a pencil")).to_be_visible()
    await dana.button("Play").first.click()
    await eventually(lambda: _beyond(dana, 23_000), "it plays on")
    await eventually(lambda: _moved(dana), "its pictures move")
    await dana.button("Pause").first.click()
    await inspector.look("played offline", BOTH)
    await shots(dana, "o3-offline")


async def _beyond(dana, moment):
    return await at(dana) >= moment


async def _moved(dana):
    return max((one["frames"] for one in await dana.pictures()), default=0) > 10


async def takes_part_offline(dana, inspector):
    await dana.page.evaluate("location.hash = '#t=24'")
    await eventually(lambda: _beyond(dana, 23_900), "another moment was sought")
    await dana.page.get_by_label("Add comment").first.fill("I was on a train")
    await dana.page.get_by_label("Add comment").first.press("Enter")
    await expect(dana.page.get_by_text("1 thing waits to be sent")).to_be_visible()
    await dana.page.get_by_text("One", exact=True).click()
    await dana.button("Vote later").click()
    await expect(dana.page.get_by_text("as soon as the school can be reached again").first).to_be_visible()
    await dana.button("Play").first.click()
    await eventually(lambda: _beyond(dana, 28_000), "four seconds were watched")
    await dana.button("Pause").first.click()
    await dana.page.reload()
    await dana.button("2 things wait to be sent").click()
    await expect(dana.page.get_by_text("I was on a train").first).to_be_visible()
    await inspector.look("waiting to be sent", BOTH)
    await shots(dana, "o4-waiting")
    await dana.page.goto("/".join(dana.page.url.split("/")[:3]) + "/")
    await expect(dana.page.get_by_role("link", name="Tides")).to_be_visible()
    await inspector.look("desk offline", BOTH)
    await shots(dana, "o5-desk")
    await dana.page.get_by_role("link", name="Tides").click()
    await expect(dana.page.get_by_text("Offline: kept on")).to_be_visible()


async def catches_up(dana, server, made):
    await eventually(lambda: len(entries(server, made, "CommentAdded")) == 1, "the comment has arrived")
    assert 23_000 < entries(server, made, "CommentAdded")[0]["at"] < 40_000
    await eventually(lambda: len(entries(server, made, "BallotCast")) == 1, "the vote has arrived")
    assert entries(server, made, "BallotCast")[0]["event"]["late"]
    await expect(dana.page.get_by_text("Offline: kept on")).to_have_count(0)
    await expect(dana.page.get_by_text("waits to be sent")).to_have_count(0)

    token = await dana.page.evaluate(f"localStorage.getItem('amphi.person.{made['id']}')")

    def spans():
        return server.api("GET", f"classes/{made['id']}/progress", token=token)["spans"]

    await eventually(lambda: any(start < 25_000 and end > 27_000 for start, end in spans()), "it was counted")


async def media(dana):
    """What is kept of the recording; a film that was shown is a file of its own."""
    kept = {one.partition("/kept/")[2] for one in await dana.ask(KEPT) if "/kept/media/" in one}
    return {one for one in kept if not one.startswith("media/film-")}


async def follows_edits(dana, server, made, teacher):
    """What is cut out of the class goes from the device too."""
    before = await media(dana)
    cut = {"do": "CutPassage", "id": "cut1", "cut": "c", "start": 0, "end": 18_000}
    assert server.api("POST", f"classes/{made['id']}/commands", cut, token=teacher)["ok"]
    told = server.api(
        "GET",
        f"classes/{made['id']}/manifest",
        token=await dana.page.evaluate(f"localStorage.getItem('amphi.person.{made['id']}')"),
    )
    files = {track["file"]: track for track in [*told["tracks"], told["mix"]]}

    async def only_what_is_left():
        now = await media(dana)
        for one in now:
            name, _, span = one.removeprefix("media/").partition("?")
            first = int(span.partition("-")[0])
            known = {piece[0] for piece in files[name]["fragments"]}
            if first not in known | {init["offset"] for init in files[name]["inits"]}:
                return False
        return now != before

    await eventually(only_what_is_left, "what was cut out is kept no longer")


async def room_is_left_alone(dana, server):
    """A class that is joined on a device that keeps others: nothing of its line goes through the worker."""
    assert await dana.page.evaluate(WORKED) == "activated"
    through = []
    dana.page.on("response", lambda one: through.append(one.url) if one.from_service_worker else None)
    await dana.join(server.new_class("Another")["join"]["instructor"])
    assert not [one for one in through if "/assets/" not in one], through


async def ends_with_the_class(dana, server, made, teacher):
    shown = {"do": "SetVisibility", "id": "v1", "level": "staff"}
    assert server.api("POST", f"classes/{made['id']}/commands", shown, token=teacher)["ok"]
    await dana.page.goto(made["playback"])

    async def nothing():
        return not await dana.ask(KEPT)

    await eventually(nothing, "what may no longer be read is kept no longer")
