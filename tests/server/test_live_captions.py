"""What is being said just now is told to those who read captions where it is heard, and costs nothing where nobody does."""

import time

from server.live_captions import LiveCaptions
from tests.harness.waiting import eventually
from transcription.engine import Heard, Segment, SpeechError, Word
from transcription.settings import SpeechSettings


class Quick:
    """Instead of a speech engine: says what it was asked, or that it cannot."""

    settings = SpeechSettings("tiny.en", "en")

    def __init__(self):
        self.asked = []
        self.trouble = None

    async def hear(self, _folder, track, start, end, *, language, quick):
        assert quick
        self.asked.append(track["id"])
        if self.trouble:
            raise self.trouble
        return Heard((Segment(start, end, "so", (Word(start, end, f" so {len(self.asked)}"),)),), end)


def track(name, person, group=None, until=4_000):
    return {
        "id": name, "person": person, "source": "microphone", "group": group, "fragments": [[0, 1, 0, until, 0, 1]],
    }  # fmt: skip


def told(person):
    return [one for one in person.signals if one["type"] == "caption"]


async def test_captions_are_told_to_those_who_read_them_and_hear_who_speaks(server, made, come, monkeypatch):
    ada, sam, kim = (
        await come("instructor", "Ada"),
        await come("student", "Sam"),
        await come("student", "Kim"),
    )
    captions, engine = LiveCaptions(server.school), Quick()
    captions._hearers.usual = engine
    live = server.school.classrooms.here(made["id"])
    tracks = [track("mic-a", ada.person), track("mic-k", kim.person)]
    monkeypatch.setattr(live.recording, "manifest", lambda since: {"tracks": tracks})
    live.signals.spoke[ada.person] = time.monotonic()
    assert not await captions._turn(), "nobody reads captions"

    await sam.sio.emit("signal", {"type": "captions"})
    await eventually(live.signals.readers, "somebody reads captions")
    assert await captions._turn()
    assert engine.asked == ["mic-a"], "Kim does not speak"
    [shown] = await eventually(lambda: told(sam), "the caption")
    assert (shown["person"], shown["text"], shown["over"]) == (ada.person, "so 1", False)
    assert not await captions._turn(), "nothing new was said"
    assert not told(kim)

    tracks[0] = track("mic-a", ada.person, until=4_400)
    captions._classes[made["id"]].speakers["mic-a"].due = 0.0
    assert not await captions._turn(), "too little new sound"
    monkeypatch.setattr(live.classroom, "now", lambda: 6_000)
    assert await captions._turn(), "no more is coming, so the last of it is heard"

    tracks[0] = track("mic-a", ada.person, until=5_400)
    captions._classes[made["id"]].speakers["mic-a"].due = 0.0
    engine.trouble = SpeechError("failed", "it broke")
    assert await captions._turn()
    assert not await captions._turn(), "after trouble there is a rest"


async def test_words_of_a_group_are_told_to_nobody_outside(server, made, come, monkeypatch):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    groups = [{"group": "g_one", "name": "One", "people": [sam.person]}]
    await ada.must("OpenBreakouts", groups=groups)
    captions, engine = LiveCaptions(server.school), Quick()
    captions._hearers.usual = engine
    live = server.school.classrooms.here(made["id"])
    monkeypatch.setattr(
        live.recording, "manifest", lambda since: {"tracks": [track("mic-s", sam.person, "g_one")]}
    )
    live.signals.spoke[sam.person] = time.monotonic()
    for person in (ada, sam):
        await person.sio.emit("signal", {"type": "captions"})
    await eventually(lambda: len(live.signals.readers()) == 2, "both read captions")
    assert await captions._turn()
    await eventually(lambda: told(sam), "the caption in the group")
    assert not told(ada)
