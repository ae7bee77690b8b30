"""Small groups: who sees and hears whom, and help that comes over the lines that are there."""

import asyncio

from playwright.async_api import expect

from tests.harness.waiting import eventually


async def small_groups(ada, ben, chen):
    await ada.button("Breakouts").click()
    dialog = ada.page.get_by_role("dialog", name="Breakouts")
    await dialog.get_by_label("Number of groups").fill("2")
    await dialog.get_by_role("button", name="Plan groups").click()
    await dialog.get_by_role("button", name="Open groups").click()
    # Two students in two groups: nobody but oneself is to be seen, and nobody is heard through a wall.
    for student in (ben, chen):
        await only_sees_oneself(student)
    groups = [await dialog.get_by_role("option").nth(number).inner_text() for number in (1, 2)]
    here = await dialog.get_by_label("Group of Chen").locator("option:checked").inner_text()
    await dialog.get_by_label("Group of Ben").select_option(label=here)
    assert here in groups
    await asyncio.gather(ben.sees("Camera of Chen", frames=5), chen.sees("Camera of Ben", frames=5))
    await ben.say("Only for our group")
    await chen.reads("Only for our group")
    await dialog.get_by_label("Tell all groups").fill("Two minutes left")
    await dialog.get_by_role("button", name="Send to all groups").click()
    await expect(ben.page.get_by_text("Two minutes left", exact=True)).to_be_visible()
    await ada.page.keyboard.press("Escape")
    await ada_helps(ada, ben, chen, here)
    await ada.button("Breakouts").click()
    await dialog.get_by_role("button", name="Call everybody back").click()
    await ada.page.keyboard.press("Escape")
    await asyncio.gather(*(person.sees("Camera of Ada", frames=5) for person in (ben, chen)))


async def ada_helps(ada, ben, chen, here):
    """A hand in a group brings whoever leads there, over the lines that all have already."""
    lines = await ada.ask("() => window.lines.length")
    await ben.button("Ask for help").click()
    await expect(ada.page.get_by_text(f"{here} asks for help")).to_be_visible()
    await ada.button("Go there").click()
    for student in (ben, chen):
        await student.sees("Camera of Ada")
        await ada.sees(f"Camera of {student.name}")
    await ada.button("Main room").click()
    await eventually(lambda: _alone(ada), "Ada is back in the main room")
    assert await ada.ask("() => window.lines.length") == lines


async def only_sees_oneself(student):
    try:
        await eventually(lambda: _alone(student), f"{student.name} is alone in a group", 60)
    except TimeoutError as error:
        raise AssertionError(f"{error}; on the tiles: {await student.tiles()}") from error


async def _alone(student):
    return await student.tiles() == {"You"}
