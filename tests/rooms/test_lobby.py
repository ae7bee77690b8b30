"""Who may come in, everybody at once, and what those who wait are told."""

from rooms.facts import Caller, Order
from rooms.people import JoinClass, PersonJoined
from rooms.room import decide
from tests.rooms.school import School


def test_everybody_who_waits_is_let_in_at_once():
    school = School(lobby=True)
    for person in ("sam", "tom"):
        school.do(person, "JoinClass")
    school.do("ines", "TellLobby", text="Five minutes, please.")
    assert school.room.lobby.told == "Five minutes, please."
    school.do("ines", "AdmitAll")
    for person in ("sam", "tom"):
        school.do(person, "JoinClass")
    assert {"sam", "tom"} <= school.room.people.present


def test_opening_the_door_lets_in_those_who_wait():
    school = School(lobby=True)
    school.do("sam", "JoinClass")
    school.do("ines", "SetDoor", door="open")
    assert not school.room.people.waiting
    school.do("sam", "JoinClass")
    assert "sam" in school.room.people.present


def test_a_closed_door_takes_in_those_who_were_there_and_nobody_else(school, refused):
    school.do("ines", "SetDoor", door="closed")
    with refused("door_closed"):
        school.do("zoe", "JoinClass")
    assert not school.room.may_read("zoe", "student")
    school.do("sam", "LeaveClass")
    school.do("sam", "JoinClass")
    school.do("ada", "JoinClass")  # whoever leads passes
    assert {"sam", "ada"} <= school.room.people.present


def test_only_people_with_an_account_pass_a_door_for_them(school, refused):
    school.do("ines", "SetDoor", door="signed_in")
    with refused("account_needed"):
        school.do("zoe", "JoinClass")
    known = Caller("zoe", "student", signed_in=True)
    [fact] = decide(school.room, Order("1", JoinClass()), known, 0)
    assert isinstance(fact.event, PersonJoined)


def test_students_do_not_decide_at_the_door(school, refused):
    for name, fields in (("SetDoor", {"door": "open"}), ("AdmitAll", {}), ("TellLobby", {"text": "hi"})):
        with refused("not_allowed"):
            school.do("sam", name, **fields)
    with refused("too_long"):
        school.do("ines", "TellLobby", text="x" * 501)


def test_whoever_is_gone_from_the_lobby_is_not_let_in_any_more(refused):
    school = School(lobby=True)
    school.do("sam", "JoinClass")
    school.server("StopWaiting", "sam")
    assert not school.room.people.waiting
    with refused("no_such_person"):
        school.do("ines", "Admit", person="sam")
