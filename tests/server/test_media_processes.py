"""A class whose media process breaks, or whose server is held up: nobody leaves, and pictures and recording go on."""

import asyncio
import os
import signal
import time
import urllib.request

from rooms.chat import MessageSaid
from rooms.lesson import ClassEnded
from rooms.people import PersonLeft
from server.bot import sources
from server.bot.participant import taking_part
from server.media import process
from server.media.remote import RemoteRoom
from tests.e2e.recordings import films
from tests.harness.waiting import eventually


def figures(server) -> str:
    with urllib.request.urlopen(f"{server.url}/metrics", timeout=5) as answer:
        return str(answer.read().decode())


def recorded(server, made) -> set[int]:
    return {number for film in films(server, made) for number in film.numbers}


async def test_a_killed_media_process_costs_a_moment_of_pictures_and_nothing_else(server_process):
    server = server_process
    made = server.new_class()
    async with (
        taking_part(made["join"]["instructor"], "Ada", receive="audio") as ada,
        taking_part(made["join"]["student"], "Ben") as ben,
    ):
        await ada.publish("camera", sources.camera("Ada", width=320, height=180))
        await ada.publish("microphone", sources.microphone("Ada"))
        await ben.frames(ada.seat.person, "camera", 15)
        await ben.frames(ada.seat.person, "microphone", 15)
        tracks = set(ben.received)
        killed = time.monotonic()
        os.kill(server.media_processes[-1], signal.SIGKILL)
        await ada.say("Do you see me?")
        await ben.wait_for(MessageSaid)
        for person in (ada, ben):
            await person.until(lambda person=person: person.renewals, f"{person.name} builds media anew")
        await ben.until(lambda: len(set(ben.received) - tracks) == 2, "the tracks are there anew")
        new = await ben.frames(ada.seat.person, "camera", 30)
        await ben.frames(ada.seat.person, "microphone", 30)
        print(f"picture again {new.first_at - killed:.2f} s after the kill")
        assert len(server.media_processes) == 2
        assert 'process="1"' in figures(server)
        assert not [entry for entry in ben.view.entries if isinstance(entry.event, PersonLeft)]
        assert ada.returns == ben.returns == 0
        await ada.command("EndClass")
        await ben.wait_for(ClassEnded)
    told = server.api("GET", f"classes/{made['id']}/manifest")
    assert len(told["recorded"]) == 1
    assert len([track for track in told["tracks"] if track["source"] == "camera"]) == 2
    assert "Traceback" not in server.log


async def test_packets_pass_and_are_recorded_while_the_server_itself_is_held_up(server_process):
    server = server_process
    made = server.new_class()
    async with (
        taking_part(made["join"]["instructor"], "Ada", receive="none") as ada,
        taking_part(made["join"]["student"], "Ben") as ben,
    ):
        camera = sources.camera("Ada", width=320, height=180)
        await ada.publish("camera", camera)
        await ben.frames(ada.seat.person, "camera", 30)
        server.process.send_signal(signal.SIGSTOP)
        try:
            stopped = time.monotonic()
            during = await ben.frames(ada.seat.person, "camera", 40)
            await asyncio.sleep(max(0.0, stopped + 2.0 - time.monotonic()))
        finally:
            server.process.send_signal(signal.SIGCONT)
        assert during.numbers_missing() == 0
        await ben.frames(ada.seat.person, "camera", 15)
        await ada.command("EndClass")
        await ben.wait_for(ClassEnded)
        shown, seen = dict(camera.shown_at), {number for number, _ in during.numbers}
        assert len(server.media_processes) == 1
    kept = await asyncio.to_thread(recorded, server, made)
    held_up = {number for number, at in shown.items() if stopped < at < stopped + 2.0}
    assert len(held_up & seen) > 15
    assert held_up <= kept


async def test_who_moved_while_their_request_was_on_its_way_receives_nothing(server, made, come, monkeypatch):
    monkeypatch.setattr(process, "MOST_UNANSWERED", 1000)  # the process is only stopped, not replaced
    ada, kim, sam = (
        await come("instructor", "Ada"),
        await come("student", "Kim"),
        await come("student", "Sam"),
    )
    capabilities = (await kim.media("capabilities"))["rtpCapabilities"]
    out = await sam.media("createTransport", direction="send")
    microphone = {
        "mid": "0",
        "codecs": [{"mimeType": "audio/opus", "payloadType": 111, "clockRate": 48000, "channels": 2}],
        "encodings": [{"ssrc": 7}],
    }
    asked = {"kind": "audio", "source": "microphone", "track": "t1", "rtpParameters": microphone}
    assert (await sam.media("produce", transport=out["id"], **asked))["ok"]
    path = (await kim.media("createTransport", direction="recv"))["id"]
    wish = {"transport": path, "track": "t1", "rtpCapabilities": capabilities}
    assert (await kim.media("consume", **wish))["ok"]

    asked_for: list[str] = []
    ask = RemoteRoom.ask

    async def noted(room, what, **fields):
        asked_for.append(what)
        return await ask(room, what, **fields)

    monkeypatch.setattr(RemoteRoom, "ask", noted)
    (pid,) = server.media.pids
    os.kill(pid, signal.SIGSTOP)
    try:
        waiting = asyncio.create_task(kim.media("consume", **wish))
        await eventually(lambda: asked_for == ["consume"], "the request is on its way")
        await ada.must("OpenBreakouts", groups=[{"group": "g1", "name": "One", "people": [sam.person]}])
    finally:
        os.kill(pid, signal.SIGCONT)
    assert (await waiting)["error"]["code"] == "not_in_group"
