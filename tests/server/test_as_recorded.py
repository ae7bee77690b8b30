"""The class as it was recorded: offered where its screen is H.264 through, made when asked for, and follows every edit."""

import io
import itertools

import aiohttp
import av

from server.recordings import recording_folder
from tests.harness.waiting import eventually
from tests.recording import film
from tests.recording.conftest import Taping
from tests.recording.lecture import plain
from tests.recording.test_imports import film as brought
from tests.server.people import TOKEN, api, join, new_class
from tests.server.test_downloads import becomes, get, told

SECONDS = 6.0
RED, YELLOW = (190, 40, 40), (200, 190, 40)


async def held(server, base):
    """Ada shares a screen and is seen beside it; (class, Ada, a student)."""
    made = await new_class(base, title="Tides", recorded=False)
    ada, sam = await join(base, made, "instructor", "Ada"), await join(base, made, "student", "Sam")
    room = server.school.classrooms.here(made["id"]).classroom
    for track, source in (("screen", "screen"), ("cam", "camera")):
        asked = {"what": "do", "do": "PublishTrack", "fields": {"track": track, "source": source}}
        asked |= {"person": ada.person, "by": ada.person}
        assert (await server.school.classrooms.ask(made["id"], asked))["ok"]
    room.zero -= SECONDS
    await ada.must("EndClass")
    taping = Taping(recording_folder(server.settings.data, made["id"]))
    shown = film.video("h264", SECONDS - 0.8, sizes=((640, 480),), make=plain(RED))
    face = film.video("vp8", SECONDS, fps=5, sizes=((320, 240),), every=5, make=plain(YELLOW))
    taping.play(
        (taping.add("screen", ada.person, source="screen"), shown.packets, 0.8),
        (taping.add("cam", ada.person, codec="video/VP8"), face.packets, 0.0),
        until=SECONDS,
    )
    await taping.close(SECONDS)
    return made, ada, sam


async def recorded(base, made, person, state):
    """What is told of it once it is in this state."""

    async def is_so():
        found = (await told(base, made, person))["recorded"]
        return found if found["state"] == state else None

    return await eventually(is_so, f"it is {state}", 60)


def shape_and_seconds(content):
    with av.open(io.BytesIO(content)) as container:
        video = container.streams.video[0]
        return (video.width, video.height), container.duration / 1e6


async def test_it_is_offered_made_when_asked_for_and_made_again_when_the_class_is_cut(serve):
    server = await serve(download_processes=1)
    base = server.settings.address
    made, ada, sam = await held(server, base)
    path = f"classes/{made['id']}/downloads"
    early = await api(base, "POST", f"{path}?form=recorded", token=sam.token)
    assert (early[0], early[1]["error"]["code"]) == (409, "not_as_recorded")
    await api(base, "POST", path, token=sam.token)
    await becomes(base, made, sam, "ready")
    offer = await recorded(base, made, sam, "offered")
    assert offer["size"] > 10_000 and not offer["url"]
    assert (await get(f"{base}/api/v1/{path}/recorded.mp4", sam.token))[0] == 404
    await api(base, "POST", f"{path}?form=recorded", token=sam.token)
    ready = await recorded(base, made, sam, "ready")
    status, headers, content = await get(base + ready["url"])
    assert (status, len(content)) == (200, ready["size"])
    assert 'filename="Tides (recorded).mp4"' in headers["Content-Disposition"]
    shape, before = shape_and_seconds(content)
    assert shape == (640, 480)
    assert (await get(f"{base}/api/v1/{path}/recorded.m4a", sam.token))[0] == 404

    await ada.must("CutPassage", cut="x", start=1000, end=2500)
    assert (await get(base + ready["url"]))[0] == 404
    assert (await told(base, made, sam))["recorded"]["state"] == "none"
    await api(base, "POST", path, token=sam.token)
    again = await recorded(base, made, sam, "ready")
    _, after = shape_and_seconds((await get(base + again["url"]))[2])
    assert 1.2 < before - after < 1.8
    for one in (ada, sam):
        await one.leave()


async def test_the_film_of_a_lecture_that_was_brought_is_what_was_recorded(serve, tmp_path):
    server = await serve(download_processes=1)
    base = server.settings.address
    source = brought(tmp_path / "zoom.mp4", seconds=3, options={"bf": "2"})
    course = (await api(base, "POST", "courses", {"title": "Arches"}))[1]["id"]
    said = {"title": "Arches", "size": source.stat().st_size, "name": "zoom.mp4", "speaker": "Prof. Ames"}
    class_id = (await api(base, "POST", f"courses/{course}/imports", said))[1]["id"]
    url = f"{base}/api/v1/classes/{class_id}/import/recording?from=0"
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        assert (await session.put(url, data=source.read_bytes())).status == 200
    await api(base, "POST", f"classes/{class_id}/import")

    async def ready():
        found = (await api(base, "GET", f"classes/{class_id}/downloads"))[1]
        return found if found.get("recorded", {}).get("state") == "film" else None

    found = await eventually(ready, "the film", 60)
    content = (await get(base + found["files"][0]["url"]))[2]
    with av.open(str(source)) as one, av.open(io.BytesIO(content)) as other:
        there = [bytes(packet) for packet in one.demux(video=0) if packet.size]
        mine = [(packet.pts, bytes(packet)) for packet in other.demux(video=0) if packet.size]
    assert [data for _, data in mine] == there, "not a picture was coded anew"
    shown = sorted(at for at, _ in mine)
    assert len(set(shown)) == len(shown) == 75
    assert {after - at for at, after in itertools.pairwise(shown)} == {3600}, "B-frames stand in order"
