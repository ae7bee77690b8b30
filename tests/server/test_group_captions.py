"""What was said in a breakout group is read by that group and by staff, on the timeline and in the files."""

from functools import partial

from server.transcripts import Transcripts, Work
from tests.harness.waiting import eventually
from tests.server.people import api
from transcription.afterwards import ClassTranscript
from transcription.engine import Heard, Segment, Word


class Understood:
    """Instead of a speech engine: every stretch is understood as one sentence."""

    engine = "sentence"

    async def hear(self, _folder, track, start, end, *, more, hotwords, language):
        said = f"Said in {track['group'] or 'the room'}."
        return Heard((Segment(start, end, said, (Word(start, end, said),)),), end)


def microphone(name, person, group):
    return {
        "id": name, "person": person, "source": "microphone", "group": group, "fragments": [[0, 1, 0, 2000, 0, 1]],
    }  # fmt: skip


def reads(person, lines):
    return len(person.saw("CaptionSpoken")) >= lines


async def test_words_of_a_group_are_for_the_group(server, base, made, come):
    ada, sam, kim = (
        await come("instructor", "Ada"),
        await come("student", "Sam"),
        await come("student", "Kim"),
    )
    groups = [{"group": f"g_{p.person}", "name": "One", "people": [p.person]} for p in (sam, kim)]
    await ada.must("OpenBreakouts", groups=groups)
    work, transcripts = Work(None, ClassTranscript()), Transcripts(server.school)
    transcripts._hearers.usual = Understood()
    tracks = [microphone("a", ada.person, None), microphone("s", sam.person, f"g_{sam.person}")]
    work.plan.see({"state": "ended", "live_edge": 2000, "tracks": tracks})
    while window := work.plan.next():
        await transcripts._hear(made["id"], work.plan, window)
    for person, lines in ((ada, 2), (sam, 2), (kim, 1)):
        await eventually(partial(reads, person, lines), f"{lines} lines are seen")
        _, told = await api(base, "GET", f"classes/{made['id']}/transcript.json", token=person.token)
        assert len(told["lines"]) == lines
    assert not kim.saw("CaptionSpoken", person=sam.person)
    assert [event["text"] for event in sam.saw("CaptionSpoken", person=sam.person)] == [
        f"Said in g_{sam.person}."
    ]
