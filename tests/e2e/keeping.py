"""What a kept class may hold besides its recording: a film that was shown, a voice that was left, and a lecture that was
brought with its words. Each is brought by the doors of the school, and looked for on the page."""

import aiohttp
from playwright.async_api import expect

from tests.e2e.films import AT
from tests.e2e.happened import entries
from tests.harness.classroom_server import TOKEN
from tests.harness.waiting import eventually
from tests.recording.test_imports import film
from tests.server.test_comments import bring_note

VTT = "WEBVTT\n\n00:00:00.500 --> 00:00:08.000\nKim Lee: The keystone goes in last.\n"


async def shows_a_film(server, made, ada, film):
    """Some seconds of a film, to everybody."""
    url, headers = f"{server.url}/api/v1/classes/{made['id']}/films", {"Authorization": f"Bearer {TOKEN}"}
    async with (
        aiohttp.ClientSession() as http,
        http.post(url, params={"name": "Tides.webm"}, data=film, headers=headers) as told,
    ):
        assert told.status == 201, await told.text()
        name = (await told.json())["film"]
    await ada.command("ShowFilm", film=name)
    await ada.command("MoveFilm", position=2_000, playing=True)


async def leaves_a_voice(server, made, eve, voice):
    """A comment that is spoken, for everybody."""
    status, told = await bring_note(server.url, made, eve.seat, voice)
    assert status == 201, told
    await eve.command("AddComment", comment="voice", text="", note=told["file"])


async def seeks(dana, milliseconds):
    await dana.page.evaluate("at => { location.hash = `#t=${at}`; }", milliseconds / 1000)


async def sees_the_film(dana, server_entries):
    """It moves where it moved in class."""
    [begun] = [one for one in server_entries if one["event"]["playing"]]
    await seeks(dana, begun["at"] + 1_000)

    async def there():
        found = await dana.ask(AT)
        return found is not None and abs(found[0] - 3) < 1

    await eventually(there, "the film stands where it stood in class")
    await dana.button("Play").first.click()

    async def goes_on():
        found = await dana.ask(AT)
        return found is not None and found[0] > 4

    await eventually(goes_on, "the film plays with the class")
    await dana.button("Pause").first.click()


async def hears_the_voice(dana):
    await dana.page.get_by_role("button", name="Comments", exact=False).first.click()
    note = dana.page.get_by_role("group", name="Voice note of Eve")
    await note.get_by_role("button", name="Play: Voice note of Eve").click()
    heard = note.locator("video")
    await eventually(lambda: heard.evaluate("one => one.currentTime > 0.3"), "the voice is played")
    await dana.page.get_by_role("button", name="Comments", exact=False).first.click()


def films_moved(server, made):
    return entries(server, made, "FilmMoved")


async def a_brought_lecture(server, folder):
    """A recording with its words from elsewhere, published -> the class."""
    course = server.api("POST", "courses", {"title": "Arches"})["id"]
    data = film(folder / "arches.mp4", seconds=12, options={"bf": "2", "g": "30"}).read_bytes()
    said = {"title": "Arches", "size": len(data), "name": "arches.mp4", "speaker": "Kim Lee"}
    made = server.api("POST", f"courses/{course}/imports", said)["id"]

    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {TOKEN}"}) as http:
        for path, body in (("recording?from=0", data), ("transcript", VTT.encode())):
            async with http.put(f"{server.url}/api/v1/classes/{made}/import/{path}", data=body) as told:
                assert told.status == 200, await told.text()
    server.api("POST", f"classes/{made}/import")
    await eventually(
        lambda: server.api("GET", f"classes/{made}/import")["state"] == "done", "it was brought in", 60
    )
    server.api("POST", f"classes/{made}/commands", {"id": "p", "do": "PublishClass"})
    [one] = [each for each in server.api("GET", "desk")["classes"] if each["id"] == made]
    return one


async def reads_and_sees_the_lecture(dana):
    """Its words stand beside it and below the picture, and the picture moves."""
    await expect(dana.page.get_by_text("The keystone goes in last.").first).to_be_visible()
    before = max((one["frames"] for one in await dana.pictures()), default=0)
    await dana.button("Play").first.click()

    async def moved():
        return max((one["frames"] for one in await dana.pictures()), default=0) > before + 10

    await eventually(moved, "its picture moves")
    await dana.button("Pause").first.click()
