"""What goes of a recording goes in one order, and what is left can be played."""

import json

from recording.keeping import STEPS, let_go


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
