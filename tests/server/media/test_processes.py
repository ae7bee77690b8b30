"""Media processes, real ones: asked over the line, watched, replaced when they break, and never left behind."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from server.media import process
from server.media import processes as spares
from server.media.errors import MediaLost, MediaRefusal
from server.media.processes import MediaProcesses
from tests.harness.classroom_server import ROOT
from tests.harness.waiting import eventually, free_port, has_ended, wait_until

AUDIO = {
    "mid": "0",
    "codecs": [{"mimeType": "audio/opus", "payloadType": 111, "clockRate": 48000, "channels": 2}],
    "encodings": [{"ssrc": 7}],
}


@pytest.fixture
async def processes():
    """One media process on the loopback."""
    made = MediaProcesses({"announce": ["127.0.0.1"], "host": "127.0.0.1"}, free_port())
    made.start()
    await made.ready()
    yield made
    await made.close()


async def send_path(room) -> str:
    told = await room.ask("create_transport", peer="ada", direction="send", instead_of=[])
    return told["id"]


async def produce(room, path):
    asked = {"kind": "audio", "rtp_parameters": AUDIO, "speaks": True, "group": "person"}
    return await room.produce("t1", transport=path, **asked)


async def test_what_mediasoup_client_needs_comes_over_the_line(processes):
    room = processes.room("c1")
    told = await room.ask("create_transport", peer="ada", direction="recv", instead_of=[])
    assert told["iceCandidates"][0]["port"] == processes._port
    assert {"id", "iceParameters", "dtlsParameters"} <= told.keys()
    restarted = await room.ask("restart_ice", transport=told["id"])
    assert restarted["usernameFragment"] != told["iceParameters"]["usernameFragment"]
    producer = await produce(room, await send_path(room))
    assert (producer.peer, producer.kind, producer.codec_mime) == ("ada", "audio", "audio/opus")
    assert producer.clock_rate == 48000
    figures = await eventually(
        lambda: "loop_lag_seconds" in processes.stats()["1"] and processes.stats()["1"], "figures"
    )
    assert {"packets_in", "packets_out", "bytes_out", "loop_lag_seconds", "restarts"} <= figures.keys()
    assert figures["cpu_seconds"] > 0


async def test_refusals_keep_their_codes_and_nothing_that_a_client_makes_up_does_harm(processes):
    room = processes.room("c1")
    path = await send_path(room)
    refused = {
        "unknown_transport": ("connect", {"transport": "nobody's", "dtls_parameters": {}}),
        "bad_parameters": ("connect", {"transport": path, "dtls_parameters": {"role": "queen"}}),
        "unknown_consumer": ("resume", {"consumer": "nobody's"}),
        "unknown_track": ("consume", {"transport": path, "track": "none", "rtp_capabilities": {}}),
    }
    for code, (what, asked) in refused.items():
        with pytest.raises(MediaRefusal) as refusal:
            await room.ask(what, **asked)
        assert refusal.value.code == code
    for monster in (1 << 80, "\ud800", [[1 << 64]]):
        with pytest.raises(MediaRefusal) as refusal:
            await room.ask("connect", transport=path, dtls_parameters=monster)
        assert refusal.value.code == "bad_parameters"
    for _ in range(3):
        await room.ask("create_transport", peer="ada", direction="recv", instead_of=[])
    with pytest.raises(MediaRefusal) as refusal:
        await room.ask("create_transport", peer="ada", direction="recv", instead_of=[])
    assert refusal.value.code == "too_many"
    assert (await room.ask("create_transport", peer="ada", direction="recv", instead_of=[path]))["id"]
    await room.close()
    with pytest.raises(MediaRefusal) as refusal:
        await send_path(room)
    assert refusal.value.code == "closed"


async def test_a_class_that_is_over_leaves_nothing_behind_in_its_process(processes):
    silent, lively = processes.room("c1"), processes.room("c2")
    silent.tell("close_peer", peer="ada")  # somebody left who never had media
    silent.place({})
    await silent.close()
    await send_path(lively)
    await eventually(lambda: processes.stats()["1"].get("rooms") == 1, "one class has media")
    os.kill(processes.pids[0], signal.SIGKILL)
    station = processes._stations[0]
    await eventually(lambda: not station._up.is_set(), "the process is gone")
    asked = asyncio.ensure_future(send_path(lively))
    await asyncio.sleep(0)
    await lively.close()
    with pytest.raises(MediaRefusal):
        await asked
    await eventually(lambda: processes.stats()["1"].get("rooms") == 0, "its successor knows of none", 20)


class Ear:
    """A sink that keeps what it got."""

    def __init__(self) -> None:
        self.over = 0

    def packet(self, data: bytes, arrival: float) -> None: ...

    def sender_report(self, ntp: float, rtp: int, arrival: float) -> None: ...

    def closed(self) -> None:
        self.over += 1


async def test_the_end_of_a_path_is_told_with_all_that_went_over_it(processes):
    room, told, ear = processes.room("c1"), [], Ear()
    for event in ("producer_closed", "transport_closed"):
        room.on(event, lambda name, reason: told.append((name, reason)))
    path = await send_path(room)
    producer = await produce(room, path)
    producer.on_close(lambda reason: told.append(("the track itself", reason)))
    tap = producer.tap(ear)
    await eventually(lambda: room.heard_until() > tap.since, "the process tells until when all has come")
    room.tell("close_peer", peer="ada")
    await eventually(lambda: len(told) == 3, "all is told")
    assert told == [("the track itself", "closed"), ("t1", "closed"), (path, "closed")]
    await tap.close()
    assert ear.over == 1
    assert room.producer("t1") is None
    late: list[str] = []
    producer.on_close(late.append)
    assert late == ["closed"]


async def test_a_killed_process_is_replaced_at_the_same_port_by_the_spare(processes, monkeypatch):
    monkeypatch.setattr(spares, "SPARE_AFTER", 0.0)
    room, told, ear = processes.room("c1"), [], Ear()
    room.on("lost", lambda: told.append("lost"))
    room.on("renewed", lambda: told.append("renewed"))
    quiet = processes.room("c2")
    quiet.keep_told("close_peer", peer="nobody")
    producer = await produce(room, await send_path(room))
    producer.on_close(told.append)
    producer.tap(ear)
    await eventually(lambda: processes._spare, "a spare process is there")
    spare, (first,) = processes._spare.pid, processes.pids
    os.kill(first, signal.SIGKILL)
    await eventually(lambda: "lost" in told, "the loss is noticed")
    with pytest.raises(MediaRefusal) as refusal:  # asked while nobody is there: the successor answers
        await room.ask("restart_ice", transport="of the old process")
    assert refusal.value.code == "unknown_transport"
    assert told == ["lost", "lost", "renewed"]  # the room, its track, the room
    assert ear.over == 1
    assert processes.pids == [spare]
    assert (await room.ask("create_transport", peer="ada", direction="send", instead_of=[]))["iceCandidates"][
        0
    ]["port"] == processes._port
    assert processes.stats()["1"]["restarts"] == 1
    await eventually(
        lambda: processes.stats()["1"].get("rooms") == 2, "the successor was told of the other class"
    )


async def test_a_stopped_process_is_taken_for_hung_and_replaced_but_never_one_that_waits_for_us(
    processes, monkeypatch
):
    monkeypatch.setattr(process, "PING_EVERY", 0.2)
    room, told = processes.room("c1"), []
    room.on("renewed", lambda: told.append("renewed"))
    await send_path(room)
    (first,) = processes.pids
    await asyncio.sleep(0.5)  # the pause between two pings as it was
    time.sleep(1.2)  # the server's own process is held up: the other is not to blame
    await asyncio.sleep(0.4)
    assert processes.pids == [first]
    os.kill(first, signal.SIGSTOP)
    await eventually(lambda: told, "another process is at work")
    assert processes.pids != [first]
    assert has_ended(first)
    assert await send_path(room)


async def test_a_spare_that_hangs_is_not_waited_for(processes, monkeypatch):
    monkeypatch.setattr(spares, "SPARE_AFTER", 0.0)
    room = processes.room("c1")
    await send_path(room)
    await eventually(lambda: processes._spare, "a spare process is there")
    spare, (first,) = processes._spare.pid, processes.pids
    os.kill(spare, signal.SIGSTOP)
    os.kill(first, signal.SIGKILL)
    await eventually(lambda: processes.pids and processes.pids[0] not in (first, spare), "another one came")
    assert await send_path(room)
    assert has_ended(spare)


async def test_a_process_that_never_starts_is_told_of_and_tried_again(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    made = MediaProcesses({"host": "127.0.0.1"}, free_port())
    made.start()
    with pytest.raises(MediaLost):
        await made.ready()
    monkeypatch.undo()
    room = made.room("c1")
    assert await send_path(room)
    await made.close()


async def test_each_process_has_a_port_of_its_own_and_a_taken_one_is_named():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(OSError) as refused:
            MediaProcesses({"host": "127.0.0.1"}, port - 1, count=2).start()
    assert (refused.value.filename, refused.value.errno) == (f"{port}/udp", 98)


CONTROL = """
import asyncio
from server.media.processes import MediaProcesses

async def main():
    processes = MediaProcesses({"host": "127.0.0.1"}, PORT)
    processes.start()
    await processes.ready()
    print(*processes.pids, flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


@pytest.mark.parametrize("stopped", [False, True])
def test_a_media_process_ends_with_its_server_and_keeps_nobodys_output_open(stopped):
    server = subprocess.Popen(
        [sys.executable, "-c", CONTROL.replace("PORT", str(free_port()))],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        pid = next(int(line) for line in server.stdout if line.strip().isdigit())
        assert not has_ended(pid)
        if stopped:
            os.kill(pid, signal.SIGSTOP)
    finally:
        server.kill()
    wait_until(lambda: has_ended(pid), "the media process is gone too", 5)
    server.communicate(timeout=5)  # nobody holds the pipe any more
