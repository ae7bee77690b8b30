"""The film of a class: what was large, whose face, the sound, without pauses, and from chunks that fit together."""

import asyncio
import itertools

import av
import numpy as np
import pytest

from recording import chapters, chunks, mp4
from recording.cuts import Cuts
from rooms.board import BoardShown, ItemDrawn
from rooms.captions import CaptionSpoken, read
from rooms.facts import Entry
from rooms.lesson import ClassEnded, ClassOpened
from rooms.people import PersonJoined
from rooms.slides import DeckAdded, PageShown, SlidesHidden
from rooms.tracks import SpeakerChanged, TrackPublished
from tests.recording import film
from tests.recording.conftest import ZERO, Taping
from tests.recording.lecture import (
    captions_of,
    chunks_of,
    frames_of,
    is_colour,
    loudness,
    page,
    plain,
    points,
    seen_at,
    timeline,
)

RED, GREEN, YELLOW, WHITE, INK = (190, 40, 40), (20, 150, 60), (200, 190, 40), (255, 255, 255), (27, 95, 217)
MIDDLE, FACE = (500, 360), (1172, 116)
CLASS = timeline(
    (0, ClassOpened(0, True)),
    (0, PersonJoined("i", "instructor")),
    (50, TrackPublished("icam", "i", "camera")),
    (100, SpeakerChanged("i")),
    (2000, DeckAdded("d", "Sea", 2, 1600, 900)),
    (2000, PageShown("d", 1)),
    (6500, SlidesHidden()),
    (6500, BoardShown("b")),
    (7000, ItemDrawn("sheet:b", "x", "pen", "blue", 1500, points((7000, 4000), (8500, 5500)), "", "", False)),
    (8000, TrackPublished("screen", "i", "screen")),
    (9000, ClassEnded()),
)  # fmt: skip


