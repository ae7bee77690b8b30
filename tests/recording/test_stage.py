"""What the class was looking at: a shared screen, else whoever spoke last, else the instructor; only what can be played."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from recording.index import Fragment, Index, Init
from recording.ports import TrackInfo
from recording.stage import Attention, stage, told, wishes
from recording.stage_so_far import SETTLED, StageSoFar
from rooms.breakouts import BreakoutsClosed, BreakoutsOpened, Group, PersonMoved
from rooms.consent import RecordingChosen
from rooms.facts import Entry
from rooms.people import PersonJoined, PersonLeft
from rooms.staging import SpotlightTurned
from rooms.tracks import SpeakerChanged, TrackEnded, TrackMuted, TrackPublished, TrackUnmuted
from tests.harness.counting import lines_run


def timeline(*events):
    return [Entry(seq, at, 0, None, "everyone", event) for seq, (at, event) in enumerate(events, 1)]


def taped(track, *spans, keys=2000, group=None):
    """A track recorded over these spans of class ms, in fragments of 500 ms, a keyframe every `keys` ms."""
    index = Index(TrackInfo(track, track, "p", "camera", "video/h264", 90000, 1, group, f"{track}.mp4"))
    index.add(Init(0, 10, "video/mp4", 1, 1))
    for start, end in spans:
        for time in range(start, end, 500):
            index.add(Fragment(10 + time, 1, time, min(500, end - time), 0, int((time - start) % keys == 0)))
    return index


CLASS_BEGINS = (
    (0, PersonJoined("i", "instructor")),
    (100, TrackPublished("icam", "i", "camera")),
    (200, PersonJoined("s", "student")),
    (300, TrackPublished("scam", "s", "camera")),
)
CLASS = timeline(
    *CLASS_BEGINS,
    (5000, SpeakerChanged("s")),
    (9000, TrackPublished("screen", "i", "screen")),
    (15000, TrackEnded("screen")),
    (20000, PersonLeft("s", "left")),
)


def test_the_choice_is_screen_then_speaker_then_instructor():
    assert [tuple(wish) for wish in wishes(CLASS)] == [
        (0, ()),
        (100, ("icam",)),
        (5000, ("scam", "icam")),
        (9000, ("screen", "scam", "icam")),
        (15000, ("scam", "icam")),
        (20000, ("icam",)),
    ]


def test_of_whoever_takes_part_unrecorded_the_stage_knows_neither_camera_nor_voice():
    spoken = timeline(
        *CLASS_BEGINS,
        (1000, SpeakerChanged("s")),
        (2000, RecordingChosen("s", recorded=False, notice=1)),
        (3000, SpeakerChanged("i")),
        (4000, SpeakerChanged("s")),
        (5000, RecordingChosen("s", recorded=True, notice=1)),
        (6000, SpeakerChanged("s")),
    )
    assert [tuple(wish) for wish in wishes(spoken)][2:] == [
        (1000, ("scam", "icam")),
        (2000, ("icam",)),
        (6000, ("scam", "icam")),
    ]


def test_screens_and_what_is_on_stage_are_seen_large():
    room, seen = Attention(), []
    for entry in CLASS:
        room.take(entry.event)
        seen.append(set(room.large()))
    assert seen == [set(), {"icam"}, {"icam"}, {"icam"}, {"scam"}, {"screen"}, {"scam"}, {"icam"}]


def test_whoever_spoke_last_stays_while_nobody_speaks_and_while_muted_cameras_are_not_shown():
    events = [
        *CLASS[:5],
        *timeline((6000, SpeakerChanged(None)), (7000, TrackMuted("scam")), (8000, TrackUnmuted("scam"))),
    ]
    assert [wish.tracks for wish in wishes(events)][2:] == [("scam", "icam"), ("icam",), ("scam", "icam")]


def test_the_spotlight_goes_before_whoever_speaks_and_behind_a_screen():
    events = [
        *CLASS[:4],
        *timeline(
            (4000, SpotlightTurned(("s", "i"))),
            (5000, SpeakerChanged("i")),
            (6000, TrackPublished("screen", "i", "screen")),
            (7000, TrackEnded("screen")),
            (8000, TrackMuted("scam")),
            (9000, TrackUnmuted("scam")),
            (10000, SpeakerChanged("s")),
            (11000, SpotlightTurned(("i",))),
            (12000, PersonLeft("i", "left")),
        ),
    ]
    assert [tuple(wish) for wish in wishes(events)][2:] == [
        (4000, ("scam", "icam")),
        (5000, ("icam", "scam")),
        (6000, ("screen", "icam", "scam")),
        (7000, ("icam", "scam")),
        (8000, ("icam",)),
        (9000, ("icam", "scam")),
        (10000, ("scam", "icam")),
        (11000, ("icam", "scam")),
        (12000, ("scam",)),
    ]
    room = Attention()
    for entry in events[:5]:
        room.take(entry.event)
    assert room.large() == {"scam", "icam"}


def test_people_in_a_group_are_not_on_the_stage():
    events = [
        *CLASS[:5],
        *timeline(
            (6000, BreakoutsOpened((Group("g", "One", ("s",)),))),
            (7000, PersonMoved("s", None)),
            (8000, PersonMoved("s", "g")),
            (9000, BreakoutsClosed()),
        ),
    ]
    assert [wish.at for wish in wishes(events)] == [0, 100, 5000, 6000, 7000, 8000, 9000]
    assert [wish.tracks for wish in wishes(events)][3] == ("icam",)


def test_a_source_comes_in_at_its_first_keyframe_and_the_one_before_runs_on_until_then():
    tracks = [
        taped("icam", (100, 20000)),
        taped("scam", (400, 20000), keys=4000),
        taped("screen", (9300, 15000)),
    ]
    items = [tuple(item) for item in stage(CLASS, 19000, tracks)]
    assert items == [
        (0, 100, None),
        (100, 8400, "icam"),
        (8400, 9300, "scam"),
        (9300, 15000, "screen"),
        (15000, 16100, None),
        (16100, 16400, "icam"),
        (16400, 19000, "scam"),
    ]


def test_a_hole_is_filled_by_the_next_best():
    tracks = [taped("icam", (100, 20000), keys=500), taped("scam", (300, 6000), (7000, 20000), keys=500)]
    items = [tuple(item) for item in stage(CLASS[:5], 9000, tracks)]
    assert items == [
        (0, 100, None),
        (100, 5300, "icam"),
        (5300, 6000, "scam"),
        (6000, 6100, None),
        (6100, 7000, "icam"),
        (7000, 9000, "scam"),
    ]


def test_what_was_recorded_in_a_group_is_never_on_the_stage():
    assert [item.track for item in stage(CLASS[:2], 9000, [taped("icam", (100, 9000), group="g")])] == [None]


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(0, 20000), st.sampled_from([entry.event for entry in CLASS])), max_size=12
    ),
    st.lists(
        st.tuples(
            st.sampled_from(["icam", "scam", "screen"]),
            st.integers(0, 9000),
            st.integers(1, 9000),
            st.sampled_from([500, 1500, 4000]),
        ),
        max_size=3,
        unique_by=lambda item: item[0],
    ),
)
def test_every_stretch_of_the_stage_can_be_played_and_none_is_missing(events, tracks):
    indexes = [taped(name, (start, start + length), keys=keys) for name, start, length, keys in tracks]
    items = stage(timeline(*events), 21000, indexes)
    assert items[0].start == 0
    assert items[-1].end == 21000
    assert all(before.end == after.start for before, after in itertools.pairwise(items))
    for item in items:
        if item.track is not None:
            index = next(index for index in indexes if index.info.id == item.track)
            assert any(0 <= key - item.start <= 20 for key in index.keys)
            assert any(start <= item.start + 20 and item.end <= end for start, end in index.spans)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(0, 200_000), st.sampled_from([entry.event for entry in CLASS])), max_size=20
    ),
    st.lists(st.integers(1, 210_000), min_size=1, max_size=8),
    st.booleans(),
)
def test_a_stage_that_is_asked_for_again_and_again_is_the_stage_that_is_told_at_once(events, asked, shuffled):
    events = events if shuffled else sorted(events, key=lambda one: one[0])
    entries, so_far = timeline(*events), StageSoFar()
    for until in sorted(asked):
        tracks = [
            taped("icam", *((at, min(at + 9000, until)) for at in range(100, until, 11_000))),
            taped("scam", (min(60_000, until), until), keys=4000),
            taped("screen", (min(90_000, until), max(min(90_000, until), until - SETTLED - 5000))),
        ]
        known = [entry for entry in entries if entry.at <= until] if not shuffled else entries
        assert so_far.told(known, until, tracks) == told(stage(known, until, tracks))
    late = [*tracks, taped("screen", (100, max(asked)))]  # of what was settled already
    assert so_far.told(known, until, late) == told(stage(known, until, late))


def test_whoever_asks_for_the_stage_of_a_long_class_again_pays_for_what_is_new():
    hours = range(0, 7_200_000, 1000)
    entries = timeline(*CLASS_BEGINS, *((10_000 + at, SpeakerChanged("is"[at // 1000 % 2])) for at in hours))
    tracks = [taped("icam", (100, 7_200_000)), taped("scam", (400, 7_200_000))]
    so_far = StageSoFar()
    first = lines_run(lambda: so_far.told(entries, 7_200_000, tracks))
    assert lines_run(lambda: so_far.told(entries, 7_200_000, tracks)) < 20, "what nothing was added to"
    more = [*entries, Entry(len(entries) + 1, 7_211_000, 0, None, "everyone", SpeakerChanged(None))]
    assert lines_run(lambda: so_far.told(more, 7_200_500, tracks)) < first / 20
