"""What goes of a recording goes in one order, and what is left can be played."""

import json

import pytest

from recording import manifest as manifests
from recording.keeping import STEPS, let_go
from recording.remix import name_of


def track(name, source):
    return {
        "id": name,
        "track": name,
        "person": "p",
        "source": source,
        "file": f"{name}.mp4",
        "fragments": [],
    }


def recorded(folder):
    """A recording of a stage, a side camera and two voices."""
    tracks = [track("screen", "screen"), track("ada", "camera"), track("sam", "camera")]
    tracks += [track("ada-voice", "microphone"), track("sam-voice", "microphone")]
    stage = [{"from": 0, "to": 9, "track": "screen"}, {"from": 9, "to": 20, "track": "ada"}]
    made = {"state": "ended", "tracks": tracks, "mix": track("mix", "microphone"), "stage": stage}
    (folder / "manifest.json").write_text(json.dumps(made))
    for one in (*tracks, made["mix"]):
        (folder / one["file"]).write_bytes(b"media")


def there(folder):
    return {path.stem for path in folder.glob("*.mp4")}


def told(folder):
    made = json.loads((folder / "manifest.json").read_text())
    return {one["id"] for one in made["tracks"]} | ({"mix"} if made["mix"] else set())


def test_side_cameras_go_first_then_voices_then_the_stage_and_last_the_sound(tmp_path):
    recorded(tmp_path)
    left = [
        {"screen", "ada", "ada-voice", "sam-voice", "mix"},
        {"screen", "ada", "mix"},
        {"mix"},
        set(),
    ]
    for step, expected in zip(STEPS, left, strict=True):
        assert let_go(tmp_path, step)
        assert there(tmp_path) == told(tmp_path) == expected
        assert not let_go(tmp_path, step), "once"
    assert json.loads((tmp_path / "manifest.json").read_text())["gone"] == list(STEPS)


def test_what_a_crash_left_of_a_step_is_done_the_next_time(tmp_path):
    recorded(tmp_path)
    let_go(tmp_path, "cameras")
    (tmp_path / "sam.mp4").write_bytes(b"it was not deleted in time")
    assert not let_go(tmp_path, "cameras")
    assert "sam" not in there(tmp_path)


def test_of_a_class_that_goes_on_nothing_goes(tmp_path):
    recorded(tmp_path)
    made = json.loads((tmp_path / "manifest.json").read_text())
    (tmp_path / "manifest.json").write_text(json.dumps({**made, "state": "live"}))
    assert not let_go(tmp_path, "cameras")
    assert "sam" in there(tmp_path)
    (tmp_path / "manifest.json").unlink()
    assert not let_go(tmp_path, "cameras")


@pytest.fixture
def spoken(tmp_path):
    """A recording in which Sam speaks from 2 to 4 s and Ada from 6 to 8, whose single voices went."""
    recorded(tmp_path)
    made = json.loads((tmp_path / "manifest.json").read_text())
    made["mix"]["fragments"] = [[n, 1, n * 1000, 1000] for n in range(10)]
    for one in made["tracks"]:
        one["person"] = one["id"].split("-")[0]
    made["tracks"][-1]["fragments"] = [[0, 1, 2000, 2000]]
    made["tracks"][-2]["fragments"] = [[0, 1, 6000, 2000]]
    (tmp_path / "manifest.json").write_text(json.dumps(made))
    for end in ("mp4", "json"):
        (tmp_path / f"{name_of('of-sam')}.{end}").write_text("{}")
    for step in ("cameras", "voices"):
        let_go(tmp_path, step)
    return tmp_path


def test_whoever_is_hidden_after_single_voices_went_is_silent_where_they_spoke(spoken):
    made = manifests.read(spoken)
    begins = [piece[2] for piece in manifests.without_people(made, {"sam"})["mix"]["fragments"]]
    assert begins == [0, 1000, 4000, 5000, 6000, 7000, 8000, 9000]
    assert manifests.without_people(made, {"screen"})["mix"] == made["mix"], "who never spoke is not in it"


def test_the_sound_without_somebody_stays_as_long_as_there_is_sound(spoken):
    remix = {"mix": {"id": "without Sam", "fragments": []}, "quiet": []}
    assert (spoken / f"{name_of('of-sam')}.mp4").exists()
    assert manifests.without_people(manifests.read(spoken), {"sam"}, remix)["mix"] == remix["mix"]
    for step in ("stage", "sound"):
        let_go(spoken, step)
    assert not list(spoken.glob("*.mp4"))
