"""Attendance to take away, over real HTTP: for those who lead, and for nobody else."""

import csv
import io

import aiohttp

from rooms.attendance import attendance
from server.attendance import COLUMNS, attendance_csv
from tests.rooms.school import School
from tests.server.people import TOKEN, all_leave, api, join


async def taken(base, class_id, form, token=TOKEN):
    headers = {"Authorization": f"Bearer {token}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.get(f"{base}/api/v1/classes/{class_id}/attendance.{form}") as response,
    ):
        return response.status, await response.text(encoding="utf-8-sig")


async def test_attendance_is_taken_away_by_those_who_lead_alone_during_class_and_afterwards(base, made):
    ada = await join(base, made, "instructor", "Ada")
    sam, kim = [await join(base, made, "student", name) for name in ("=Sam", "Kim")]
    late = await join(base, made, "student", "Lea", enter=False)
    await sam.must("Say", message="m1", text="hello")
    await kim.must("RaiseHand")
    _, during = await api(base, "GET", f"classes/{made['id']}/attendance.json", token=ada.token)
    assert {one["name"]: one["present"] for one in during["people"]} == {
        "Ada": True,
        "=Sam": True,
        "Kim": True,
    }
    await ada.must("EndClass")
    said = {"id": "v", "do": "Say", "message": "m2", "text": "late", "at": 0}
    assert (await api(base, "POST", f"classes/{made['id']}/commands", said, token=late.token))[0] == 200
    status, text = await taken(base, made["id"], "csv", ada.token)
    assert status == 200
    lines = list(csv.DictReader(io.StringIO(text)))
    told = [(line["name"], line["role"], line["messages"], line["hands"], line["later messages"], line["stays"]) for line in lines]  # fmt: skip
    assert told == [
        ("'=Sam", "student", "1", "0", "0", "1"),
        ("Kim", "student", "0", "1", "0", "1"),
        ("Lea", "student", "0", "0", "1", "0"),
        ("Ada", "instructor", "0", "0", "0", "1"),
    ]
    for form in ("csv", "json"):
        assert (await taken(base, made["id"], form, sam.token))[0] == 403
        assert (await taken(base, made["id"], form, "nobody"))[0] == 401
    await all_leave(ada, sam, kim, late)


def test_a_class_that_nobody_came_to_is_a_table_without_lines():
    lines = list(csv.reader(io.StringIO(attendance_csv(attendance(School(opened=False).entries), 0, {}))))
    assert [cell.removeprefix("\ufeff") for cell in lines[0]] == list(COLUMNS)
    assert len(lines) == 1
