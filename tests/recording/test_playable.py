"""Real browsers play the files as they lie there: H.264, VP8, VP9, AV1 and the mix, through switches and changes of size."""

import base64
import json
from pathlib import Path

import pytest

from rooms.facts import Entry
from rooms.people import PersonJoined
from rooms.tracks import SpeakerChanged, TrackPublished
from tests.recording import film
from tests.recording.conftest import Taping

PLAYER = (Path(__file__).parent / "player.js").read_text()
SEEKS = [1.0, 2.9, 3.7, 4.6, 5.5, 1.5]
SIZES = [[320, 240], [640, 480], [320, 180], [320, 180], [320, 240], [320, 240]]
LOOKS = [[time, *size] for time, size in zip(SEEKS, SIZES, strict=True)]

NAMES = {"h264": "video/H264", "vp8": "video/VP8", "vp9": "video/VP9", "av1": "video/AV1"}
PAIRS = [("h264", "vp8"), ("vp9", "av1")]


async def taped(folder, pair=PAIRS[0]):
    """A class of 6 s: the instructor's camera grows at 2.5 s, a student with another codec speaks from 3.5 to 5 s."""
    taping = Taping(folder)
    events = [
        PersonJoined("i", "instructor"),
        PersonJoined("s", "student"),
        TrackPublished("icam", "i", "camera"),
        TrackPublished("scam", "s", "camera"),
    ]
    entries = [Entry(seq, 500, 0, None, "everyone", event) for seq, event in enumerate(events, 1)]
    entries += [
        Entry(8, 3500, 0, None, "everyone", SpeakerChanged("s")),
        Entry(9, 5000, 0, None, "everyone", SpeakerChanged("i")),
    ]
    taping.play(
        (
            taping.add("icam", "i", codec=NAMES[pair[0]]),
            film.video(pair[0], 6, sizes=((320, 240), (640, 480), (320, 240)), every=10).packets,
            0.5,
        ),
        (
            taping.add("scam", "s", codec=NAMES[pair[1]]),
            film.video(pair[1], 6, sizes=((320, 180),), every=10).packets,
            0.5,
        ),
        (taping.add("mic", "i", "microphone", "audio/opus"), film.sound(6).packets, 0.5),
    )
    manifest = await taping.close(7, entries)
    files = {
        track["file"]: base64.b64encode((folder / track["file"]).read_bytes()).decode()
        for track in (*manifest["tracks"], manifest["mix"])
    }
    return manifest, files


def judge(manifest, seen):
    assert seen["errors"] == []
    assert all(seen["types"])
    assert len(seen["sound"]) == 1
    assert len(seen["picture"]) == 1
    assert [item["track"] for item in manifest["stage"]] == [None, "icam", "scam", "icam", None]
    assert seen["seeks"] == SIZES
    assert seen["end"] >= manifest["stage"][-1]["from"] / 1000 - 0.3
    assert seen["frames"] > 20


@pytest.mark.browser
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
async def test_chromium_plays_the_stage_and_the_mix(browser, tmp_path, pair):
    manifest, files = await taped(tmp_path / "c1", pair)
    page = await browser.new_page()
    seen = await page.evaluate(f"([m, f, s]) => ({PLAYER})(m, f, s)", [manifest, files, LOOKS])
    judge(manifest, seen)


@pytest.mark.firefox
@pytest.mark.parametrize(
    "pair", [PAIRS[0], pytest.param(PAIRS[1], marks=pytest.mark.long)], ids=["h264-vp8", "vp9-av1"]
)
async def test_firefox_plays_the_stage_and_the_mix(firefox_browser, tmp_path, pair):
    manifest, files = await taped(tmp_path / "c1", pair)
    page = await firefox_browser.new_page("about:blank")
    seen = await page.evaluate(
        f"({PLAYER})({json.dumps(manifest)}, {json.dumps(files)}, {json.dumps(LOOKS)})"
    )
    judge(manifest, seen)
