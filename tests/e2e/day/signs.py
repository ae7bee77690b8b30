"""The small things: a sign, being away, a timer and the lot."""

from playwright.async_api import expect

from tests.e2e.happened import events
from tests.harness.waiting import eventually


async def small_things(server, made, ada, ben, chen):
    await ben.button("React").click()
    await ben.button("Applause").click()
    await eventually(lambda: events(server, made, "GestureMade"), "the applause is written")
    await ben.button("React").click()
    await ben.button("Away for a moment").click()
    await expect(chen.page.locator("[data-person]").get_by_text("away for a moment")).to_have_count(1)
    await expect(ben.page.get_by_text("You are away")).to_be_visible()
    await ben.page.mouse.click(640, 300)  # whoever touches the page is back
    await expect(chen.page.locator("[data-person]").get_by_text("away for a moment")).to_have_count(0)
    await ada.button("More").click()
    await ada.page.get_by_role("menuitem", name="Timer and stopwatch").click()
    await ada.page.get_by_label("What for?", exact=False).fill("In pairs")
    await ada.button("Start timer").click()
    await ada.button("1 minute more").click()
    await ada.page.keyboard.press("Escape")
    for person in (ben, chen):
        await expect(person.page.get_by_role("timer", name="In pairs")).to_contain_text("left")
    await ada.button("More").click()
    await ada.page.get_by_role("menuitem", name="Pick a student").click()
    first = await _whose_turn(ben, chen)
    await ada.button("Next").click()
    await eventually(lambda: _another_turn(first, ben, chen), "the lot falls on the other one")
    await ada.button("Done").click()


async def _whose_turn(ben, chen):
    """The one of the two who reads that it is their turn."""
    mine = ben.page.get_by_text("It is your turn", exact=True)
    await expect(mine.or_(ben.page.get_by_text("Chen, it is your turn"))).to_be_visible()
    return ben.name if await mine.count() else chen.name


async def _another_turn(first, ben, chen):
    other = chen if first == ben.name else ben
    return await other.page.get_by_text("It is your turn", exact=True).count() == 1
