"""A live class over real sockets: commands, fan-out, retries, seats, lobby, removal."""

import asyncio
from typing import Any

import pytest
import socketio
from sqlalchemy import event

from rooms.lesson import PauseRecording
from tests.harness.waiting import eventually
from tests.server.people import Participant, all_leave, api, join, new_class


async def test_the_class_opens_when_the_first_instructor_comes_in(come):
    student = await come("student", "Sam", enter=False)
    waiting = await student.do("JoinClass")
    assert waiting["error"]["code"] == "not_open_yet"
    ada = await come("instructor", "Ada")
    opened = await student.sees("ClassOpened")
    assert opened["recorded"] is True
    await student.must("JoinClass")
    await ada.sees("PersonJoined", person=student.person, role="student")
    await eventually(lambda: student.person in ada.people, "the name of the student arrives")
    assert ada.people[student.person] == {"name": "Sam", "role": "student"}


async def test_everyone_gets_every_number_without_a_gap_and_only_what_is_meant_for_them(come):
    ada, sam, kim = (
        await come("instructor", "Ada"),
        await come("student", "Sam"),
        await come("student", "Kim"),
    )
    await ada.must("OpenPoll", poll="q1", question="High tide?", options=["6", "12"])
    seq = await sam.must("Vote", poll="q1", choices=[1])
    await ada.must("Say", message="m1", text="Well done", to="everyone")
    for person in (ada, sam, kim):
        await person.sees("MessageSaid", message="m1")
        assert [entry["seq"] for entry in person.entries] == list(range(1, len(person.entries) + 1))
    assert ada.saw("BallotCast")
    assert sam.saw("BallotCast")
    assert kim.entries[seq - 1] == {"seq": seq}


async def test_a_command_sent_twice_is_answered_twice_and_done_once(come):
    ada = await come("instructor", "Ada")
    command = {"id": "once", "do": "Say", "message": "m1", "text": "Hello", "to": "everyone"}
    first = await ada.sio.call("command", command)
    assert first["ok"]
    assert await ada.sio.call("command", command) == first
    await ada.must("Say", message="m2", text="Bye", to="everyone")
    await ada.sees("MessageSaid", message="m2")
    assert len(ada.saw("MessageSaid", message="m1")) == 1


async def test_a_tally_is_told_to_staff_and_to_whoever_voted_but_not_to_others(come):
    ada, sam, kim = (
        await come("instructor", "Ada"),
        await come("student", "Sam"),
        await come("student", "Kim"),
    )
    await ada.must("OpenPoll", poll="q1", question="High tide?", options=["6", "12"])
    await sam.must("Vote", poll="q1", choices=[1])
    tally = await eventually(lambda: [s for s in ada.signals if s["type"] == "tally"], "staff see the tally")
    assert tally[0]["counts"] == [0, 1]
    assert tally[0]["voters"] == 1
    await eventually(lambda: [s for s in sam.signals if s["type"] == "tally"], "the voter sees the tally")
    assert not [s for s in kim.signals if s["type"] == "tally"]
    await ada.must("EndPoll", poll="q1")
    await eventually(lambda: [s for s in kim.signals if s["type"] == "tally"], "all see it after the end")


async def test_of_an_anonymous_quiz_staff_get_counts_and_students_no_key_before_its_end(come):
    ada, sam, kim = (
        await come("instructor", "Ada"),
        await come("student", "Sam"),
        await come("student", "Kim"),
    )
    asked = {"question": "High tide?", "options": ["6", "12"], "right": [1], "explanation": "Twice a day"}
    await ada.must("OpenPoll", poll="q1", anonymous=True, results="hidden", **asked)
    seq = await sam.must("Vote", poll="q1", choices=[1])
    tally = await eventually(lambda: [s for s in ada.signals if s["type"] == "tally"], "staff get the counts")
    assert tally[-1]["counts"] == [0, 1]
    assert sam.saw("BallotCast")
    for person in (ada, kim):
        assert [entry for entry in person.entries if entry["seq"] == seq] == [{"seq": seq}]
    await ada.must("EndPoll", poll="q1")
    for person in (sam, kim):
        await person.sees("PollEnded")
        assert "Twice a day" not in str(person.entries)
        assert not [s for s in person.signals if s["type"] == "tally"]
    await ada.must("ShowResults", poll="q1")
    for person in (sam, kim):
        await person.sees("KeyRevealed", right=[1], explanation="Twice a day")
        await eventually(
            lambda p=person: [s for s in p.signals if s["type"] == "tally"], "all get the counts"
        )


async def test_a_lost_connection_keeps_its_seat_for_a_while_and_then_leaves(come, base, made):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    await sam.leave()
    again = await Participant(base, made["id"], sam.person, sam.token).connect(after=len(sam.entries))
    await again.must("Say", message="m1", text="Back", to="everyone")
    await ada.sees("MessageSaid", message="m1")
    assert not ada.saw("PersonLeft")
    await again.leave()
    assert (await ada.sees("PersonLeft", person=sam.person))["reason"] == "lost"


