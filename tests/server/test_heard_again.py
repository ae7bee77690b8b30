"""A transcript that could not be written is asked for again by those who lead, and the machine listens once more."""

import asyncio

from rooms.captions import ReportTranscript
from server.transcripts import Transcripts
from server.wanted_jobs import TRANSCRIPT
from tests.harness.waiting import eventually
from tests.server.people import join, new_class
from transcription.engine import Heard, Segment, SpeechError, Word


class Stumbles:
    """A sentence of nine seconds every ten, but of the stretch around a moment nothing while it is broken."""

    engine, broken = "stumbles", True

    async def check(self):
        return "ready"

    async def hear(self, folder, track, start, end, *, more, hotwords, language):
        if self.broken and start <= 200_000 < end:
            raise SpeechError("failed", "It stumbled.")
        begins = range(-(-start // 10_000) * 10_000, end, 10_000)
        words = [[Word(at + n * 1000, at + n * 1000 + 900, f" w{n}") for n in range(9)] for at in begins]
        return Heard(
            tuple(Segment(at, at + 9000, "w", tuple(said)) for at, said in zip(begins, words, strict=True)),
            end,
        )


def states(person):
    return [event["state"] for event in person.saw("TranscriptChanged")]


async def failed(server, made, ada):
    live = await server.school.classrooms.lend(made["id"])
    await ada.must("EndClass")
    await live.classroom.settled()
    await live.classroom.do(ReportTranscript("failed", "Part of the sound could not be understood."))
    await eventually(lambda: states(ada)[-1:] == ["failed"], "it is told")


async def test_a_failed_transcript_is_worked_at_again_when_those_who_lead_ask(serve, tmp_path):
    server = await serve(transcription=f"faster-whisper:{tmp_path / 'no weights here'}")
    made = await new_class(server.settings.address)
    ada = await join(server.settings.address, made, "instructor", "Ada")
    await eventually(lambda: "no_model" in states(ada), "the first try")
    await failed(server, made, ada)
    tried = len(states(ada))
    await ada.must("HearAgain")
    await eventually(lambda: states(ada)[tried:] == ["working", "no_model"], "the engine was asked again")
    state, _ = await server.school.store.jobs.state(TRANSCRIPT, made["id"])
    assert state == "failed"
    await ada.leave()


async def test_where_no_engine_is_on_nobody_waits_for_it(server, base, made):
    ada = await join(base, made, "instructor", "Ada")
    await failed(server, made, ada)
    await ada.must("HearAgain")
    await eventually(lambda: states(ada)[-2:] == ["working", "off"], "it says that it is off")
    await ada.leave()


async def listening(server, made, ada, monkeypatch):
    """A class that is over, of which a minute and more is to be heard; and how that is done until it ends so."""
    await ada.must("EndClass")
    transcripts, sound = (
        Transcripts(server.school),
        [[0, 1, at, 1000, 0, 1] for at in range(0, 400_000, 1000)],
    )
    track = {"id": "a", "person": ada.person, "source": "microphone", "group": None, "fragments": sound}

    async def manifest(_class_id):
        return {"state": "ended", "live_edge": 400_000, "tracks": [track]}

    async def nothing():
        return False

    monkeypatch.setattr(transcripts, "_manifest", manifest)
    monkeypatch.setattr(transcripts._notes, "turn", nothing)
    transcripts._hearers.usual = Stumbles()

    async def listens(ends):
        await server.school.store.jobs.queue(TRANSCRIPT, made["id"])
        async with asyncio.timeout(20):
            while states(ada)[-1:] != [ends]:
                await transcripts._turn()
        return [(one["start"], one["end"]) for one in ada.saw("CaptionSpoken")]

    return transcripts, listens


async def test_what_an_engine_lost_is_heard_the_second_time_and_nothing_stands_twice(
    server, base, made, monkeypatch
):
    ada = await join(base, made, "instructor", "Ada")
    transcripts, listens = await listening(server, made, ada, monkeypatch)
    first = await listens("failed")
    assert not any(start <= 200_000 < end for start, end in first)
    transcripts._hearers.usual.broken = False
    second = await listens("done")
    assert second[: len(first)] == first
    new = second[len(first) :]
    assert new
    assert not any(start < other and at < end for start, end in new for at, other in first)
    assert len(set(second)) == len(second)
    assert {start for start, _ in second} >= set(range(0, 400_000, 10_000))
    await ada.leave()


async def test_a_database_that_is_away_for_a_moment_fails_no_transcript_and_loses_no_line(
    server, base, made, monkeypatch
):
    ada = await join(base, made, "instructor", "Ada")
    transcripts, listens = await listening(server, made, ada, monkeypatch)
    transcripts._hearers.usual.broken = False
    append, tried = server.school.store.log.append, []

    async def sometimes(*what):
        tried.append(what)
        if len(tried) in (1, 5, 6):
            await server.school.store.jobs.release(None)  # the claim has run out
            raise OSError("the database is away")
        return await append(*what)

    monkeypatch.setattr(server.school.store.log, "append", sometimes)
    lines = await listens("done")
    assert {start for start, _ in lines} >= set(range(0, 400_000, 10_000))
    assert len(set(lines)) == len(lines)
    assert "failed" not in states(ada)
    await ada.leave()
