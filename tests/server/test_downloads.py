"""The class to take away: its film and sound are made by themselves, for those who may play it; nothing is done twice."""

import io
import os
import signal
from xml.etree import ElementTree as ET

import aiohttp
import av
import pytest

from recording import chunks
from server import downloads
from server.composers import Composer, ComposerError
from server.kept_files import download_folder
from tests.harness.waiting import eventually
from tests.server.people import api, join, new_class


async def get(url, token=None, **headers):
    """(status, headers, bytes) of an address."""
    if token:
        headers["Authorization"] = f"Bearer {token}"
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
        return answer.status, answer.headers, await answer.read()


async def told(base, made, person):
    return (await api(base, "GET", f"classes/{made['id']}/downloads", token=person.token))[1]


async def hold(base, seconds=2.5, title="Tides / Zeiten"):
    """A class without any picture; (the class, who led it, a student)."""
    made = await new_class(base, title=title)
    ada = await join(base, made, "instructor", "Ada")
    ben = await join(base, made, "student", "Ben")
    await is_recorded(base, made, ada, seconds)
    await ada.must("Say", message="m1", text="To all <b>", to="everyone")
    await ada.must("Say", message="m2", text="Between us", to="staff")
    await ada.must("EndClass")
    return made, ada, ben


async def is_recorded(base, made, person, seconds):
    """So much of the class stands in its recording."""

    async def long_enough():
        path = f"classes/{made['id']}/manifest?since={int(seconds * 1000)}"
        answer = (await api(base, "GET", path, token=person.token))[1]
        return answer.get("live_edge", 0) >= seconds * 1000

    await eventually(long_enough, f"{seconds} s are recorded")


@pytest.fixture
def short_chunks(monkeypatch):
    monkeypatch.setattr(chunks, "CHUNK", 1600)


async def test_film_sound_and_podcast_are_made_after_class_for_those_who_may_play_it(serve, short_chunks):
    server = await serve(download_processes=1)
    base = server.settings.address
    made, ada, ben = await hold(base)
    assert (await told(base, made, ben))["state"] in ("preparing", "ready")
    await becomes(base, made, ben, "ready")
    film, sound = (await told(base, made, ben))["files"]
    status, headers, content = await get(base + film["url"])
    assert (status, len(content), headers["Content-Type"]) == (200, film["size"], "video/mp4")
    assert 'filename="Tides Zeiten.mp4"' in headers["Content-Disposition"]
    with av.open(io.BytesIO(content)) as container:
        assert container.duration / 1e6 > 1.5
        assert [one.type for one in container.streams] == ["video", "audio"]
    status, headers, part = await get(base + sound["url"], Range="bytes=4-7")
    assert (status, part) == (206, b"ftyp")
    await not_for_others(base, made, film)
    await follows_the_cuts(base, made, ada, ben, film)
    await the_podcast(base, made, ben)
    await the_chat(base, made, ada, ben)
    for one in (ada, ben):
        await one.leave()


async def becomes(base, made, person, state):
    """Wait until the downloads are in a state."""

    async def is_so():
        return (await told(base, made, person))["state"] == state

    await eventually(is_so, f"the downloads are {state}", 90)


async def not_for_others(base, made, film):
    other = await new_class(base, title="Other")
    eve = await join(base, other, "student", "Eve", enter=False)
    path = f"{base}/api/v1/classes/{made['id']}/downloads"
    assert (await get(f"{path}/class.mp4"))[0] == 401
    assert (await get(f"{path}/class.mp4", eve.token))[0] == 403
    assert (await get(path, eve.token))[0] == 403
    key = film["url"].partition("key=")[2]
    assert (await get(f"{base}/api/v1/classes/{other['id']}/downloads/class.mp4?key={key}"))[0] == 403
    assert (await get(f"{path}/class.mp4?key={key[:-3]}AAA"))[0] == 403
    await eve.leave()


async def the_podcast(base, made, ben):
    path = f"classes/{made['id']}/podcast"
    assert (await api(base, "GET", path, token=ben.token))[1]["url"] is None
    url = (await api(base, "POST", path, token=ben.token))[1]["url"]
    assert (await api(base, "POST", path, token=ben.token))[1]["url"] == url
    status, headers, content = await get(url)
    assert (status, headers.getone("Content-Type")) == (200, "application/rss+xml; charset=utf-8")
    enclosure = ET.fromstring(content).find("channel/item/enclosure")
    status, _, sound = await get(enclosure.get("url"))
    assert (status, str(len(sound))) == (200, enclosure.get("length"))
    await api(base, "DELETE", path, token=ben.token)
    assert ((await get(url))[0], (await get(enclosure.get("url")))[0]) == (403, 403)


