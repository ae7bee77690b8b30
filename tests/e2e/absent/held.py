"""The class itself: Ada speaks, the students all at once and then one after another; Dana looks in late and has to go."""

import asyncio
import time

from playwright.async_api import expect

from tests.e2e.absent import speech
from tests.e2e.absent.script import POLL, TERMS, TITLE
from tests.e2e.keyboard import tab_to
from tests.e2e.lesson.shots import shots
from tests.e2e.visitors import PHONE

MOST_APART = 3.0  # seconds between the first and the last of those who press a button together


async def held(trial):
    await comes(trial)
    await lectures(trial)
    speaking = asyncio.create_task(students_speak(trial))
    try:
        await asks_all(trial)
        await looks_in(trial.dana.visitor, trial.made)
    finally:
        await speaking
    await ends(trial)
    for student in trial.students:
        await expect(student.visitor.page.get_by_role("heading", name="The class has ended")).to_be_visible()
        await student.visitor.page.goto("about:blank")


async def comes(trial):
    ada = trial.ada.visitor
    await ada.page.goto(trial.server.sign_in_link())
    await ada.page.get_by_role("link", name=f"Start class: {TITLE}").click()
    await ada.go_in()
    for student in trial.students:
        await student.visitor.join(trial.made["join"]["student"])
        await student.visitor.turn("Microphone", on=True)
    order = {"id": "terms", "do": "SetTerms", "terms": TERMS}
    assert trial.server.api("POST", f"classes/{trial.made['id']}/commands", order)["ok"]
    await ada.sees(f"Camera of {speech.BEN}")
    await shots(ada, "a0-four-people")


async def lectures(trial):
    part = trial.parts[speech.ADA]
    await trial.ada.visitor.turn("Microphone", on=True)
    await trial.ada.speaks(part.file)
    await trial.is_recorded(part.seconds + 1)


async def students_speak(trial):
    """Each presses the same button in the same moment."""
    pressed = []

    async def speaks(student):
        await student.speaks(trial.parts[student.visitor.name].file)
        pressed.append(time.monotonic())

    await asyncio.gather(*(speaks(one) for one in trial.students))
    assert max(pressed) - min(pressed) < MOST_APART, "they began too far apart to speak at once"
    await trial.is_recorded(max(trial.parts[name].seconds for name in speech.STUDENTS) + MOST_APART)


async def asks_all(trial):
    ada, emre = trial.ada.visitor, trial.students[-1].visitor
    await ada.open_panel("Polls")
    await ada.button("New poll").click()
    await ada.page.get_by_label("Question", exact=True).fill(POLL)
    for number, option in enumerate(("One", "Two"), 1):
        await ada.page.get_by_label(f"Option {number}", exact=True).fill(option)
    await ada.button("Start poll").click()
    await emre.open_panel("Polls")
    await emre.vote(POLL, "Two")


async def looks_in(dana, made):
    """From the lobby into the beginning of the class, on a phone; then the bus comes."""
    page = dana.page
    await page.set_viewport_size(PHONE)
    await page.goto(made["join"]["student"])
    way = page.get_by_role("link", name="Play from the beginning")
    await expect(way).to_be_visible()
    await tab_to(page, "Play from the beginning", "link")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Your name", exact=True)).to_be_focused()
    await page.keyboard.type(dana.name)
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("behind the class")).to_be_visible()
    await page.goto("about:blank")


async def ends(trial):
    """What the absent will get is seen before the class ends."""
    ada = trial.ada.visitor
    await ada.button("End class").click()
    promise = ada.page.get_by_role("region", name="What those who were not there will get")
    await expect(promise).to_be_visible()
    await shots(ada, "a1-before-the-end")
    await ada.button("End for everybody").click()
    await expect(ada.page.get_by_role("link", name="Play the recording")).to_be_visible()