@pytest.fixture(scope="module")
def short_chunks():
    """Chunks of 1.6 s: 24 pictures and 75 frames of AAC."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chunks, "CHUNK", 1600)
        yield


@pytest.fixture(scope="module")
def taped(tmp_path_factory, short_chunks):
    """A class of 9 s that was not recorded from 4 to 6 s, with a tone in its eighth second; (folder, manifest)."""
    folder = tmp_path_factory.mktemp("class")
    taping = Taping(folder / "recording")
    camera = taping.add("icam", "i")
    screen = taping.add("screen", "i", source="screen", codec="video/VP8")
    voice = taping.add("mic", "i", source="microphone", codec="audio/opus")
    red = film.video("h264", 9, sizes=((320, 240),), every=25, make=plain(RED))
    yellow = film.video("vp8", 1, fps=5, sizes=((320, 180),), make=plain(YELLOW))
    tone = film.sound(9, shape=lambda t: 0.4 * np.sin(2 * np.pi * 440 * t) * ((t >= 7) & (t < 8)))
    streams = film.merge(
        (camera, red.packets, 0.05), (screen, yellow.packets, 8.0), (voice, tone.packets, 0.0)
    )
    for at, sink, data in streams:
        taping.run_to(at)
        if at >= 4 and not taping.recorder.paused and at < 6:
            taping.recorder.pause(ZERO + 4)
        if at >= 6 and taping.recorder.paused:
            taping.recorder.resume(ZERO + 6)
        sink.packet(data, ZERO + at)
    page(folder, "d", 1, GREEN)
    return folder, asyncio.run(taping.close(9.0, CLASS))


@pytest.fixture(scope="module")
def joined(taped):
    """(the film, its frames, the sound alone)."""
    folder, manifest = taped
    shelf, pieces, _ = chunks_of(folder, manifest, CLASS, {"i": "Ada"})
    assert len(pieces) == 5
    cuts = Cuts(manifest["recorded"])
    spoken = timeline((7000, CaptionSpoken("c1", "i", 7000, 8000, "The sea rises.", (), "x")))
    words = mp4.Words(
        "Tides", "Oceanography", "en",
        chapters.captions(read(spoken), cuts, {"i": "Ada"}), [(0, 2000, "Tides"), (2000, 7000, "Sea · 1/2")],
        {"zh-Hans": [(5000, 6000, "海水上涨。")], "fr": [(5000, 6000, "La mer monte.")], "tlh": []},
    )  # fmt: skip
    mp4.write(shelf.sound, pieces, words, pictures=False)
    shelf.note(pieces, mp4.write(shelf.film, pieces, words), "s")
    return shelf, frames_of(shelf.film)


def test_each_moment_shows_what_was_large_and_whose_face_stood_beside_it(joined):
    frames = joined[1]
    assert is_colour(seen_at(frames, 1.5), 640, 300, RED)
    slide = seen_at(frames, 3.0)
    assert is_colour(slide, *MIDDLE, GREEN)
    assert is_colour(slide, *FACE, RED)
    screen = seen_at(frames, 6.7)
    assert is_colour(screen, *MIDDLE, YELLOW)
    assert is_colour(screen, *FACE, RED)


def test_the_board_and_what_was_drawn_on_it_are_in_the_film(joined):
    frames = joined[1]
    empty, drawn = seen_at(frames, 4.8), seen_at(frames, 5.5)
    assert is_colour(empty, 30, 600, WHITE)
    assert not any(is_colour(empty, x, y, INK) for x in range(0, 1064, 20) for y in range(70, 650, 20))
    assert any(is_colour(drawn, x, y, INK) for x in range(0, 1064, 20) for y in range(70, 650, 20))


def test_a_pause_of_the_recording_is_cut_out_of_picture_and_sound(joined):
    shelf, frames = joined
    with av.open(str(shelf.film)) as container:
        assert container.duration / 1e6 == pytest.approx(7.0, abs=0.2)
    loud = [place for place, level in enumerate(loudness(shelf.film)) if level > 0.1]
    # Class seconds 7 to 8 are played at 5 to 6.
    assert (loud[0], loud[-1]) == (pytest.approx(50, abs=1), pytest.approx(59, abs=1))
    assert all(later > earlier for (earlier, _), (later, _) in itertools.pairwise(frames))


def test_sound_runs_on_where_chunks_meet(joined):
    with av.open(str(joined[0].sound)) as container:
        assert not container.streams.video
        sound = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])
    inside = sound[int(5.2 * 48000) : int(5.8 * 48000)]  # chunks meet at 4.8 and 6.4 s; a tone knows no jumps
    assert np.abs(np.diff(inside)).max() < 0.06


def test_captions_chapters_and_title_are_in_the_file(joined):
    with av.open(str(joined[0].film)) as container:
        assert container.metadata["title"] == "Tides"
        assert [one["metadata"]["title"] for one in container.chapters()] == ["Tides", "Sea · 1/2"]
        assert [one.type for one in container.streams][:3] == ["video", "audio", "subtitle"]
    assert captions_of(joined[0].film)[0] == ("eng", True, [(5.0, "Ada: The sea rises.")])


def test_captions_in_other_languages_are_tracks_that_can_be_chosen(joined):
    path = joined[0].film
    assert captions_of(path)[1:] == [
        ("fra", False, [(5.0, "La mer monte.")]),
        ("zho", False, [(5.0, "海水上涨。")]),
    ]
    data = path.read_bytes()
    assert data.count(b"elng") == 1 and b"elng\0\0\0\0zh-Hans\0" in data
    heads = [data[at + 4 : at + 88] for at in places(data, b"tkhd")]
    told = [(head[3], int.from_bytes(head[34:36], "big")) for head in heads]
    assert told == [(3, 0), (3, 0), (3, 2), (2, 2), (2, 2), (0, 0)], "one group, of which the first plays"


def places(data, name):
    """Where boxes of this name begin, behind their sizes, in the index of a film."""
    end, at = data.find(b"mdat"), data.find(name)
    while 0 <= at < end:
        yield at
        at = data.find(name, at + 4)


def test_the_index_comes_first_and_every_chunk_begins_with_a_keyframe(joined):
    data = joined[0].film.read_bytes()
    assert data.find(b"moov") < data.find(b"mdat")
    with av.open(str(joined[0].film)) as container:
        keys = {
            round(float(one.pts * one.time_base), 2) for one in container.demux(video=0) if one.is_keyframe
        }
    assert {0.0, 1.6, 3.2, 4.8, 6.4} <= keys


def test_what_was_made_is_not_made_again_even_out_of_the_film(taped, joined):
    folder, manifest = taped
    shelf = joined[0]
    before = shelf.film.read_bytes()
    shelf.tidy()
    again, pieces, made = chunks_of(folder, manifest, CLASS, {"i": "Ada"})
    assert (made, {piece.path.name for piece in pieces}) == (0, {"class.mp4"})
    mp4.write(again.folder / "again.mp4", pieces, mp4.Words("Tides"))
    # The same media behind another index.
    media = before[before.find(b"mdat") + 12 :]
    assert (again.folder / "again.mp4").read_bytes()[-1000:] == media[-1000:]
    assert shelf.film.read_bytes() == before


def test_a_class_of_voices_only_is_a_film_too(tmp_path):
    seen = chunks.Seen()
    seen.read_on(timeline((0, ClassOpened(0, True)), (0, PersonJoined("i", "instructor"))))
    manifest = {"state": "ended", "recorded": [[0, 800]], "mix": None, "tracks": []}
    (tmp_path / "recording").mkdir()
    shelf, pieces, _ = chunks_of(tmp_path, manifest, seen.entries)
    mp4.write(shelf.film, pieces, mp4.Words())
    with av.open(str(shelf.film)) as container:
        assert container.streams.video[0].duration * container.streams.video[0].time_base == pytest.approx(
            0.8
        )
        assert max(np.abs(frame.to_ndarray()).max() for frame in container.decode(audio=0)) < 0.01


def test_nothing_of_a_group_or_for_staff_is_in_the_plan():
    private = [
        *timeline((0, PersonJoined("i", "instructor"))),
        Entry(2, 100, 0, "i", "group:g", BoardShown("secret")),
        Entry(3, 100, 0, "i", "group:g", ItemDrawn("sheet:secret", "x", "text", "blue", 9, "AA", "", "psst", False)),
        Entry(4, 100, 0, "i", "staff", DeckAdded("hidden", "Hidden", 2, 16, 9)),
    ]  # fmt: skip
    seen = chunks.Seen()
    seen.read_on(private)
    camera = {
        "id": "c", "track": "c", "person": "s", "source": "camera", "group": "g", "codec": "video/h264",
        "file": "c.mp4", "inits": [], "fragments": [[0, 1, 0, 800, 0, 1]],
    }  # fmt: skip
    made = chunks.plan(
        0, {"state": "ended", "recorded": [[0, 800]], "mix": None, "tracks": [camera]}, seen
    ).plan
    assert (made["tracks"], made["drawn"], made["decks"]) == ({}, {}, {})
    assert all(shot["thing"] == () and shot["face"] is None for shot in made["shots"])