async def test_whoever_comes_back_gets_exactly_what_they_missed(come, base, made):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    await sam.leave()
    had = len(sam.entries)
    seq = await ada.must("Say", message="m1", text="While you were out", to="everyone")
    again = await Participant(base, made["id"], sam.person, sam.token).connect(after=had)
    await again.sees("MessageSaid", message="m1")
    assert [entry["seq"] for entry in again.entries][: seq - had] == list(range(had + 1, seq + 1))
    await again.leave()


async def test_whoever_is_removed_is_told_so_disconnected_and_kept_out(come, base, made):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    await ada.must("Remove", person=sam.person)
    await eventually(lambda: sam.gone, "the removed person is told")
    assert sam.gone[0]["code"] == "removed"
    await eventually(lambda: not sam.sio.connected, "the connection ends")
    with pytest.raises(socketio.exceptions.ConnectionError):
        await Participant(base, made["id"], sam.person, sam.token).connect()


async def test_typing_reaches_the_others_and_nobody_whom_it_is_not_for(come):
    ada, sam, kim = (
        await come("instructor", "Ada"),
        await come("student", "Sam"),
        await come("student", "Kim"),
    )
    await sam.sio.emit("signal", {"type": "typing", "to": "staff"})
    typing = await eventually(lambda: [s for s in ada.signals if s["type"] == "typing"], "staff see it")
    assert typing[0]["person"] == sam.person
    await sam.sio.emit("signal", {"type": "typing"})
    await eventually(lambda: [s for s in kim.signals if s["type"] == "typing"], "others see it")
    assert [s["to"] for s in kim.signals if s["type"] == "typing"] == ["everyone"]


async def test_ink_is_seen_while_it_is_drawn_by_those_who_may_see_the_board_and_of_those_who_may_draw(come):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    wet = {"type": "ink", "surface": "sheet:s1", "x": 5, "y": 7}
    stroke = {"item": "i1", "kind": "pen", "colour": "red", "width": 30, "first": 0, "points": "AAgE"}
    await sam.sio.emit("signal", wet)
    await ada.must("ShowBoard", sheet="s1")
    await sam.sio.emit("signal", wet)  # students may not draw yet
    for spoiled in ({"x": 1.5}, {"points": "<b>"}, {"colour": "pink"}, {"width": 0}, {"surface": "sheet:s9"}):
        await ada.sio.emit("signal", {**wet, **stroke, **spoiled})
    await ada.sio.emit("signal", {**wet, **stroke, "more": 1})
    seen = await eventually(lambda: [s for s in sam.signals if s["type"] == "ink"], "ink is seen")
    assert seen == [{**wet, **stroke, "pressure": "", "person": ada.person}]
    await ada.must("SetRight", right="draw", allowed=True, person=None)
    await sam.sio.emit("signal", wet)
    seen = await eventually(lambda: [s for s in ada.signals if s["type"] == "ink"], "a pen is seen")
    assert seen == [{**wet, "person": sam.person}]


async def test_a_weak_line_is_told_to_those_who_lead_and_to_nobody_else(come):
    ada, sam, kim = (
        await come("instructor", "Ada"),
        await come("student", "Sam"),
        await come("student", "Kim"),
    )
    for level in ("weak", "splendid", ["bad"], "bad"):
        await sam.sio.emit("signal", {"type": "quality", "level": level, "person": kim.person})
    await sam.sio.emit("signal", {"type": "typing"})
    await eventually(lambda: [s for s in kim.signals if s["type"] == "typing"], "everything has come")
    heard = [s for s in ada.signals if s["type"] == "quality"]
    assert heard == [{"type": "quality", "person": sam.person, "level": level} for level in ("weak", "bad")]
    assert not [s for s in kim.signals + sam.signals if s["type"] == "quality"]
    for _ in range(30):
        await sam.sio.emit("signal", {"type": "quality", "level": "good"})
    await sam.sio.emit("signal", {"type": "typing", "to": "staff"})
    await eventually(lambda: len([s for s in ada.signals if s["type"] == "typing"]) == 2, "all have come")
    assert len([s for s in ada.signals if s["type"] == "quality"]) < 12


async def test_a_class_is_written_to_before_it_begins_and_after_it_has_ended(come, base, made):
    sam = await come("student", "Sam", enter=False)
    await sam.must("Say", message="m1", text="Do we need a ruler?")
    ada = await come("instructor", "Ada")
    await ada.sees("MessageSaid", message="m1")
    await eventually(lambda: sam.person in ada.people, "the name of whoever wrote early arrives")
    await ada.must("EndClass")
    late = {"id": "late", "do": "Say", "message": "m2", "text": "Thank you"}
    status, _ = await api(base, "POST", f"classes/{made['id']}/commands", late, token=sam.token)
    assert status == 200


async def test_what_becomes_of_a_message_is_kept_from_those_it_was_not_for(come):
    ada, sam, kim = (
        await come("instructor", "Ada"),
        await come("student", "Sam"),
        await come("student", "Kim"),
    )
    await sam.must("Say", message="m1", text="Only for you", to="staff")
    await sam.must("EditMessage", message="m1", text="Only for you two")
    seq = await ada.must("React", message="m1", reaction="like")
    await sam.sees("MessageReacted", message="m1")
    await eventually(lambda: kim.entries and kim.entries[-1]["seq"] >= seq, "Kim has every number")
    assert not kim.saw("MessageSaid") + kim.saw("MessageEdited") + kim.saw("MessageReacted")
    assert (await kim.do("React", message="m1", reaction="like"))["error"]["code"] == "no_such_message"


