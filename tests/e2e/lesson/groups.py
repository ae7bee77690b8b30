"""Small groups: dealt, named, timed; text and voice to all; help asked for and given; their chat, board and notes; called back."""

from playwright.async_api import expect

from tests.e2e.lesson.script import close, goes_to, looks
from tests.e2e.lesson.shots import shots
from tests.harness.waiting import eventually

SUN, MOON = "Sun", "Moon and everything that it pulls"
FOUND = "What our group found: two bulges"


async def held(lesson):
    await planned(lesson)
    await together(lesson)
    await told_to_all(lesson)
    await helped(lesson)
    await their_notes_and_board(lesson)
    await called_back(lesson)


def banner(person, title):
    """What matters now, above the stage."""
    return person.page.locator(".banner").get_by_text(title)


def dialog_of(ada):
    return ada.page.get_by_role("dialog", name="Breakouts")


async def planned(lesson):
    """Dealt by chance, named, one moved by hand, with a time."""
    ada = lesson.ada
    await ada.button("Breakouts").click()
    dialog = dialog_of(ada)
    await dialog.get_by_label("Number of groups").fill("2")
    await dialog.get_by_role("button", name="Plan groups").click()
    for old, new in (("Group 1", SUN), ("Group 2", MOON)):
        field = dialog.get_by_label(f"Name of {old}")
        await field.fill(new)
        await field.press("Enter")
        await expect(dialog.get_by_label(f"Name of {new}")).to_be_visible()
    await dialog.get_by_label("Minutes").fill("10")
    for student, group in ((lesson.ben, SUN), (lesson.chen, SUN), (lesson.max, MOON)):
        await dialog.get_by_label(f"Group of {student.name}").select_option(label=group)
    await shots(ada, "60-groups-planned")
    await dialog.get_by_role("button", name="Open groups").click()
    await expect(dialog.get_by_label("Tell all groups")).to_be_visible()


async def together(lesson):
    """Who sits in a group reads only what is for it."""
    ben, chen, guest = lesson.ben, lesson.chen, lesson.max
    for student, group in ((ben, SUN), (chen, SUN), (guest, MOON)):
        await expect(banner(student, f"You are in {group}")).to_be_visible()
    await eventually(lambda: sees_only(ben, {"You", "Chen"}), "Ben sees his group")
    await ben.say("Only for our group")
    await chen.reads("Only for our group")
    await expect(guest.page.get_by_text("Only for our group")).to_have_count(0)
    await shots(ben, "61-in-a-group")


async def sees_only(person, names):
    return await person.tiles() == names


async def told_to_all(lesson):
    ada, ben, guest = lesson.ada, lesson.ben, lesson.max
    dialog = dialog_of(ada)
    await dialog.get_by_label("Tell all groups").fill("Two minutes left")
    await dialog.get_by_role("button", name="Send to all groups").click()
    for student in (ben, guest):
        await expect(student.page.get_by_text("Two minutes left", exact=True)).to_be_visible()
    await dialog.get_by_text("My voice in all groups").click()
    for student in (ben, guest):
        await expect(student.page.get_by_text("Ada speaks to all groups.", exact=False)).to_be_visible()
    await shots(guest, "62-told-to-all")
    await dialog.get_by_role("button", name="5 minutes").click()
    await shots(ada, "63-groups-open")
    await dialog.get_by_text("My voice in all groups").click()
    await close(ada)


async def helped(lesson):
    ada, ben, chen = lesson.ada, lesson.ben, lesson.chen
    await ben.button("Ask for help").click()
    await expect(ada.page.get_by_text(f"{SUN} asks for help")).to_be_visible()
    await shots(ada, "64-help-wanted")
    await ada.button("Go there").click()
    await expect(banner(ada, f"You are in {SUN}")).to_be_visible()
    await chen.sees("Camera of Ada", frames=3)
    await expect(ben.button("Ask for help")).to_have_attribute("aria-pressed", "false")


async def their_notes_and_board(lesson):
    """In a group all write and all draw; whoever leads sees it there."""
    ada, ben, chen = lesson.ada, lesson.ben, lesson.chen
    await ben.open_panel("Notes")
    page = ben.page.get_by_role("textbox", name=f"Notes, {SUN}")
    await page.click()
    await ben.page.keyboard.type(FOUND)
    await expect(ben.page.get_by_text("Everything is in the notes.")).to_be_visible()
    await ben.button("Board").click()
    board = chen.page.get_by_role("application", name="Board, page 1 of 1", exact=False)
    await expect(board).to_be_visible()
    await chen.button("Pen", exact=True).click()
    box, mouse = await board.bounding_box(), chen.page.mouse
    await mouse.move(box["x"] + 60, box["y"] + 60)
    await mouse.down()
    await mouse.move(box["x"] + 160, box["y"] + 90, steps=5)
    await mouse.up()
    await expect(ada.page.get_by_role("application")).to_be_visible()
    await lesson.written("ItemDrawn", 1, kind="pen")
    await shots(ben, "65-board-of-a-group", "Notes")
    await ada.button("Main room").click()
    await expect(banner(ada, f"You are in {SUN}")).to_have_count(0)


async def called_back(lesson):
    ada, ben = lesson.ada, lesson.ben
    await ada.button("Look after them").click()
    dialog = dialog_of(ada)
    await dialog.get_by_role("button", name="Call back in a minute").click()
    await expect(ben.page.get_by_role("timer", name="Groups close in")).to_contain_text("Back in")
    await dialog.get_by_role("button", name="Call everybody back").click()
    await close(ada)
    await expect(ben.page.get_by_text("Everybody is back in the main room")).to_be_visible()
    await ada.open_panel("Notes")
    await ada.page.get_by_label("Notes of").select_option(label=SUN)
    await expect(ada.page.get_by_text(FOUND)).to_be_visible()
    await ada.page.get_by_label("Notes of").select_option(index=0)
    for person in (ada, ben):
        await person.open_panel("Chat")


async def played(lesson, dana):
    """What all groups were told is seen at its time; what a group wrote came back with it, what it said did not."""
    await goes_to(dana, lesson.moment("GroupsTold", text="Two minutes left") + 300)
    await expect(dana.page.get_by_text("to all groups: Two minutes left", exact=False)).to_be_visible()
    await expect(dana.page.get_by_text("Only for our group")).to_have_count(0)
    await goes_to(dana, lesson.moment("BreakoutsClosed", 0) + 1_000)
    await looks(dana, "Notes")
    await dana.page.get_by_label("Notes of").select_option(label=SUN)
    await expect(dana.page.get_by_text(FOUND)).to_be_visible()
    await shots(dana, "86-playback-notes-of-a-group")
    await dana.page.get_by_label("Notes of").select_option(index=0)
    await looks(dana, "Notes")
