"""The class as it was recorded: packets copied, the rest painted in the same shape, nothing of what was cut out in it."""

import asyncio

import av
import numpy as np
import pytest

from recording import chunks, composer, copies, copying, mp4
from recording import manifest as manifests
from recording.chunks import Seen, scenes
from rooms.lesson import ClassEnded, ClassOpened
from rooms.people import PersonJoined
from rooms.tracks import SpeakerChanged, TrackPublished
from tests.recording import film
from tests.recording.conftest import Taping
from tests.recording.lecture import captions_of, chunks_of, frames_of, is_colour, plain, seen_at, timeline

RED, GREEN, BLUE, YELLOW = (190, 40, 40), (20, 150, 60), (40, 60, 190), (200, 190, 40)
CLASS = timeline(
    (0, ClassOpened(0, True)),
    (0, PersonJoined("i", "instructor")),
    (0, TrackPublished("cam", "i", "camera")),
    (100, SpeakerChanged("i")),
    (1000, TrackPublished("screen", "i", "screen")),
    (9000, ClassEnded()),
)
WORDS = mp4.Words(
    "Tides",
    language="auto",
    captions=[(1000, 2000, "The sea rises.")],
    chapters=[(0, 5000, "Tides")],
    translated={"ar": [(1000, 2000, "يرتفع البحر.")]},
)


def changing(number, width, height):
    """Red, from the fourth second on green, from the sixth on blue."""
    second = number / 25
    return plain(RED if second < 4 else GREEN if second < 6 else BLUE)(number, width, height)


@pytest.fixture(scope="module")
def taped(tmp_path_factory):
    """A yellow face, beside it from the first second on a screen that is small at its end; (folder, manifest)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chunks, "CHUNK", 1600)
        folder = tmp_path_factory.mktemp("copied")
        taping = Taping(folder / "recording")
        screen = film.video("h264", 8, sizes=((640, 480),) * 7 + ((320, 240),), every=50, make=changing)
        face = film.video("h264", 9, sizes=((320, 240),), every=25, make=plain(YELLOW))
        taping.play(
            (taping.add("cam", "i"), face.packets, 0.0),
            (taping.add("screen", "i", source="screen"), screen.packets, 1.0),
            (taping.add("mic", "i", source="microphone", codec="audio/opus"), film.sound(9).packets, 0.0),
            until=9.0,
        )
        yield folder, asyncio.run(taping.close(9.0, CLASS))


def copied(folder, manifest, name="copy.mp4"):
    """(the file made of a manifest, its frames, how much of it was copied)."""
    seen = Seen()
    seen.read_on(CLASS)
    shelf, pieces, _ = chunks_of(folder, manifest, CLASS)
    found = scenes(manifest, seen)
    plan = copies.plan(manifest, seen, found, "Tides")
    target = shelf.folder / name
    copying.write(folder / "recording", plan, target, composer.levelled(pieces), WORDS)
    assert not list(shelf.folder.glob("*.part"))
    return target, frames_of(target), copies.offered(manifest, found)


def packets_of(path):
    with av.open(str(path)) as container:
        return [(one.pts, bytes(one)) for one in container.demux(video=0) if one.size]


def test_the_large_picture_is_copied_and_the_rest_is_painted_in_its_shape(taped):
    folder, manifest = taped
    path, frames, offer = copied(folder, manifest)
    assert (offer.shape, offer.holds) == ((640, 480), False), "a ninth is a face, and an eighth is small"
    assert {(frame.width, frame.height) for _, frame in frames} == {(640, 480)}
    for second, colour in ((0.5, YELLOW), (3.0, RED), (6.0, GREEN), (7.5, BLUE), (8.7, BLUE)):
        assert is_colour(seen_at(frames, second), 320, 240, colour), second
    screen = next(track for track in manifest["tracks"] if track["source"] == "screen")
    data = (folder / "recording" / screen["file"]).read_bytes()
    mine = [packet for _, packet in packets_of(path)]
    there = [packet for packet in mine if packet in data]
    assert len(there) > 160, (
        "seven seconds of 25 pictures are what was recorded, keyframes but for their sets"
    )
    times = [time for time, _ in frames]
    assert times == sorted(times)
    assert times[-1] == pytest.approx(9.0, abs=0.2)


def test_words_sound_and_length_are_those_of_the_film(taped):
    path, _, _ = copied(*taped)
    with av.open(str(path)) as container:
        assert [one.type for one in container.streams][:3] == ["video", "audio", "subtitle"]
        assert [one["metadata"]["title"] for one in container.chapters()] == ["Tides"]
        assert container.duration / 1e6 == pytest.approx(9, abs=0.3)
        said = [("und", True, [(1.0, "The sea rises.")]), ("ara", False, [(1.0, "يرتفع البحر.")])]
        assert captions_of(path) == said
        sound = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])
    assert len(sound) == pytest.approx(9 * 48_000, abs=5_000)
    assert path.read_bytes().find(b"moov") < path.read_bytes().find(b"mdat")


def test_nothing_of_a_passage_that_was_cut_out_is_in_it(taped):
    folder, manifest = taped
    # Green, from five to seven seconds, is cut out in the middle of what follows one keyframe.
    told = manifests.edited(manifest, ((4900, 7300),))
    path, frames, _ = copied(folder, told, "cut.mp4")
    shown = [frame.to_ndarray(format="rgb24")[240, 320].astype(int) for _, frame in frames]
    assert not [one for one in shown if np.abs(one - GREEN).max() < 40]
    assert is_colour(seen_at(frames, 4.7), 320, 240, RED)
    assert is_colour(seen_at(frames, 5.1), 320, 240, BLUE), (
        "painted until the next keyframe, not one of before"
    )
    screen = next(track for track in manifest["tracks"] if track["source"] == "screen")
    data = (folder / "recording" / screen["file"]).read_bytes()
    whole = [packet for _, packet in packets_of(folder / "download" / "copy.mp4") if packet in data]
    kept = [packet for _, packet in packets_of(path) if packet in data]
    assert len(whole) - len(kept) >= 58, "two seconds and a half are gone"


def test_a_class_of_which_most_is_painted_is_not_offered(taped):
    _, manifest = taped
    seen = Seen()
    seen.read_on(CLASS)
    found = scenes(manifest, seen)
    assert copies.offered(manifest, found).share in range(70, 80)
    later = manifests.edited(manifest, ((0, 1000),))
    assert copies.offered(later, scenes(later, seen)).holds
    for without in ({**manifest, "tracks": []}, {**manifest, "recorded": []}):
        assert not copies.offered(without, scenes(without, seen)).holds