async def the_chat(base, made, ada, ben):
    path = f"{base}/api/v1/classes/{made['id']}/chat"
    mine, theirs = (await get(f"{path}.md", ada.token))[2], (await get(f"{path}.md", ben.token))[2]
    assert b"Between us" in mine
    assert b"Between us" not in theirs
    assert "**Ada** 0:00:0" in theirs.decode()
    assert "To all &lt;b>" in theirs.decode()
    assert b"Between us" not in (await get(f"{path}.json", ben.token))[2]


async def follows_the_cuts(base, made, ada, ben, film):
    """What is cut out is in no file, from the moment on at which it is cut."""
    async with aiohttp.ClientSession() as session, session.get(base + film["url"]) as answer:
        before = _length(await answer.read())
    await ada.must("CutPassage", cut="x", start=400, end=1400)
    status, _, _ = await get(base + film["url"])
    assert (status, (await told(base, made, ben))["files"]) == (404, [])
    await becomes(base, made, ben, "ready")
    shorter = (await get(base + (await told(base, made, ben))["files"][0]["url"]))[2]
    assert 0.8 < before - _length(shorter) < 1.2


def _length(content):
    with av.open(io.BytesIO(content)) as container:
        return container.duration / 1e6


async def no_more():
    """It was stopped already."""


async def test_what_was_made_before_the_server_or_a_composer_died_is_not_made_again(
    serve, short_chunks, monkeypatch
):
    asked, ask = [], Composer.ask

    async def counted(self, request):
        told = await ask(self, request)
        asked.append(request.get("key", "join"))
        if len(asked) == 1:
            os.kill(self.pid, signal.SIGKILL)  # between two chunks
        return told

    monkeypatch.setattr(Composer, "ask", counted)
    server = await serve(download_processes=1)
    base = server.settings.address
    made, ada, ben = await hold(base, 3.5)
    await eventually(lambda: len(asked) >= 2, "two chunks", 60)
    for one in (ada, ben):
        await one.leave()
    await server.stop()
    server.stop = no_more  # nor at the end of the test
    server = await serve(download_processes=1)
    base = server.settings.address
    await becomes(base, made, ben, "ready")
    chunked = [key for key in asked if key != "join"]
    assert len(chunked) == len(set(chunked)) >= 2
    folder = download_folder(server.settings.data, made["id"])
    await eventually(lambda: not list(folder.glob("*.chunk")), "the chunks are put away")


async def test_a_film_that_fails_says_so_and_is_made_when_asked_again(serve, short_chunks, monkeypatch):
    ask = Composer.ask

    async def full(self, request):
        raise ComposerError("full", "no room")

    monkeypatch.setattr(Composer, "ask", full)
    server = await serve(download_processes=1)
    base = server.settings.address
    made, ada, ben = await hold(base, 1.0)
    await becomes(base, made, ben, "failed")
    assert (await told(base, made, ben))["reason"] == "full"
    monkeypatch.setattr(Composer, "ask", ask)
    await api(base, "POST", f"classes/{made['id']}/downloads", token=ben.token)
    await becomes(base, made, ben, "ready")
    for one in (ada, ben):
        await one.leave()


async def test_a_film_waits_for_the_sound_that_is_made_anew_without_somebody(
    serve, short_chunks, monkeypatch
):
    server = await serve(download_processes=1)
    base = server.settings.address
    made, ada, ben = await hold(base, 1.0)
    await becomes(base, made, ada, "ready")
    asked = []

    def wants(*_):
        asked.append(len(asked))
        return len(asked) < 6

    monkeypatch.setattr(downloads, "wants_mix", wants)
    await ada.must("HidePerson", person=ben.person)
    states = set()

    async def again():
        state = (await told(base, made, ada))["state"]
        states.add(state)
        return state == "ready"

    await eventually(again, "the film is made anew", 30)
    assert len(asked) >= 6 and states == {"preparing", "ready"}, states
    for one in (ada, ben):
        await one.leave()
