"""What waits of tasks, on the desks of those who lead and of those who handed in, and tasks found by their own words."""

from rooms.facts import Entry
from rooms.replay import apply
from rooms.room import Room
from rooms.tasks import TaskGiven
from server.passages import passages
from server.terms import works
from server.unseen import NOTHING, unseen, unseen_by_all
from tests.rooms.school import School
from tests.server.people import TOKEN, all_leave, api


def handed_in() -> School:
    school = School()
    for person in ("sam", "tom"):
        school.do(person, "JoinClass")
    school.do("ines", "GiveTask", task="t", what={"title": "Sketch the tides", "text": "Both bulges"})
    school.now = 60_000
    school.do("tom", "HandIn", task="t", text="ebb")
    school.do("sam", "HandIn", task="t", text="flow")
    return school


def room_of(entries: list[Entry]) -> Room:
    room = Room()
    for entry in entries:
        apply(room, entry)
    return room


def test_the_desk_tells_of_works_by_task_and_of_none_that_somebody_answered():
    school = handed_in()
    [told] = works(school.room, school.entries)
    assert (told["task"], told["text"], told["count"], told["by"], told["at"]) == (
        "t",
        "Sketch the tides",
        2,
        "tom",
        0,
    )
    school.do("ines", "GiveFeedback", task="t", person="tom", verdict="done")
    assert [(one["count"], one["by"]) for one in works(school.room, school.entries)] == [(1, "sam")]
    school.do("ines", "DropTask", task="t")
    assert works(school.room, school.entries) == []


def test_feedback_is_on_the_desk_also_of_a_class_that_left_memory():
    school = handed_in()
    school.do("ines", "GiveFeedback", task="t", person="tom", verdict="again")
    room = room_of(school.entries)
    kept = {"unseen": unseen_by_all(room)}
    for person, again in [("tom", 1), ("sam", 0), ("ines", 0)]:
        role = school.roles.get(person, "student")
        told = unseen(room, {}, person, role)
        assert told == unseen(None, kept, person, role) == NOTHING | {"again": again, "feedback": again}


def test_a_task_is_found_by_its_own_words_as_it_reads_now_and_no_work_is():
    school = handed_in()
    school.do("ines", "GiveTask", task="t", what={"title": "Draw the tides", "text": "Both bulges"})
    [found] = [one for one in passages(school.entries, lambda *_: "", lambda *_: "").values() if one.text]
    assert (found.kind, found.key, found.to, found.text) == (
        "task",
        "t",
        "everyone",
        "Draw the tides · Both bulges",
    )
    given = [one for one in school.entries if isinstance(one.event, TaskGiven)]
    assert (found.at, found.seq) == (given[0].at, given[1].seq)
    school.do("ines", "DropTask", task="t")
    assert not any(one.text for one in passages(school.entries, lambda *_: "", lambda *_: "").values())


async def test_work_waits_on_the_desk_until_it_is_answered(come, base, made):
    ada, sam = [await come(*who) for who in (("instructor", "Ada"), ("student", "Sam"))]
    await ada.must("GiveTask", task="t", what={"title": "Sketch the tides"})
    await sam.must("HandIn", task="t", text="ebb")

    async def waiting():
        status, told = await api(base, "GET", "desk/waiting", token=TOKEN)
        assert status == 200, told
        return [(one["class"], one["task"], one["name"], one["count"]) for one in told["works"]]

    assert await waiting() == [(made["id"], "t", "Sam", 1)]
    await ada.must("GiveFeedback", task="t", person=sam.person, verdict="done")
    assert await waiting() == []
    await all_leave(ada, sam)
