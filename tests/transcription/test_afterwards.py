"""The plan of a transcript: work during class, all of it afterwards, and nothing twice after a restart."""

from transcription.afterwards import TRIES, ClassTranscript
from transcription.engine import Heard, Segment, Word


def track(name, spans, person="ada", source="microphone", group=None):
    pieces = [
        [0, 1, at, 1_000, 0, 1] for start, end in spans for at in range(start * 1_000, end * 1_000, 1_000)
    ]
    return {"id": name, "person": person, "source": source, "group": group, "fragments": pieces}


def manifest(edge, *tracks, state="live"):
    return {"state": state, "live_edge": edge * 1_000, "tracks": list(tracks)}


def heard(window, *texts, until=None):
    segments = []
    for at, text in enumerate(texts):
        start = window.start + at * 1_000
        segments.append(Segment(start, start + 900, text, (Word(start, start + 900, f" {text}"),)))
    return Heard(tuple(segments), until or window.end)


def run(plan):
    windows = []
    while window := plan.next():
        windows.append((window.track, window.start, window.end))
        plan.heard(window, heard(window, "Yes."))
    return windows


def test_during_class_a_window_waits_until_there_is_enough_new_sound():
    plan = ClassTranscript()
    plan.see(manifest(20, track("a", [(0, 20)])))
    assert plan.next() is None
    assert plan.state == "working"
    plan.see(manifest(31, track("a", [(0, 31)])))
    window = plan.next()
    assert (window.start, window.end, window.more) == (0, 31_000, True)


def test_what_follows_the_last_pause_is_heard_with_the_next_window():
    plan = ClassTranscript()
    plan.see(manifest(40, track("a", [(0, 40)])))
    window = plan.next()
    plan.heard(window, heard(window, "Yes.", until=33_000))
    assert plan.next() is None
    plan.see(manifest(64, track("a", [(0, 64)])))
    assert plan.next().start == 33_000


def test_somebody_who_stopped_speaking_is_transcribed_without_waiting_for_more():
    plan = ClassTranscript()
    plan.see(manifest(30, track("a", [(0, 8)])))
    window = plan.next()
    assert (window.start, window.end, window.more) == (0, 8_000, False)


def test_after_the_end_everything_is_heard_in_the_order_of_the_class_and_cameras_are_left_out():
    plan = ClassTranscript()
    tracks = [
        track("a", [(0, 10), (50, 60)]),
        track("b", [(20, 30)], "ben"),
        track("v", [(0, 60)], source="camera"),
    ]
    plan.see(manifest(60, *tracks, state="ended"))
    assert plan.left == 30_000
    assert run(plan) == [("a", 0, 10_000), ("b", 20_000, 30_000), ("a", 50_000, 60_000)]
    assert (plan.state, plan.left) == ("done", 0)


def test_a_restarted_server_goes_on_after_the_last_line_of_each_track():
    tracks = [track("a", [(0, 300)]), track("b", [(0, 10)], "ben")]
    first = ClassTranscript()
    first.see(manifest(300, *tracks, state="ended"))
    lines = []
    for _ in range(2):
        window = first.next()
        lines += first.heard(window, heard(window, "One.", "Two."))
    second = ClassTranscript(lines)
    second.see(manifest(300, *tracks, state="ended"))
    windows = run(second)
    for name in ("a", "b"):
        last = max(line.end for line in lines if line.track == name)
        starts = [start for track_id, start, _ in windows if track_id == name]
        assert starts
        assert min(starts) == last


def test_a_line_that_is_posted_already_is_not_posted_again():
    plan = ClassTranscript()
    plan.see(manifest(10, track("a", [(0, 10)]), state="ended"))
    window = plan.next()
    assert len(plan.heard(window, heard(window, "Yes."))) == 1
    assert plan.heard(window, heard(window, "Yes.")) == []


def test_a_window_that_cannot_be_heard_is_left_out_and_told():
    plan = ClassTranscript()
    plan.see(manifest(10, track("a", [(0, 10)]), state="ended"))
    plan.gave_up(plan.next())
    assert plan.next() is None
    assert (plan.state, plan.lost) == ("failed", 10_000)


def test_listening_again_hears_what_was_lost_in_the_middle_and_nothing_that_is_written():
    sound = track("a", [(0, 10), (20, 30), (40, 50)])
    plan = ClassTranscript()
    plan.see(manifest(60, sound, state="ended"))
    first, lines = plan.next(), []
    while window := plan.next():
        if window.start <= 20_000 < window.end and window != first:
            plan.gave_up(window)
        else:
            lines += plan.heard(window, heard(window, *["Yes."] * 10))
    assert plan.state == "failed"
    again = ClassTranscript(lines, again=True)
    again.see(manifest(60, sound, state="ended"))
    windows = run(again)
    assert (20_000, 30_000) in [(start, end) for _, start, end in windows]
    assert not any(start < line.end and line.start < end for _, start, end in windows for line in lines)
    assert again.state == "done"


def test_what_is_said_in_a_breakout_keeps_its_group_and_no_window_crosses_a_move():
    plan = ClassTranscript()
    plan.see(manifest(60, track("a~2", [(0, 60)], group="g1"), state="ended"), {"ada": [25_000]})
    window = plan.next()
    assert window.end == 25_000
    assert [line.group for line in plan.heard(window, heard(window, "Yes."))] == ["g1"]
    assert plan.next().start == 25_000


def test_a_class_without_sound_is_done_at_once():
    plan = ClassTranscript()
    plan.see(manifest(60, state="ended"))
    assert (plan.next(), plan.state) == (None, "done")


def test_a_window_on_which_the_engine_hangs_comes_after_all_others_and_is_given_up_at_last():
    plan = ClassTranscript()
    plan.see(manifest(60, track("a", [(0, 10)]), track("b", [(20, 30)]), state="ended"))
    stuck = plan.next()
    plan.put_off(stuck)
    other = plan.next()
    assert (stuck.track, other.track) == ("a", "b")
    plan.heard(other, heard(other, "Yes."))
    for _ in range(TRIES - 1):
        assert plan.next() == stuck
        plan.put_off(stuck)
    assert plan.next() is None
    assert (plan.state, plan.lost) == ("failed", 10_000)
