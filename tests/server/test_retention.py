"""Recordings are kept as long as their course says, and for ever where it says nothing."""

import shutil

from recording import manifest as manifests
from recording.keeping import let_go
from server.recordings import recording_folder
from server.retention import DAY_MS, Retention
from server.store.people import unix_ms
from tests.harness.waiting import eventually
from tests.recording.test_keeping import recorded, there, told
from tests.server.people import all_leave, api, join, new_class


async def over(base, server):
    """A class that ended forty days ago, with a recording, and its course."""
    made = await new_class(base)
    ada = await join(base, made, "instructor", "Ada")
    await ada.must("EndClass")
    await all_leave(ada)
    await eventually(lambda: server.school.classrooms.here(made["id"]) is None, "it is put away", 20)
    await server.school.store.courses.ended(made["id"], unix_ms() - 40 * DAY_MS)
    folder = recording_folder(server.settings.data, made["id"])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    recorded(folder)
    found = await server.school.store.courses.find(made["id"])
    return made, found.course, folder


async def test_what_a_course_says_goes_in_its_order_and_is_told_before(base, serve):
    server = await serve(idle_seconds=0.1)
    base = server.settings.address
    made, course, folder = await over(base, server)
    retention, now = Retention(server.school), unix_ms()
    await retention.look(now)
    assert len(there(folder)) == 6, "nothing goes unless somebody says so"

    keeping = {"cameras": 30, "voices": 60, "stage": None, "sound": None}
    _, shown = await api(base, "POST", f"courses/{course}/keeping/preview", {"keeping": keeping})
    assert [(one["step"], one["due"]) for one in shown["plan"]] == [("cameras", True), ("voices", False)]
    await retention.look(now)
    assert len(there(folder)) == 6, "a look at what would go changes nothing"
    status, kept = await api(base, "PUT", f"courses/{course}/keeping", {"keeping": keeping})
    assert (status, kept["plan"]) == (200, shown["plan"])
    await retention.look(now)
    assert there(folder) == told(folder) == {"screen", "ada", "ada-voice", "sam-voice", "mix"}
    status, played = await api(base, "GET", f"classes/{made['id']}/manifest")
    assert status == 200 and len(played["tracks"]) == 4
    await retention.look(now + 25 * DAY_MS)
    assert there(folder) == {"screen", "ada", "mix"}

    await api(base, "PUT", f"courses/{course}/keeping", {"keeping": {**keeping, "stage": 70, "sound": 80}})
    await retention.look(now + 60 * DAY_MS)
    assert there(folder) == set() and manifests.read(folder)["gone"] == [
        "cameras",
        "voices",
        "stage",
        "sound",
    ]
    status, refused = await api(base, "GET", f"classes/{made['id']}/manifest")
    assert (status, refused["error"]["code"]) == (404, "no_recording")
    status, read = await api(base, "GET", f"classes/{made['id']}/timeline")
    assert status == 200 and read["entries"], "the timeline stays"
    _, listed = await api(base, "GET", f"courses/{course}/audit.json")
    assert [one["what"] for one in listed["lines"]].count("went") == 4


async def test_small_pictures_go_with_the_stage_and_what_a_stop_left_of_a_film_goes_at_the_next_look(serve):
    server = await serve(idle_seconds=0.1)
    _, course, folder = await over(server.settings.address, server)
    small, film = folder.parent / "glimpses" / "0.webp", folder.parent / "download" / "class.mp4"
    for path in (small, film):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"somebody's face")
    keeping = {"cameras": 20, "voices": 30, "stage": 35, "sound": None}
    await api(server.settings.address, "PUT", f"courses/{course}/keeping", {"keeping": keeping})
    await Retention(server.school).look(unix_ms())
    assert not small.exists()
    assert film.exists()
    await api(
        server.settings.address, "PUT", f"courses/{course}/keeping", {"keeping": {**keeping, "sound": 36}}
    )
    let_go(folder, "sound")  # and then the server was killed
    await Retention(server.school).look(unix_ms())
    assert not film.exists()


async def test_nothing_goes_while_it_is_being_written_down_and_what_cannot_be_said_is_refused(serve):
    server = await serve(idle_seconds=0.1)
    base = server.settings.address
    made, course, folder = await over(base, server)
    for wrong in (
        {"cameras": 60, "voices": 30},
        {"voices": 30},
        {"cameras": 0},
        {"cameras": True},
        {"faces": 3},
        [],
    ):
        status, refused = await api(base, "PUT", f"courses/{course}/keeping", {"keeping": wrong})
        assert status == 400 and refused["error"]["code"] in ("bad_keeping", "bad_request")
    await api(base, "PUT", f"courses/{course}/keeping", {"keeping": {"cameras": 1}})
    await server.school.store.jobs.queue("transcript", made["id"])
    await Retention(server.school).look(unix_ms())
    assert len(there(folder)) == 6
