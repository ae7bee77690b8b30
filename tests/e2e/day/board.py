"""A screen and the board: what is shown takes the place of what was there, and strokes are seen while they are drawn."""

import asyncio

from playwright.async_api import expect

from tests.e2e.day.polls import QUESTION
from tests.harness.waiting import eventually

# Whether anything is on the canvas above the picture: strokes in the making, and where others' pens are.
INKED = """() => {
    const canvas = [...document.querySelectorAll(".board-picture")].at(-1);
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.some((value, index) => index % 4 === 3 && value > 0);
}"""


async def share_a_screen(ada, ben, chen):
    await chen.turn("Share screen", on=True)
    await asyncio.gather(*(person.sees("Screen of Chen", frames=2) for person in (ada, ben)))
    await chen.turn("Share screen", on=False)
    await expect(ada.page.get_by_label("Screen of Chen")).to_have_count(0)
    # What came onto the stage after the result took its place.
    await expect(ben.page.get_by_role("region", name=f"Result: {QUESTION}")).to_have_count(0)


async def draw_together(ada, ben, chen):
    await ada.button("Board").click()
    paper = await the_board(ada)
    await the_board(ben)
    await expect(ben.button("Pen")).to_have_count(0)
    mouse = ada.page.mouse
    await mouse.move(paper["x"] + 100, paper["y"] + 60)
    await mouse.down()
    for step in range(1, 5):
        await mouse.move(paper["x"] + 100 + 40 * step, paper["y"] + 60 + 20 * (step % 2), steps=4)
    await eventually(lambda: ben.ask(INKED), "Ben sees the stroke while it is drawn")
    await mouse.up()
    await ada.button("Board menu").click()
    await ada.page.get_by_role("menuitem", name="Students may draw").click()
    await ben.button("Sticky note").click()
    paper = await the_board(ben)
    await ben.page.mouse.click(paper["x"] + 300, paper["y"] + 200)
    await ben.page.get_by_label("Words of the note").fill("The moon?")
    await ben.page.keyboard.press("Escape")
    await is_on_the_board(chen, "Drawing by Ada", "Note by Ben: The moon?")
    await ben.button("Undo").click()
    await is_on_the_board(ada, "Drawing by Ada")
    await ada.button("Board").click()
    await expect(ben.page.get_by_role("application")).to_have_count(0)


async def the_board(person):
    board = person.page.get_by_role("application", name="Board, page 1 of 1", exact=False)
    await expect(board).to_be_visible()
    return await board.bounding_box()


async def is_on_the_board(person, *words):
    await person.button("Board menu").click()
    await person.page.get_by_role("menuitem", name="As a list").click()
    dialog = person.page.get_by_role("dialog")
    await expect(dialog.locator("li > span.grow")).to_have_text(words)
    await person.page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
