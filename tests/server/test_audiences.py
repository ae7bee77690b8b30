"""What of a timeline reaches whom: before the door, inside, and of somebody who is hidden."""

from server.live.audiences import seen, sees, views
from tests.rooms.school import School


def test_whoever_waits_learns_of_their_own_admission_alone():
    school = School(lobby=True)
    for person in ("sam", "tom"):
        school.do(person, "JoinClass")
    school.do("ines", "Admit", person="tom")
    school.do("ines", "Decline", person="sam")
    sam = school.room.reader("sam", "student")
    told = [one.event for one in school.entries if sees(one, sam, inside=False)]
    assert {getattr(one, "person", "sam") for one in told} == {"sam"}
    assert [type(one).__name__ for one in told if hasattr(one, "person")] == [
        "AdmissionAsked",
        "AdmissionDeclined",
    ]


def test_what_somebody_hidden_is_sent_goes_to_nobody_else():
    school = School()
    for person in ("sam", "tom", "kim"):
        school.do(person, "JoinClass")
    school.now = 5_000
    school.do("ines", "EndClass")
    school.do("ines", "HidePerson", person="sam")
    entries = [one for one in school.entries if type(one.event).__name__ == "PersonJoined"]
    keys, told = {}, {}
    for person in ("sam", "tom", "kim"):
        reader = school.room.reader(person, "student")
        keys[person] = seen(entries, reader, room=school.room)
        told[person] = views(entries, reader, room=school.room)
    assert told["sam"] != told["tom"] == told["kim"]
    assert keys["sam"] != keys["tom"] == keys["kim"]
