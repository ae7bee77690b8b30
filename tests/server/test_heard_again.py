"""A transcript that could not be written is asked for again by those who lead, and the machine listens once more."""

from rooms.captions import ReportTranscript
from server.wanted_jobs import TRANSCRIPT
from tests.harness.waiting import eventually
from tests.server.people import join, new_class


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
