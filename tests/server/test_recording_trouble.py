"""When a class cannot be recorded: it goes on, everybody sees that nothing is recorded, and those who lead learn why."""

import shutil
import sqlite3

from sqlalchemy import event

from recording import files
from server.recordings import recording_folder
from tests.harness.waiting import eventually
from tests.server.people import api


def troubles(participant) -> list[dict]:
    return [signal for signal in participant.signals if signal["type"] == "trouble"]


async def test_a_recording_that_cannot_begin_is_told_and_begins_when_it_can(come, made, server, base):
    in_the_way = recording_folder(server.settings.data, made["id"])
    in_the_way.parent.mkdir(parents=True)
    in_the_way.write_text("not a folder")
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    await sam.sees("RecordingPaused")
    late = await come("instructor", "Bea")
    await eventually(lambda: troubles(late), "whoever leads and comes later is told too")
    assert troubles(late)[0]["what"] == "recording"
    assert not troubles(sam)

    in_the_way.unlink()
    await ada.must("ResumeRecording")
    await sam.sees("RecordingResumed")

    async def recorded() -> bool:
        return (await api(base, "GET", f"classes/{made['id']}/manifest"))[0] == 200

    await eventually(recorded, "it is recorded")
    assert in_the_way.is_dir()


async def test_a_disk_that_gets_full_in_mid_class_stops_the_recording_and_not_the_class(
    come, made, monkeypatch, server, base
):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    usage = shutil.disk_usage
    monkeypatch.setattr(files.shutil, "disk_usage", lambda path: usage(path)._replace(free=0))
    await sam.sees("RecordingPaused")
    await eventually(lambda: troubles(ada), "Ada is told")
    assert troubles(ada)[0]["code"] == "disk_full"
    await sam.must("Say", message="m", text="We go on", to="everyone")

    await ada.must("ResumeRecording")  # still full: it stops again
    await eventually(lambda: len(troubles(ada)) == 2, "Ada is told again", 15)
    await eventually(lambda: len(sam.saw("RecordingPaused")) == 2, "and so is everybody")
    monkeypatch.setattr(files.shutil, "disk_usage", usage)
    await ada.must("ResumeRecording")

    async def grows() -> bool:
        _, told = await api(base, "GET", f"classes/{made['id']}/manifest")
        return len(told["recorded"]) >= 1 and told["live_edge"] > before["live_edge"]

    _, before = await api(base, "GET", f"classes/{made['id']}/manifest")
    await eventually(grows, "it is recorded again", 15)
    await ada.must("EndClass")
    status, told = await api(base, "GET", f"classes/{made['id']}/manifest")
    assert (status, told["state"]) == (200, "ended")


async def test_a_recording_in_trouble_does_not_outlive_the_class(come, monkeypatch, base, made):
    ada = await come("instructor", "Ada")
    usage = shutil.disk_usage
    monkeypatch.setattr(files.shutil, "disk_usage", lambda path: usage(path)._replace(free=0))
    await eventually(lambda: troubles(ada), "Ada is told")
    await ada.must("EndClass")
    assert (await api(base, "GET", f"classes/{made['id']}"))[1]["state"] == "ended"


async def test_a_disk_that_holds_not_even_the_news_of_it_gets_them_once_there_is_room(
    come, monkeypatch, server
):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    refused: list[str] = []

    def full(_connection, _cursor, statement, *_rest) -> None:
        refused.append(statement)
        raise sqlite3.OperationalError("database or disk is full")

    event.listen(server.school.store.engine.sync_engine, "before_cursor_execute", full)
    usage = shutil.disk_usage
    monkeypatch.setattr(files.shutil, "disk_usage", lambda path: usage(path)._replace(free=0))
    await eventually(lambda: troubles(ada), "Ada is told")
    await eventually(lambda: any("INSERT" in statement for statement in refused), "it cannot be written")
    event.remove(server.school.store.engine.sync_engine, "before_cursor_execute", full)
    await sam.sees("RecordingPaused")