async def test_taking_a_message_back_blanks_it_for_those_who_come_later(come, base, made):
    ada = await come("instructor", "Ada")
    await ada.must("Say", message="m1", text="A secret", to="everyone")
    await ada.must("RedactMessage", message="m1")
    sam = await come("student", "Sam")
    assert (await sam.sees("MessageSaid", message="m1"))["text"] == ""
    _, timeline = await api(base, "GET", f"classes/{made['id']}/timeline", token=sam.token)
    assert "A secret" not in str(timeline)


async def test_with_a_lobby_a_student_waits_and_learns_nothing_until_admitted(base, serve):
    made = await new_class(base, lobby=True)
    ada = await join(base, made, "instructor", "Ada")
    await ada.must("Say", message="m1", text="For those inside", to="everyone")
    sam = await join(base, made, "student", "Sam")
    await ada.sees("AdmissionAsked", person=sam.person)
    assert not sam.saw("MessageSaid")
    assert not sam.saw("PersonJoined")
    _, timeline = await api(base, "GET", f"classes/{made['id']}/timeline", token=sam.token)
    assert "For those inside" not in str(timeline)
    await ada.must("Admit", person=sam.person)
    await sam.sees("PersonAdmitted", person=sam.person)
    await sam.must("JoinClass")
    await ada.sees("PersonJoined", person=sam.person)
    _, timeline = await api(base, "GET", f"classes/{made['id']}/timeline", token=sam.token)
    assert "For those inside" in str(timeline)
    await ada.leave()
    await sam.leave()


async def test_everyone_who_is_present_leaves_with_the_end_of_the_class(come, base, made):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    await ada.must("EndClass")
    await sam.sees("ClassEnded")
    assert sam.saw("PersonLeft", person=sam.person, reason="ended")
    refused: Any = await sam.do("Say", message="m1", text="Too late?", to="everyone")
    assert refused["ok"], "what is said after the end belongs to its last moment"
    _, shown = await api(base, "GET", f"classes/{made['id']}")
    assert shown["state"] == "ended"
    assert shown["counts"]["present"] == 0


async def test_those_who_wait_are_told_something_let_in_together_and_forgotten_when_they_go(base):
    made = await new_class(base, door="ask")
    ada = await join(base, made, "instructor", "Ada")
    sam, tom, kim = [await join(base, made, "student", name) for name in ("Sam", "Tom", "Kim")]
    await ada.must("TellLobby", text="Five minutes, please.")
    await sam.sees("LobbyTold", text="Five minutes, please.")
    await kim.leave()
    await ada.sees("AdmissionWithdrawn", person=kim.person)
    await ada.must("AdmitAll")
    for person in (sam, tom):
        await person.sees("PersonAdmitted", person=person.person)
        await person.must("JoinClass")
    assert not ada.saw("PersonAdmitted", person=kim.person)
    await ada.must("Remove", person=tom.person, ban=False)
    await eventually(lambda: tom.gone, "Tom is told")
    assert tom.gone[0]["code"] == "sent_out"
    await all_leave(ada, sam, tom)


async def test_a_door_for_people_with_an_account_keeps_all_others_out_until_it_is_opened(base):
    made = await new_class(base, door="signed_in")
    ada = await join(base, made, "instructor", "Ada")
    sam = await join(base, made, "student", "Sam", enter=False)
    assert (await sam.do("JoinClass"))["error"]["code"] == "account_needed"
    assert not sam.saw("PersonJoined")
    await ada.must("SetDoor", door="open")
    await sam.must("JoinClass")
    status, refused = await api(base, "POST", "classes", {"course": "?", "title": "T", "door": "ajar"})
    assert (status, refused["error"]["code"]) == (400, "bad_request")
    await all_leave(ada, sam)


async def test_what_is_given_up_in_the_midst_of_writing_counts_and_the_next_gets_its_number(
    server, come, made
):
    ada = await come("instructor", "Ada")
    await ada.sees("ClassOpened")
    classroom, engine = server.school.classrooms.here(made["id"]).classroom, server.school.store.engine

    def give_up(_connection, _cursor, statement, *_):
        if statement.startswith("INSERT INTO log"):
            writing.cancel()

    writing = asyncio.create_task(classroom.do(PauseRecording()))
    event.listen(engine.sync_engine, "before_cursor_execute", give_up)
    with pytest.raises(asyncio.CancelledError):
        await writing
    event.remove(engine.sync_engine, "before_cursor_execute", give_up)
    await ada.sees("RecordingPaused")  # nobody has to say anything for it to be told
    await asyncio.wait_for(classroom.settled(), 10)
    await ada.must("Say", message="m1", text="Go on", to="everyone")
    await ada.sees("MessageSaid", message="m1")
