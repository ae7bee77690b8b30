"""Which language is heard with which weights, what is offered where some are missing, and that a class waits for them unharmed."""

from dataclasses import replace
from pathlib import Path

from server import spoken
from server.config import Settings
from server.transcripts import Transcripts, Work
from transcription.afterwards import ClassTranscript
from transcription.engine import Heard, Segment, SpeechError
from transcription.transcriber import Transcriber


def test_languages_are_heard_with_the_weights_that_know_them(monkeypatch):
    def find(name):
        if name != "tiny.en":
            raise SpeechError("no_model", "none are here")
        return Path(name)

    monkeypatch.setattr(spoken.weights, "find", find)
    here = spoken.heard_here(Settings(transcription="default"))
    assert (here.languages["en"], here.languages["fr"], here.languages["auto"]) == ("tiny.en", "base", "base")
    assert dict(here.missing) == {"base": "python3 dev.py speech base"}
    own = spoken.heard_here(Settings(transcription="faster-whisper:/weights/small.en"))
    assert dict(own.languages) == {"en": "/weights/small.en"}
    assert dict(own.missing) == {"/weights/small.en": "none are here"}
    assert not spoken.heard_here(Settings(transcription="off")).languages


async def test_a_class_in_a_language_without_weights_waits_for_them_and_loses_nothing(
    monkeypatch, come, made, server
):
    ada = await come("instructor", "Ada")
    settings = server.settings.model_copy(update={"transcription": "default"})
    school = replace(server.school, settings=settings)
    transcripts, told = Transcripts(school), []
    await ada.must("SetLanguage", language="fr")
    engine, language = await transcripts._hearers.of(made["id"])
    assert (engine.settings.weights, language) == ("base", "fr")

    async def hear(_self, _folder, _track, start, end, **how):
        told.append(how["language"])
        if len(told) == 1:
            raise SpeechError("no_model", "fetch them")
        return Heard((Segment(start, end, "Bonjour."),), end)

    monkeypatch.setattr(Transcriber, "hear", hear)
    track = {"id": "a", "person": ada.person, "source": "microphone", "group": None}
    track["fragments"] = [[0, 1, 0, 2000, 0, 1]]
    await server.school.store.jobs.queue("transcript", made["id"])
    job = await server.school.store.jobs.take("transcript", "n", 60_000)
    work = Work(job, ClassTranscript())
    monkeypatch.setattr(transcripts, "_manifest", lambda _id: manifest())

    async def manifest():
        return {"state": "ended", "live_edge": 2000, "tracks": [track]}

    assert await transcripts._advance(made["id"], work)
    await ada.sees("TranscriptChanged", state="no_model", message="fetch them")
    assert not ada.saw("CaptionSpoken")
    assert (await server.school.store.jobs.state("transcript", made["id"]))[0] == "failed"
    # Weights are there now: what was not heard is heard.
    await transcripts._advance(made["id"], Work(job, ClassTranscript()))
    await ada.sees("CaptionSpoken", text="Bonjour.")
    assert told == ["fr", "fr"]
