"""The main tasks by keyboard alone: come in, write, vote, leave."""

import asyncio

import pytest
from playwright.async_api import expect

from rooms.board import ItemsMoved
from server.bot.participant import taking_part
from tests.e2e.keyboard import tab_into, tab_to
from tests.e2e.visitors import visitors

pytestmark = [pytest.mark.browser, pytest.mark.slow]


async def types_commands(ben, table_comes):
    """Commands by text: begun by a key, completed, done; refused with what to do; and a slash that is only a text."""
    page, field = ben.page, ben.page.get_by_label("Message", exact=True)
    await tab_to(page, "Class chat", "log", key="Shift+Tab")
    await page.keyboard.press("/")
    await expect(field).to_be_focused()
    # Given before the table of commands has come over a slow line: done as soon as it has.
    await page.keyboard.type("clap")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("The commands are on their way.").first).to_be_visible()
    table_comes.set()
    await expect(field).to_have_value("")
    await page.keyboard.press("/")
    await page.keyboard.type("ha")
    await expect(page.get_by_role("listbox", name="Commands").get_by_role("option")).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(field).to_have_value("/hand")
    await expect(page.get_by_text("Raises your hand.")).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(field).to_have_value("")
    await expect(ben.button("Raise hand")).to_have_attribute("aria-pressed", "true")
    await page.keyboard.type("/lower")
    await page.keyboard.press("Enter")
    await expect(ben.button("Raise hand")).to_have_attribute("aria-pressed", "false")
    for line, why in (("/timer 5m", "is for those who lead"), ("/hnad", "Did you mean /hand?")):
        await field.fill(line)
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("alert").filter(has_text=why)).to_be_visible()
        await expect(field).to_have_value(line)
    await field.fill("//hand is a command")
    await page.keyboard.press("Enter")
    await ben.reads("/hand is a command")


async def test_a_student_takes_part_without_a_mouse(browser, shared_server):
    made = shared_server.new_class()
    async with (
        taking_part(made["join"]["instructor"], "Ada", receive="none") as ada,
        visitors(browser, "Ben") as (ben,),
    ):
        page, table_comes = ben.page, asyncio.Event()

        async def comes_late(route):
            await table_comes.wait()
            await route.continue_()

        await page.route("**/assets/engine-*.js", comes_late)
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

        await types_commands(ben, table_comes)
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

        await ada.command(
            "OpenPoll", poll="order", question="Which first?", options=["A", "B"], kind="ranking"
        )
        await expect(ben.poll("Which first?")).to_be_visible()
        await tab_to(page, "Move down: A")
        await page.keyboard.press("Enter")
        await expect(ben.poll("Which first?").get_by_text("A is number 2 of 2")).to_have_count(1)
        await tab_to(page, "Vote")
        await page.keyboard.press("Enter")
        await expect(ben.poll("Which first?").get_by_text("A · your number 2")).to_be_visible()

        await page.keyboard.press("q")
        await tab_to(page, "Ask the teachers", "textbox")
        await page.keyboard.type("May one ask without a mouse?")
        await tab_to(page, "Ask")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("article", name="Question, Ben", exact=False)).to_be_visible()

        # What others draw is read as a list; a note is put up and moved.
        await ada.command("ShowBoard", sheet="s1")
        await ada.command("SetRight", right="draw", allowed=True, person=None)
        await tab_to(page, "Board menu", key="Shift+Tab")
        await page.keyboard.press("Enter")
        await tab_to(page, "As a list", "menuitem", key="ArrowDown")
        await page.keyboard.press("Enter")
        await tab_to(page, "New note or text", "textbox")
        await page.keyboard.type("By keyboard")
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("Note by Ben: By keyboard")).to_be_visible()
        await tab_to(page, "Move: Note by Ben: By keyboard")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("application")).to_be_focused()
        await page.keyboard.press("ArrowRight")
        await ada.until(
            lambda: any(isinstance(one.event, ItemsMoved) for one in ada.view.entries), "it moved"
        )

        # The bar is one tab stop, entered where it was left; arrows move inside it.
        await tab_into(page, "toolbar", "Class controls")
        await tab_to(page, "Microphone", key="ArrowLeft")
        await tab_to(page, "Raise hand", key="ArrowRight")
        await page.keyboard.press("Enter")
        await expect(ben.button("Raise hand")).to_have_attribute("aria-pressed", "true")
        await tab_to(page, "React", key="ArrowRight")
        await page.keyboard.press("Enter")
        await tab_to(page, "Applause", key="ArrowRight")
        await page.keyboard.press("Enter")
        await ada.until(
            lambda: any(type(entry.event).__name__ == "GestureMade" for entry in ada.view.entries), "applause"
        )
        await tab_to(page, "Leave", key="ArrowRight")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="You have left the class")).to_be_visible()
        await ada.until(lambda: ada.view.present == {ada.seat.person}, "Ben has left")
