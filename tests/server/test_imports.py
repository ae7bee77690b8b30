"""A class that was held elsewhere is brought in over HTTP, piece by piece, and is a class like any other."""

import aiohttp
import pytest

from recording import manifest as manifests
from server.imports import IMPORT
from server.kept_files import import_folder
from server.recordings import recording_folder
from tests.harness.waiting import eventually
from tests.recording.test_imports import film
from tests.server.people import TOKEN, api

VTT = """WEBVTT

00:00:00.500 --> 00:00:01.500
Kim: The keystone goes in last.

00:00:02.000 --> 00:00:02.500
Nobody spoke this

00:10:00.000 --> 00:10:01.000
Kim: beyond the end
"""
CHAT = "00:00:01\tFrom Lee to Everyone:\n\tWhy last?\n00:00:01\tFrom Lee to Kim (Direct Message):\n\tsecret\n"


async def put(base, path, data):
    """Status and JSON of a body that is sent as it is."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with aiohttp.ClientSession() as session:
        async with session.put(f"{base}/api/v1/{path}", data=data, headers=headers) as response:
            return response.status, await response.json()


@pytest.fixture
async def course(base):
    return (await api(base, "POST", "courses", {"title": "Arches"}))[1]["id"]


async def begun(base, course, size, **more):
    said = {"title": "Arches, 2019", "size": size, "name": "zoom.mp4", "speaker": "Prof. Ames", **more}
    status, made = await api(base, "POST", f"courses/{course}/imports", said)
    assert status == 201, made
    return made["id"]


async def over(base, class_id):
    """How the import ended."""

    async def ended():
        _, told = await api(base, "GET", f"classes/{class_id}/import")
        return told if told["state"] in ("done", "failed") else None

    return await eventually(ended, "the import", 60)


async def test_a_recording_with_its_words_and_chat_becomes_a_class_like_any_other(
    base, server, course, tmp_path
):
    data = film(tmp_path / "zoom.mp4", seconds=3, options={"bf": "2"}).read_bytes()
    class_id = await begun(base, course, len(data))
    path = f"classes/{class_id}"
    half = len(data) // 2
    assert (await put(base, f"{path}/import/recording?from=0", data[:half]))[1]["received"] == half
    # The answer was lost, and the same piece is sent again: it is told what comes next.
    status, refused = await put(base, f"{path}/import/recording?from=0", data[:half])
    assert (status, refused["error"]["code"]) == (409, "not_so_far")
    assert (await api(base, "POST", f"{path}/import"))[1]["error"]["code"] == "not_so_far"
    assert (await api(base, "GET", f"{path}/import"))[1]["received"] == half
    assert (await put(base, f"{path}/import/recording?from={half}", data[half:]))[0] == 200
    assert (await put(base, f"{path}/import/transcript", VTT.encode()))[0] == 200
    assert (await put(base, f"{path}/import/chat", CHAT.encode()))[0] == 200
    assert (await api(base, "POST", f"{path}/import"))[0] == 200
    told = await over(base, class_id)
    assert (told["state"], told["error"]) == ("done", None)
    assert told["remarks"] == [{"code": "lines_beyond", "count": 1}, {"code": "private_left_out", "count": 1}]

    _, class_ = await api(base, "GET", path)
    assert (class_["state"], class_["draft"], class_["kind"], class_["transcript"]) == (
        "ended",
        True,
        "import",
        "done",
    )
    _, timeline = await api(base, "GET", f"{path}/timeline?after=0")
    names = {person: known["name"] for person, known in timeline["people"].items()}
    lines = [one for one in timeline["entries"] if one["event"]["type"] == "CaptionSpoken"]
    assert [(names[one["event"]["person"]], one["at"]) for one in lines] == [
        ("Kim", 500),
        ("Prof. Ames", 2_000),
    ]
    [message] = [one for one in timeline["entries"] if one["event"]["type"] == "MessageSaid"]
    assert (names[message["by"]], message["event"]["text"], message["at"]) == ("Lee", "Why last?", 1_000)
    _, manifest = await api(base, "GET", f"{path}/manifest")
    assert (manifest["state"], [one["id"] for one in manifest["tracks"]]) == ("ended", ["picture", "sound"])
    brought = import_folder(server.settings.data, class_id)
    assert not brought.exists(), "names and words are in the class alone"
    assert (await api(base, "POST", f"{path}/import"))[1]["state"] == "done", "asked for twice"

    # It takes questions at its moments, and what somebody does later.
    asked = {
        "id": "q",
        "do": "OpenPoll",
        "poll": "q",
        "question": "Which?",
        "options": ["a", "b"],
        "at": 1_500,
    }
    assert (await api(base, "POST", f"{path}/commands", asked))[0] == 200
    assert (await api(base, "POST", f"{path}/commands", {"id": "p", "do": "PublishClass"}))[0] == 200
    ticket = class_["join"]["student"].rsplit("/", 1)[1]
    _, sam = await api(base, "POST", "join", {"ticket": ticket, "name": "Sam"}, token=None)
    vote = {"id": "v", "do": "Vote", "poll": "q", "choices": [1], "at": 1_500}
    assert (await api(base, "POST", f"{path}/commands", vote, token=sam["token"]))[0] == 200
    _, found = await api(base, "GET", f"{path}/search?q=keystone", token=sam["token"])
    assert found["ok"]

    # A second try, as after a stop before the end was noted, writes nothing twice.
    before = len(server.school.classrooms.here(class_id).classroom.entries)
    await server.school.store.jobs.queue(IMPORT, class_id)
    assert (await over(base, class_id))["state"] == "done"
    assert len(server.school.classrooms.here(class_id).classroom.entries) == before

    # What an earlier version left of it goes with whoever is erased.
    brought.mkdir()
    (brought / "transcript").write_text(VTT)
    asked = {"name": "Kim"}
    kim = next(person for person, name in names.items() if name == "Kim")
    assert (await api(base, "POST", f"persons/{kim}/erasure", asked))[0] == 202
    await eventually(lambda: not brought.exists(), "what it came with is gone", 20)


async def test_a_try_that_was_stopped_half_way_is_gone_on_with(base, server, course, tmp_path):
    data = film(tmp_path / "film.mp4", seconds=1).read_bytes()
    class_id = await begun(base, course, len(data))
    await put(base, f"classes/{class_id}/import/recording?from=0", data)
    folder = import_folder(server.settings.data, class_id)
    left = folder / "making-1"
    left.mkdir()
    (left / "mix.mp4").write_bytes(b"torn")
    half = recording_folder(server.settings.data, class_id)
    half.mkdir()
    (half / "mix.mp4").write_bytes(b"torn")
    await api(base, "POST", f"classes/{class_id}/import")
    assert (await over(base, class_id))["state"] == "done"
    assert not left.exists()
    assert manifests.read(half)["state"] == "ended"


async def test_what_cannot_be_brought_is_refused_in_plain_words_and_can_be_discarded(base, server, course):
    assert (await api(base, "POST", f"courses/{course}/imports", {"title": "a", "size": 0}))[1]["error"][
        "code"
    ] == "empty_file"
    huge = {"title": "a", "size": 9_000 << 20}
    assert (await api(base, "POST", f"courses/{course}/imports", huge))[1]["error"]["code"] == "too_large"
    class_id = await begun(base, course, 40)
    assert (await put(base, f"classes/{class_id}/import/recording?from=0", b"x" * 41))[0] == 413
    await put(
        base, f"classes/{class_id}/import/recording?from=0", b"no film at all, whatever its name is ..."
    )
    await api(base, "POST", f"classes/{class_id}/import")
    told = await over(base, class_id)
    assert (told["state"], told["error"]["code"]) == ("failed", "not_a_recording")
    assert "neither MP4" in told["error"]["message"]
    _, desk = await api(base, "GET", "desk")
    assert [one["state"] for one in desk["classes"] if one["id"] == class_id] == ["scheduled"]
    assert (await api(base, "DELETE", f"classes/{class_id}"))[0] == 200
    assert not server.school.class_folder(class_id).exists()
