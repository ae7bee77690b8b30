"""Polls beside the class: answers to take away, and the bank of a course, over real HTTP."""

import csv
import io

import aiohttp
import pytest

from rooms.ballots import Ballot
from server.answers import answers_csv, safe
from tests.harness.waiting import eventually
from tests.rooms.school import School
from tests.server.people import TOKEN, all_leave, api, join, new_class

QUIZ = {"question": "High tide?", "options": ["6", "12"], "right": [1], "explanation": "Twice a day"}
PREPARED = {
    "poll": "b1",
    "question": "High tide?",
    "options": ["6", "12"],
    "multiple": False,
    "kind": "choice",
    "anonymous": False,
    "results": "end",
    "right": [1],
    "right_texts": [],
    "explanation": "Twice a day",
}


async def answers(base, class_id, form, token=TOKEN):
    headers = {"Authorization": f"Bearer {token}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.get(f"{base}/api/v1/classes/{class_id}/answers.{form}") as response,
    ):
        return response.status, await response.text(encoding="utf-8-sig")


async def test_answers_are_taken_away_by_those_who_lead_alone(base, made):
    ada = await join(base, made, "instructor", "Ada")
    sam, kim = [await join(base, made, "student", name) for name in ("=Sam", "Kim")]
    await ada.must("OpenPoll", poll="q1", **QUIZ)
    await ada.must("OpenPoll", poll="q2", question="Which sea?", kind="text", anonymous=True)
    await sam.must("Vote", poll="q1", choices=[1])
    await sam.must("Vote", poll="q2", texts=["Red"])
    await ada.must("EndClass")
    assert (await api(base, "POST", f"classes/{made['id']}/commands",
                      {"id": "v", "do": "Vote", "poll": "q1", "choices": [0], "at": 0}, token=kim.token))[0] == 200  # fmt: skip
    status, text = await answers(base, made["id"], "csv", ada.token)
    assert status == 200
    lines = list(csv.DictReader(io.StringIO(text)))
    told = [(line["student"], line["answer"], line["right"], line["late"], line["votes"]) for line in lines]
    assert told == [
        ("'=Sam", "12", "yes", "", "1"),
        ("Kim", "6", "no", "late", "1"),
        ("", "Red", "", "", "1"),
    ]
    _, taken = await api(base, "GET", f"classes/{made['id']}/answers.json")
    assert [(one["name"], one["right"], len(one["answers"])) for one in taken["students"]] == [
        ("=Sam", 1, 1),
        ("Kim", 0, 1),
    ]
    assert sam.person not in str(taken["polls"])
    assert (await answers(base, made["id"], "csv", sam.token))[0] == 403
    await all_leave(ada, sam, kim)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM", " =1", "\t=1", "\n=1", "＝1"])
def test_no_cell_is_a_formula(cell):
    assert safe(cell) == f"'{cell}"
    assert safe("12") == "12"


@pytest.mark.parametrize(
    ("cell", "kept"), [("x;=1", "x;'=1"), ("x\t+1", "x\t'+1"), ("a, b", "a, b"), ("1|@A", "1|'@A")]
)
def test_nor_does_it_become_one_where_cells_are_parted_by_another_sign(cell, kept):
    assert safe(cell) == kept


def test_whoever_did_not_answer_stands_in_the_table_too():
    school = School()
    school.do("sam", "JoinClass")
    school.do("ines", "OpenPoll", poll="p", question="Order?", options=["a", "b"], kind="ranking")
    school.room.polls.polls["p"].ballots["tom"] = Ballot((1, 0), (), 61_000)
    lines = list(csv.reader(io.StringIO(answers_csv(school.room, {"sam": "Sam", "tom": "Tom"}))))
    assert lines[1:] == [
        ["Sam", "sam", "Order?", "", "", "", "", "0"],
        ["Tom", "tom", "Order?", "1. b; 2. a", "", "", "0:01:01", "1"],
    ]


async def test_the_bank_of_a_course_is_written_by_its_owner_and_read_by_those_who_lead_its_classes(base):
    _, course = await api(base, "POST", "courses", {"title": "Oceanography"})
    _, made = await api(base, "POST", "classes", {"course": course["id"], "title": "Tides"})
    made["tickets"] = {role: link.rsplit("/", 1)[1] for role, link in made["join"].items()}
    status, kept = await api(base, "PUT", f"courses/{course['id']}/polls", {"polls": [PREPARED]})
    assert (status, kept["polls"]) == (200, [PREPARED])
    ada, sam = [await join(base, made, role, role, enter=False) for role in ("instructor", "student")]
    _, told = await api(base, "GET", f"classes/{made['id']}/bank", token=ada.token)
    assert told["polls"] == [PREPARED]
    for person in (ada, sam):  # a link of a class is not an account
        assert (await api(base, "GET", f"courses/{course['id']}/polls", token=person.token))[0] == 403
        refused = await api(base, "PUT", f"courses/{course['id']}/polls", {"polls": []}, token=person.token)
        assert refused[0] == 403
    assert (await api(base, "GET", f"classes/{made['id']}/bank", token=sam.token))[0] == 403
    other = await new_class(base)
    _, empty = await api(base, "GET", f"classes/{other['id']}/bank")
    assert empty["polls"] == []
    await ada.must("JoinClass")
    await ada.must("OpenPoll", **told["polls"][0])
    await eventually(lambda: ada.saw("PollOpened", poll="b1", quiz=True), "it is opened as it was prepared")
    await all_leave(ada, sam)


@pytest.mark.parametrize(
    ("polls", "code"),
    [
        ("all", "bad_request"),
        ([7], "malformed"),
        ([{"poll": "b1"}], "malformed"),
        ([{**PREPARED, "poll": "../b"}], "bad_id"),
        ([{**PREPARED, "right": [2]}], "no_such_option"),
        ([{**PREPARED, "extra": 1}], "malformed"),
        ([PREPARED, PREPARED], "duplicate_id"),
        ([{**PREPARED, "poll": f"b{n}"} for n in range(201)], "too_large"),
    ],
)
async def test_a_bank_takes_only_polls_that_can_be_asked(base, polls, code):
    _, course = await api(base, "POST", "courses", {"title": "Oceanography"})
    status, told = await api(base, "PUT", f"courses/{course['id']}/polls", {"polls": polls})
    assert status >= 400
    assert told["error"]["code"] == code
    assert (await api(base, "GET", f"courses/{course['id']}/polls"))[1]["polls"] == []


async def test_whoever_waits_outside_learns_nothing_of_what_was_answered_inside(base, made):
    ada, sam = await join(base, made, "instructor", "Ada"), await join(base, made, "student", "Sam")
    await ada.must("SetDoor", door="ask")
    out = await join(base, made, "student", "Out")
    await ada.sees("AdmissionAsked")
    await ada.must("OpenPoll", poll="q1", question="How are you?", kind="text")
    await sam.must("Vote", poll="q1", texts=["Ill"])
    await ada.must("EndPoll", poll="q1")
    told = await eventually(lambda: [one for one in sam.signals if one["type"] == "tally"], "it is told")
    assert told[-1]["answers"] == [{"text": "Ill", "count": 1, "late_count": 0}]
    status, _ = await api(base, "GET", f"classes/{made['id']}/polls/q1/tally", token=out.token)
    assert status == 403
    await ada.must("TellLobby", text="A moment, please")
    await out.sees("LobbyTold")
    assert "Ill" not in str(out.signals)
    await all_leave(ada, sam, out)
