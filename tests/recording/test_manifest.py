"""What a player is told of a class from which passages were cut: as if they had never been recorded."""

from functools import partial

from recording.manifest import (
    VOICED,
    bytes_of,
    edited,
    for_reader,
    is_heard,
    may_fetch,
    voiced,
    without_people,
)
from rooms.facts import Reader


def track(name, keys, source="camera"):
    """Ten fragments of a second and a hundred bytes behind a head of ten, with keyframes at some."""
    pieces = [[10 + 100 * n, 100, 1000 * n, 1000, 0, int(n in keys)] for n in range(10)]
    heads = [{"offset": 0, "length": 10, "mime": "", "width": 0, "height": 0}]
    return {"id": name, "file": f"{name}.mp4", "source": source, "inits": heads, "fragments": pieces}


def manifest():
    return {
        "duration": 10_000,
        "recorded": [[0, 10_000]],
        "mix": track("mix", range(10), "mix"),
        "tracks": [track("a", (0, 5))],
        "stage": [{"from": 0, "to": 10_000, "track": "a"}],
    }


def left(one):
    return [piece[2] // 1000 for piece in one["fragments"]]


def test_a_cut_is_a_pause_of_the_recording_and_its_sound_is_gone():
    found = edited(manifest(), ((2_500, 5_000),))
    assert found["recorded"] == [[0, 2_500], [5_000, 10_000]]
    assert left(found["mix"]) == [0, 1, 2, 5, 6, 7, 8, 9]
    assert left(found["tracks"][0]) == [0, 1, 2, 5, 6, 7, 8, 9]
    assert [(one["from"], one["to"], one["track"]) for one in found["stage"]] == [
        (0, 2_500, "a"),
        (2_500, 5_000, None),
        (5_000, 10_000, "a"),
    ]


def test_pictures_keep_what_a_decoder_needs_to_go_on_behind_a_cut_and_sound_does_not():
    found = edited(manifest(), ((3_000, 7_500),))
    assert left(found["mix"]) == [0, 1, 2, 7, 8, 9]
    assert left(found["tracks"][0]) == [0, 1, 2, 5, 6, 7, 8, 9]


def test_a_track_that_lies_in_a_cut_is_not_told_of_and_trims_leave_the_middle():
    found = edited(manifest(), ((0, 4_000), (6_000, 10_000)))
    assert (found["recorded"], left(found["mix"])) == ([[4_000, 6_000]], [4, 5])
    assert edited(manifest(), ((4_000, 9_950),))["recorded"] == [[0, 4_000]]
    one = {**manifest(), "tracks": [{**track("a", (0,)), "fragments": track("a", (0,))["fragments"][:3]}]}
    assert edited(one, ((0, 4_000),))["tracks"] == []
    assert edited(one, ()) is one


def test_the_bytes_that_are_left_are_heads_and_the_fragments_that_are_told():
    found = bytes_of(edited(manifest(), ((2_000, 5_000),)))
    assert found == {"mix.mp4": ((0, 210), (510, 1010)), "a.mp4": ((0, 210), (510, 1010))}


def test_somebody_hidden_is_neither_seen_nor_heard_whether_or_not_there_is_another_mix():
    voice = {**track("v", range(10), "microphone"), "person": "sam", "group": None}
    voice["fragments"] = voice["fragments"][2:4]
    face = {**track("a", (0,)), "person": "sam", "group": None}
    told = {**manifest(), "tracks": [face, voice, {**track("b", (0,)), "person": "tom"}]}
    silent = without_people(told, {"sam"})
    assert ([one["id"] for one in silent["tracks"]], left(silent["mix"])) == (["b"], [0, 1, 4, 5, 6, 7, 8, 9])
    assert [one["track"] for one in silent["stage"]] == [None]
    other = {"mix": track("mix~x", range(10)), "quiet": [[2_000, 4_000]]}
    assert without_people(told, {"sam"}, other)["mix"]["file"] == "mix~x.mp4"
    assert without_people(told, {"tom"}, None)["mix"] == told["mix"]


def grouped():
    """A class with Sam's camera in a breakout group, which was on the stage for a while."""
    aside = {**track("g", (0,)), "person": "sam", "group": "left"}
    stage = [{"from": 0, "to": 5_000, "track": "a"}, {"from": 5_000, "to": 10_000, "track": "g"}]
    return {**manifest(), "tracks": [track("a", (0, 5)), aside], "stage": stage}


def test_what_a_group_left_is_told_to_its_members_and_those_who_lead():
    for reader, found in (
        (Reader("kim", "student"), ["a"]),
        (Reader("kim", "student", frozenset({"right"})), ["a"]),
        (Reader("sam", "student", frozenset({"left"})), ["a", "g"]),
        (Reader("ines", "instructor"), ["a", "g"]),
    ):
        told = for_reader(grouped(), reader)
        assert [one["id"] for one in told["tracks"]] == found
        assert [one["track"] for one in told["stage"]] == ["a", "g" if "g" in found else None]


def test_a_file_is_fetched_by_whoever_may_hear_it_and_only_if_it_is_told_of():
    told, kim = grouped(), Reader("kim", "student")
    may = partial(may_fetch, told["tracks"], told["mix"])
    assert may("mix.mp4", kim)
    assert may("a.mp4", kim)
    assert not may("g.mp4", kim)
    assert may("g.mp4", Reader("sam", "student", frozenset({"left"})))
    assert not may("ledger.jsonl", Reader("ines", "instructor"))
    assert not may_fetch(told["tracks"], None, "mix.mp4", kim)


def test_a_voice_of_a_group_is_in_no_mix_of_the_class():
    aside = {**track("g", (0,), "microphone"), "person": "sam", "group": "left"}
    there = {**track("v", (0,), "microphone"), "person": "tom", "group": None}
    assert voiced({"tracks": [aside, there]}) == {"tom": [[0, 10_000]]}
    assert not is_heard(aside)


def test_whose_voice_was_where_is_kept_of_those_who_stay_alone():
    told = {**manifest(), "tracks": [], VOICED: {"sam": [[0, 1_000]], "tom": [[5_000, 6_000]]}}
    found = without_people(told, {"sam"})
    assert found[VOICED] == {"tom": [[5_000, 6_000]]}
    assert left(found["mix"]) == [1, 2, 3, 4, 5, 6, 7, 8, 9]
