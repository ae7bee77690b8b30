"""Whoever takes part unrecorded is seen and heard live, and is nowhere in what the class leaves behind: with real media."""

import asyncio

from server.bot import sources
from server.bot.participant import taking_part
from tests.harness.waiting import eventually


async def show_and_speak(bot):
    await bot.publish("microphone", sources.microphone(bot.name))
    await bot.publish("camera", sources.camera(bot.name, width=160, height=90))


def played(server, made):
    told = server.api("GET", f"classes/{made['id']}/manifest")
    return told if told["ok"] else None


def sizes(told, bot):
    return {track["id"]: track["size"] for track in told["tracks"] if track["person"] == bot.seat.person}


async def test_who_takes_part_unrecorded_is_forwarded_and_not_kept_until_they_choose_otherwise(shared_server):
    made = shared_server.new_class()
    async with (
        taking_part(made["join"]["instructor"], "Ada") as ada,
        taking_part(made["join"]["student"], "Ben") as ben,
    ):
        await ben.command("ChooseRecording", recorded=False)
        await ada.publish("camera", sources.camera("Ada", width=160, height=90))
        await show_and_speak(ben)
        seen, heard = await asyncio.gather(
            ada.frames(ben.seat.person, "camera", 20), ada.frames(ben.seat.person, "microphone", 100)
        )
        assert seen.frames >= 20 and heard.energy > 0.02

        def with_ada():
            told = played(shared_server, made)
            return told if told and sizes(told, ada) and told["live_edge"] > 3000 else None

        told = await eventually(with_ada, "the class is recorded")
        assert not sizes(told, ben)
        silent = told["live_edge"]

        await ben.command("ChooseRecording", recorded=True)
        first = await eventually(
            lambda: (
                len(sizes(played(shared_server, made), ben)) == 2 and sizes(played(shared_server, made), ben)
            ),
            "Ben is recorded from now on",
        )
        await ben.command("ChooseRecording", recorded=False)
        await ada.frames(ben.seat.person, "camera", 20)  # live as before
        kept = sizes(played(shared_server, made), ben)
        edge = played(shared_server, made)["live_edge"]
        await eventually(lambda: played(shared_server, made)["live_edge"] > edge + 1000, "the class goes on")
        assert sizes(played(shared_server, made), ben) == kept and kept.keys() == first.keys()
        await ada.command("EndClass")
    ended = played(shared_server, made)
    start, end = ended["quiet"][0]
    assert start < 1000 and end > silent - 500, "Ben's voice was not in the mix either"
    assert {track["person"] for track in ended["tracks"]} == {ada.seat.person, ben.seat.person}
    entries = shared_server.api("GET", f"classes/{made['id']}/timeline?after=0")["entries"]
    segments = [one["event"]["file"] for one in entries if one["event"]["type"] == "SegmentRecorded"]
    assert len(segments) == len(set(segments)) == len(ended["tracks"]), "each part is told once"


async def test_recording_that_is_switched_on_in_mid_class_begins_there_and_leaves_out_who_was_not_asked(
    shared_server,
):
    course = shared_server.api("POST", "courses", {"title": "Oceanography"})
    about = {"course": course["id"], "title": "Tides", "recorded": False}
    made = shared_server.api("POST", "classes", about)
    async with (
        taking_part(made["join"]["instructor"], "Ada") as ada,
        taking_part(made["join"]["student"], "Ben") as ben,
    ):
        await asyncio.gather(show_and_speak(ada), show_and_speak(ben))
        await ben.frames(ada.seat.person, "camera", 15)
        assert played(shared_server, made) is None
        await ada.command("ResumeRecording")

        def recorded():
            told = played(shared_server, made)
            return told if told and told["recorded"] and len(sizes(told, ada)) == 2 else None

        told = await eventually(recorded, "Ada, who switched it on, is recorded")
        [[since, _]] = told["recorded"]
        assert since > 400, "not from the beginning"
        assert not sizes(told, ben), "Ben has not been asked yet"
        await ben.command("ChooseRecording", recorded=True)
        await eventually(lambda: len(sizes(played(shared_server, made), ben)) == 2, "now he is")
        await ada.command("EndClass")
    assert played(shared_server, made)["state"] == "ended"
    assert shared_server.api("GET", f"classes/{made['id']}")["recorded"] is True
