"""Leaving: who was there and what each did, on the screen and as a table; a student leaves, and the class ends."""

import csv
import io

from playwright.async_api import expect

from tests.e2e.lesson.script import GUEST, choose, close
from tests.e2e.lesson.shots import shots


async def held(lesson):
    await attendance(lesson)
    await one_leaves(lesson)
    await the_class_ends(lesson)


async def attendance(lesson):
    ada, ben = lesson.ada, lesson.ben
    await choose(ada, "More", "Attendance")
    table = ada.page.get_by_role("region", name="Attendance")
    for name in ("Ben", "Chen", GUEST):
        await expect(table.get_by_role("row", name=name)).to_be_visible()
    await shots(ada, "93-attendance")
    async with ada.page.expect_download() as coming:
        await ada.button("Save .csv").click()
    path = await (await coming.value).path()
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    names = {value for row in rows for value in row.values()}
    assert {"Ada", "Ben", "Chen", "Fay", GUEST} <= names, rows
    await close(ada)
    await choose(ben, "More", "Your part")
    await expect(ben.page.get_by_role("dialog", name="Your part")).to_contain_text("Here")
    await shots(ben, "94-your-part")
    await close(ben)


async def one_leaves(lesson):
    fay = lesson.fay
    await fay.button("Leave").click()
    await expect(fay.page.get_by_role("heading", name="You have left the class")).to_be_visible()
    await shots(fay, "95-left")


async def the_class_ends(lesson):
    ada = lesson.ada
    await ada.button("End class").click()
    await expect(ada.page.get_by_role("alertdialog")).to_be_visible()
    await shots(ada, "96-end-the-class")
    await ada.button("End for everybody").click()
    for person in (ada, lesson.ben, lesson.chen, lesson.max):
        await expect(person.page.get_by_role("heading", name="The class has ended")).to_be_visible()
    await shots(ada, "97-ended")
