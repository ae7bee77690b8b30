"""The main tasks by keyboard alone: come in, write, vote, leave."""

import pytest
from playwright.async_api import expect

from server.bot.participant import taking_part
from tests.e2e.visitors import visitors

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST_STEPS = 60


async def tab_to(page, name, role="button", key="Tab"):
    """Press Tab until the control of that name has the focus, as somebody without a mouse does."""
    target = page.get_by_role(role, name=name, exact=True)
    for _ in range(MOST_STEPS):
        if await target.count() and await target.first.evaluate(
            "element => element === document.activeElement"
        ):
            return
        await page.keyboard.press(key)
    focused = await page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    raise AssertionError(f"{name!r} cannot be reached with {key}; the focus is on {focused}")


async def test_a_student_takes_part_without_a_mouse(browser, server_process):
    made = server_process.new_class()
    async with (
        taking_part(made["join"]["instructor"], "Ada", receive="none") as ada,
        visitors(browser, "Ben") as (ben,),
    ):
        page = ben.page
        await page.goto(made["join"]["student"])
        await expect(page.get_by_label("Your name", exact=True)).to_be_visible()
        await tab_to(page, "Your name", "textbox")
        await page.keyboard.type("Ben")
        await page.keyboard.press("Enter")
        await expect(ben.button("Leave")).to_be_visible()

        await tab_to(page, "Message", "textbox")
        await page.keyboard.type("Nobody touched a mouse")
        await page.keyboard.press("Enter")
        await ben.reads("Nobody touched a mouse")

        # From the field back to the log, which is one stop; arrows go from message to message, Tab into one.
        await tab_to(page, "Class chat", "log", key="Shift+Tab")
        await page.keyboard.press("ArrowUp")
        await tab_to(page, "React to Ben")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name="Like", exact=True)).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(ben.button("Like, 1: you")).to_have_attribute("aria-pressed", "true")
        await tab_to(page, "Options for the message of Ben")
        await page.keyboard.press("Enter")
        await page.get_by_role("menuitem", name="Edit").press("Enter")
        await expect(page.get_by_label("Edit your message")).to_be_focused()
        await page.keyboard.type(", really")
        await page.keyboard.press("Enter")
        await ben.reads("Nobody touched a mouse, really")
        await expect(page.get_by_role("log").get_by_text("edited", exact=True)).to_be_visible()
        await tab_to(page, "Message", "textbox")
        await page.keyboard.type("Hello @Ad")
        await expect(page.get_by_role("listbox").get_by_role("option", name="Ada")).to_be_visible()
        await page.keyboard.press("Enter")
        await page.keyboard.press("Enter")
        await expect(page.locator(".mention")).to_have_text("@Ada")

        await ada.command(
            "OpenPoll", poll="keys", question="Which key?", options=["Tab", "Enter"], multiple=False
        )
        card = ben.poll("Which key?")
        await expect(card).to_be_visible()
        await tab_to(
            page, "Enter", "radio", key="Shift+Tab"
        )  # coming from below, the last one is the first to be met
        await page.keyboard.press("Space")
        await page.keyboard.press("ArrowUp")
        await expect(card.get_by_role("radio", name="Tab")).to_be_checked()
        await tab_to(page, "Vote")
        await page.keyboard.press("Enter")
        await expect(card.get_by_text("your vote", exact=False)).to_be_visible()

        # The bar is one tab stop; arrows move inside it.
        await tab_to(page, "Microphone")
        await tab_to(page, "Raise hand", key="ArrowRight")
        await page.keyboard.press("Enter")
        await expect(ben.button("Raise hand")).to_have_attribute("aria-pressed", "true")
        await tab_to(page, "Leave", key="ArrowRight")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="You have left the class")).to_be_visible()
        await ada.until(lambda: ada.view.present == {ada.seat.person}, "Ben has left")
