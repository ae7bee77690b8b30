"""Whoever is hidden is not heard either in a class whose single voices went before it was noted where they are in the mix."""

from rooms.edit import Edit
from rooms.facts import EVERYONE, Entry
from rooms.tracks import TrackEnded, TrackPublished
from server.recordings import as_edited


def test_the_timeline_says_where_somebody_hidden_is_silenced_when_their_voice_is_gone(tmp_path):
    pieces = [[at, 1, at * 1_000, 1_000, 0, True] for at in range(10)]
    mix = {"id": "mix", "source": "microphone", "fragments": pieces}
    made = {"tracks": [], "stage": [], "mix": mix, "duration": 10_000, "recorded": [[0, 10_000]]}
    made["gone"] = ["cameras", "voices"]
    told = (
        (4_000, TrackPublished("a", "anna", "microphone")),
        (4_200, TrackPublished("t", "tom", "microphone")),
        (5_000, TrackEnded("a")),
    )
    entries = [Entry(number, at, at, None, EVERYONE, event) for number, (at, event) in enumerate(told, 1)]
    left = as_edited(tmp_path, made, Edit(hidden={"h": "h"}), entries)
    assert left["mix"]["fragments"] == pieces, "who was never heard"
    left = as_edited(tmp_path, made, Edit(hidden={"anna": "h"}), entries)
    assert [piece[2] for piece in left["mix"]["fragments"]] == [0, 1_000, 2_000, 6_000, 7_000, 8_000, 9_000]
