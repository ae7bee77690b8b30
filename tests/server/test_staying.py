"""Lines that are cut while a class goes on: seats are held, nothing is missed or doubled, media is taken over."""

import asyncio
from typing import Any

import pytest

from rooms.people import LeaveClass
from rooms.tracks import ReportSpeaker
from server import seats
from tests.harness.relay import relaying
from tests.harness.waiting import eventually, free_port
from tests.server.people import Participant, all_leave, api, join, new_class


def away(person: Participant) -> Any:
    """Whose lines are cut, as this person was told last; None before the first word."""
    told = [signal["people"] for signal in person.signals if signal["type"] == "away"]
    return told[-1] if told else None


@pytest.fixture
async def held(serve):
    """A server that holds seats longer than any test."""
    server = await serve(seat_seconds=60)
    return server.settings.address


async def back(base: str, made: dict[str, Any], person: Participant) -> Participant:
    """The same person in a new window, who reads on where they stopped."""
    again = Participant(base, made["id"], person.person, person.token, entries=list(person.entries))
    return await again.connect(after=len(person.entries))


async def news(person: Participant, talking: asyncio.Task[None]) -> None:
    """Some things arrive, or nothing more will."""
    had = len(person.entries)
    await eventually(lambda: len(person.entries) > had + 15 or talking.done(), "news come")


async def gone(person: Participant) -> None:
    """The line is cut."""
    await eventually(lambda: not person.sio.connected, "the line is cut")


async def test_others_see_that_a_line_is_cut_and_nobody_leaves(held):
    made = await new_class(held)
    ada, sam = await join(held, made, "instructor", "Ada"), await join(held, made, "student", "Sam")
    await sam.leave()
    await eventually(lambda: away(ada) == [sam.person], "Ada sees that Sam's line is cut")
    kim = await join(held, made, "student", "Kim")
    await eventually(lambda: away(kim) == [sam.person], "who comes in is told too")
    again = await back(held, made, sam)
    await eventually(lambda: away(ada) == away(kim) == [], "both see that Sam is back")
    await again.must("JoinClass")
    assert not ada.saw("PersonLeft")
    assert len(ada.saw("PersonJoined", person=sam.person)) == 1
    for person in (ada, kim, again):
        await person.leave()


async def test_a_window_that_was_closed_does_not_keep_its_seat_as_long_as_a_cut_line(held, monkeypatch):
    monkeypatch.setattr(seats, "CLOSING_SECONDS", 0.2)
    made = await new_class(held)
    ada, sam = await join(held, made, "instructor", "Ada"), await join(held, made, "student", "Sam")
    await sam.sio.emit("signal", {"type": "closing"})
    await sam.must("RaiseHand")
    await sam.leave()
    assert (await ada.sees("PersonLeft", person=sam.person))["reason"] == "lost"
    await eventually(lambda: away(ada) == [], "nobody is awaited any more")
    await ada.leave()


async def test_whoever_goes_just_when_their_seat_is_given_up_leaves_once(serve):
    server = await serve(seat_seconds=60)
    base = server.settings.address
    made = await new_class(base)
    ada, sam = await join(base, made, "instructor", "Ada"), await join(base, made, "student", "Sam")
    classroom = server.school.classrooms.here(made["id"]).classroom
    await asyncio.gather(classroom.do(LeaveClass(), person=sam.person), classroom.seats.lost(sam.person))
    await ada.sees("PersonLeft", person=sam.person)
    assert len(ada.saw("PersonLeft", person=sam.person)) == 1
    await all_leave(ada, sam)


async def test_whoever_waits_in_the_lobby_does_not_learn_whose_lines_are_cut(held):
    made = await new_class(held, lobby=True)
    ada = await join(held, made, "instructor", "Ada")
    sam = await join(held, made, "student", "Sam")
    await ada.sees("AdmissionAsked", person=sam.person)
    bea = await join(held, made, "instructor", "Bea")
    await bea.leave()
    await eventually(lambda: away(ada) == [bea.person], "Ada sees it")
    await sam.leave()
    again = await back(held, made, sam)
    assert (await again.do("JoinClass"))["ok"]
    assert away(sam) is None
    assert away(again) is None
    for person in (ada, again):
        await person.leave()


async def test_a_line_that_is_cut_again_and_again_under_traffic_misses_nothing_and_doubles_nothing(serve):
    port = free_port()
    server = await serve(port=port, seat_seconds=60)
    base = server.settings.address
    made = await new_class(base)
    ada = await join(base, made, "instructor", "Ada")
    sam = await join(base, made, "student", "Sam")
    async with relaying(("127.0.0.2", port), ("127.0.0.1", port)) as relay:
        classroom = server.school.classrooms.here(made["id"]).classroom
        await sam.leave()

        async def talk() -> None:
            for number in range(150):
                await classroom.do(ReportSpeaker(ada.person if number % 2 else sam.person))
                await asyncio.sleep(0.01)

        talking = asyncio.create_task(talk())
        while not talking.done():
            sam = await back(f"http://127.0.0.2:{port}", made, sam)
            await news(sam, talking)
            relay.hang_up()
            await gone(sam)
        await talking
        sam = await back(f"http://127.0.0.2:{port}", made, sam)
        await eventually(lambda: len(sam.entries) >= len(ada.entries), "Sam has everything")
        await sam.leave()
    assert [entry["seq"] for entry in sam.entries] == list(range(1, len(sam.entries) + 1))
    assert not ada.saw("PersonLeft")
    await ada.leave()


async def test_a_server_that_is_stopped_waits_for_nobodys_line(serve):
    server = await serve()
    made = await new_class(server.settings.address)
    ada = await join(server.settings.address, made, "instructor", "Ada")
    await asyncio.wait_for(server.stop(), 5)  # six seconds are what the web server gives a page that holds on
    await eventually(lambda: not ada.sio.connected, "Ada knows that the line has ended")


async def test_a_command_whose_answer_was_lost_with_the_line_is_done_once(held):
    made = await new_class(held)
    ada = await join(held, made, "instructor", "Ada")
    command = {"id": "once", "do": "Say", "message": "m1", "text": "Hello", "to": "everyone"}
    await ada.sio.emit("command", command)
    await ada.sees("MessageSaid", message="m1")
    await ada.leave()
    again = await back(held, made, ada)
    answer = await again.sio.call("command", command)
    assert answer["ok"]
    await again.must("Say", message="m2", text="Bye", to="everyone")
    await again.sees("MessageSaid", message="m2")
    assert len(again.saw("MessageSaid", message="m1")) == 1
    await again.leave()


async def test_a_window_that_came_back_keeps_its_transports_when_another_one_opens(held):
    made = await new_class(held)
    ada = await join(held, made, "instructor", "Ada")
    transport = (await ada.media("createTransport", direction="send"))["id"]
    await ada.leave()
    again = await back(held, made, ada)
    first = await again.media("restartIce", transport=transport)
    assert first["ok"], first
    other = await back(held, made, ada)
    assert (await other.media("createTransport", direction="send"))["ok"]
    second = await again.media("restartIce", transport=transport)
    assert second["ok"], second
    assert second["iceParameters"] != first["iceParameters"]
    for person in (again, other):
        await person.leave()


async def test_anybody_may_ask_what_media_can_be_forwarded(held):
    status, told = await api(held, "GET", "capabilities", token=None)
    assert status == 200
    made = await new_class(held)
    ada = await join(held, made, "instructor", "Ada")
    assert (await ada.media("capabilities"))["rtpCapabilities"] == told["rtpCapabilities"]
    await ada.leave()
