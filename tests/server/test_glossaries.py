"""The glossary of a course: set by those who lead, told to the engine, and among the key terms of its classes."""

from server.transcripts import Transcripts, Work
from tests.server.people import api
from transcription.afterwards import ClassTranscript
from transcription.engine import Heard, Segment

TERMS = [
    {"term": "Kelvin wave", "meaning": "Along a coast", "heard": ["calving wave"]},
    {"term": "Amphidrome"},
]


class Misheard:
    """Instead of a speech engine: it tells what it was told, and hears a name wrongly."""

    engine = "misheard"

    def __init__(self) -> None:
        self.told = ""

    async def hear(self, _folder, _track, start, end, *, more, hotwords, language):
        self.told = hotwords
        return Heard((Segment(start, end, "A calving wave."),), end)


async def test_names_and_terms_of_a_course_help_to_hear_and_are_key_terms(server, base, made, come):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    path = f"classes/{made['id']}/glossary"
    assert (await api(base, "GET", path, token=ada.token))[1]["glossary"] == []
    assert (await api(base, "PUT", path, {"glossary": TERMS}, token=sam.token))[0] == 403
    assert (await api(base, "GET", path, token=sam.token))[0] == 403
    status, told = await api(base, "PUT", path, {"glossary": TERMS}, token=ada.token)
    assert (status, told["glossary"][1]) == (200, {"term": "Amphidrome", "meaning": "", "heard": []})
    for wrong in (None, {}, [{"term": ""}], [{"term": "x" * 81}], [{"meaning": "x"}], TERMS + TERMS, [3]):
        assert (await api(base, "PUT", path, {"glossary": wrong}, token=ada.token))[0] in (400, 409, 413), (
            wrong
        )
    work, transcripts = Work(None, ClassTranscript()), Transcripts(server.school)
    transcripts._hearers.usual = Misheard()
    track = {"id": "a", "person": ada.person, "source": "microphone", "group": None}
    track["fragments"] = [[0, 1, 0, 2000, 0, 1]]
    work.plan.see({"state": "ended", "live_edge": 2000, "tracks": [track]})
    await transcripts._hear(made["id"], work.plan, work.plan.next())
    assert transcripts._hearers.usual.told == "Kelvin wave, Amphidrome"
    spoken = await ada.sees("CaptionSpoken")
    assert spoken["text"] == "A Kelvin wave."
    _, summary = await api(base, "GET", f"classes/{made['id']}/summary.json", token=sam.token)
    assert [(one["term"], one["meaning"]) for one in summary["terms"]] == [("Kelvin wave", "Along a coast")]
