"""Small pictures for the seek bar: of what was on the stage, from keyframes alone, and dark where there is nothing."""

import json
import subprocess
import sys

import pytest
from PIL import Image

from recording import glimpses
from tests.recording import film

PLACE = glimpses.WIDTH, glimpses.HEIGHT


async def taped(taping):
    """Twelve seconds of class: a camera in H.264, then one in VP8, then nobody."""
    taping.play(
        (taping.add("one"), film.video("h264", 3).packets, 0.5),
        (taping.add("two", codec="video/VP8"), film.video("vp8", 3).packets, 10.5),
    )
    manifest = await taping.close(22)
    spans = [(0, 10_000, "one"), (10_000, 20_000, "two"), (20_000, 22_000, None)]
    manifest["stage"] = [{"from": start, "to": end, "track": track} for start, end, track in spans]
    return manifest


def dark(image, place):
    left = place * PLACE[0]
    extremes = image.crop((left, 0, left + PLACE[0], PLACE[1])).getextrema()
    return extremes == tuple((one, one) for one in glimpses.GROUND)


async def test_a_strip_shows_what_was_on_the_stage_every_ten_seconds(taping):
    chosen = glimpses.picks(await taped(taping), 0)
    assert [pick and pick[0] for pick in chosen] == ["one.mp4", "two.webm", None]
    whole, pictures = glimpses.strip(taping.folder, chosen)
    assert whole.size == (PLACE[0] * glimpses.COLUMNS, PLACE[1] * glimpses.ROWS)
    assert pictures == 2
    assert [dark(whole, place) for place in range(3)] == [False, False, True]


async def test_what_cannot_be_read_leaves_its_place_dark_and_the_others_whole(taping):
    chosen = glimpses.picks(await taped(taping), 0)
    name, head, head_length, offset, length = chosen[0]
    for broken in (
        (name, head, head_length, offset + 7, length),
        (name, head, 5, offset, length),
        ("gone.mp4", head, head_length, offset, length),
        (name, head, head_length, 10**9, length),
    ):
        whole, pictures = glimpses.strip(taping.folder, [broken, chosen[1]])
        assert (pictures, dark(whole, 0), dark(whole, 1)) == (1, True, False)


async def test_there_is_no_strip_beyond_the_end(taping):
    manifest = await taped(taping)
    assert glimpses.picks(manifest, 1) == []
    assert glimpses.picks({**manifest, "tracks": []}, 0) == [None] * 3


async def test_a_strip_is_made_in_a_process_of_its_own(taping, tmp_path):
    chosen = json.dumps(glimpses.picks(await taped(taping), 0))
    target = tmp_path / "0.tmp"
    command = [sys.executable, "-m", "recording.glimpses", str(taping.folder), chosen, str(target)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(done.stdout) == {"pictures": 2}
    with Image.open(target) as image:
        assert image.format == "WEBP"


@pytest.mark.parametrize("seconds", [0, 299, 300, 3600])
def test_every_strip_but_the_last_is_full(seconds):
    manifest = {"tracks": [], "stage": [], "live_edge": seconds * 1000, "duration": seconds * 1000}
    lengths = [len(glimpses.picks(manifest, number)) for number in range(13)]
    assert sum(lengths) == -(-seconds // 10)
    assert all(length in (0, 30) for length in lengths[: seconds // 300])
