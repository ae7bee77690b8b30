"""The board: a pen, a shape, words and notes; what is undone; a student who may draw; a second page."""

from playwright.async_api import expect

from tests.e2e.lesson.script import choose, close, goes_to, lasts
from tests.e2e.lesson.shots import shots

PAGE = "Board, page {} of {}"


async def held(lesson):
    await the_teacher_draws(lesson)
    await a_student_draws(lesson)
    await another_page(lesson)
    await hide(lesson)


async def paper(person, page=1, of=1):
    """Where the page of the board is."""
    board = person.page.get_by_role("application", name=PAGE.format(page, of), exact=False)
    await expect(board).to_be_visible()
    return await board.bounding_box()


async def drag(person, start, *path):
    """Press, go along, and let go; from the corner of the paper."""
    box, mouse = await paper(person), person.page.mouse
    await mouse.move(box["x"] + start[0], box["y"] + start[1])
    await mouse.down()
    for x, y in path:
        await mouse.move(box["x"] + x, box["y"] + y, steps=4)
    await mouse.up()


async def is_on_it(person, *words):
    """What stands on the board, as a list."""
    await choose(person, "Board menu", "As a list")
    dialog = person.page.get_by_role("dialog")
    await expect(dialog.locator("li > span.grow")).to_have_text(list(words))
    await close(person)


async def writes(person, tool, spot, words):
    """A text or a note, at a spot."""
    await person.button(tool).click()
    box = await paper(person)
    await person.page.mouse.click(box["x"] + spot[0], box["y"] + spot[1])
    field = person.page.get_by_label("Words of the note" if tool == "Sticky note" else "Words on the board")
    await field.fill(words)
    await person.page.keyboard.press("Escape")
    await expect(field).to_have_count(0)


async def the_teacher_draws(lesson):
    ada, chen = lesson.ada, lesson.chen
    await expect(chen.page.get_by_text("muted you")).to_have_count(
        0
    )  # it is told for a while, not all the class
    await ada.button("Board").click()
    await paper(chen)
    await expect(chen.button("Pen")).to_have_count(0)
    await drag(ada, (100, 80), (180, 60), (260, 100), (340, 60))
    await choose(ada, "Shapes", "Ellipse")
    await drag(ada, (120, 140), (220, 220))
    await writes(ada, "Text", (260, 160), "The Moon")
    await writes(ada, "Sticky note", (420, 80), "Two bulges, not one")
    drawn = ["Drawing by Ada", "Ellipse by Ada", "Text by Ada: The Moon", "Note by Ada: Two bulges, not one"]
    await is_on_it(chen, *drawn)
    await ada.button("Undo").click()
    await is_on_it(chen, *drawn[:3])
    await ada.button("Redo").click()
    await is_on_it(chen, *drawn)


async def a_student_draws(lesson):
    ada, ben = lesson.ada, lesson.ben
    await choose(ada, "Board menu", "Students may draw")
    await writes(ben, "Sticky note", (420, 240), "And the Sun?")
    await ben.button("Pen", exact=True).click()
    await drag(ben, (300, 260), (380, 250), (400, 290))
    await lesson.written("ItemDrawn", 2, kind="note")
    await shots(ada, "20-board-teacher")
    await shots(ben, "21-board-student")
    await shots(lesson.max, "22-board-guest")
    await choose(ada, "Board menu", "Students may draw")
    await expect(ben.button("Sticky note")).to_have_count(0)


async def another_page(lesson):
    ada, fay = lesson.ada, lesson.fay
    await ada.button("New board page").click()
    await paper(fay, 2, 2)
    await lasts()
    await ada.button("Previous board page").click()
    await paper(fay, 1, 2)


async def played(lesson, dana):
    """The board grows as it did; the undone note is away and back; the other page is empty."""
    note = lesson.entries("ItemDrawn", kind="note")
    first, student = note[0], note[-1]
    await goes_to(dana, first["at"] + 200)
    words = ["Drawing by Ada", "Ellipse by Ada", "Text by Ada: The Moon"]
    await paper(dana)
    await is_on_it(dana, *words, "Note by Ada: Two bulges, not one")
    await goes_to(dana, lesson.moment("ItemsErased", 0) + 150)
    await is_on_it(dana, *words)
    await goes_to(dana, student["at"] + 200)
    await is_on_it(dana, *words, "Note by Ada: Two bulges, not one", "Note by Ben: And the Sun?")
    await shots(dana, "82-playback-board")
    await goes_to(dana, lesson.moment("BoardShown", 1) + 1000)
    await paper(dana, 2, 2)
    await goes_to(dana, lesson.moment("BoardHidden") + 300)
    await expect(dana.page.get_by_role("application")).to_have_count(0)


async def hide(lesson):
    await lesson.ada.button("Board").click()
    for person in lesson.everybody:
        await expect(person.page.get_by_role("application")).to_have_count(0)
